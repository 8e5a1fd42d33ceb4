"""`gatehouse assertion verify` on responses that real products sent: verdict, reason, JSON and exit status."""
import base64
import fcntl
import json
import os
import pathlib
import pty
import re
import subprocess
import time
import urllib.parse

import pytest

from World.browser import Browser
from World.gatehouse import PROGRAM, CommandLine, unfolded
from World.people import ALICE
from World.terminal import Terminal

SAMPLES = pathlib.Path(__file__).parent.parent / "SAMLTests" / "Fixtures" / "samples"
RESPONSE = SAMPLES / "idp-simplesamlphp.default.fast.b64"
REQUEST = "ONELOGIN_0dfea98f21a5a98ee46375b0e6e34f74bb6cb586"
AT = "2026-11-20T17:58:20Z"
gatehouse = CommandLine()
pytestmark = pytest.mark.usefixtures("settled_world")   # installs the command


def arguments(**changes):
    """The arguments under which the sample is accepted, with changes; None leaves one out."""
    options = {
        "response": RESPONSE, "idp-metadata": SAMPLES / "idp-simplesamlphp.metadata.xml",
        "sp-entity-id": "http://127.0.0.1:18080/saml/sp", "acs-url": "http://127.0.0.1:18080/saml/acs",
        "request-id": REQUEST, "at": AT, **{name.replace("_", "-"): value for name, value in changes.items()}}
    words = [word for name, value in options.items() if value is not None for word in (f"--{name}", str(value))]
    return ["assertion", "verify", *words]


def verdict(**changes):
    result = gatehouse.attempt(*arguments(**changes), "--json")
    report = json.loads(result.stdout)
    assert result.returncode == (0 if report["verdict"] == "accepted" else 1)
    return report


def certificate(folder):
    """The identity provider's certificate, as a PEM file."""
    body = re.search("X509Certificate>([^<]+)<", (SAMPLES / "idp-simplesamlphp.metadata.xml").read_text()).group(1)
    path = folder / "idp.pem"
    path.write_text(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    return path


def test_good_response_is_accepted_and_its_identity_shown():
    report = verdict()

    assert report["reason"] is None
    assert report["identity"]["nameId"] == "alice@example.com"
    assert report["identity"]["attributes"]["groups"] == ["staff", "admins"]
    assert report["identity"]["authnInstant"] == "2026-11-20T17:58:14Z"
    assert {rule["status"] for rule in report["rules"]} == {"pass", "notApplicable"}


def test_certificate_does_as_well_as_metadata(tmp_path):
    issuer = "http://127.0.0.1:18081/simplesaml/saml2/idp/metadata.php"
    assert verdict(idp_metadata=None, idp_entity_id=issuer, idp_cert=certificate(tmp_path))["verdict"] == "accepted"


@pytest.mark.parametrize("reason, changes", [
    ("RESP-02", {"at": "2026-11-20T18:30:00Z"}),
    ("RESP-06", {"request_id": "_other"}),
    ("RESP-04", {"acs_url": "http://127.0.0.1:18080/saml/acs2"}),
    ("ASRT-11", {"sp_entity_id": "http://127.0.0.1:18080/saml"}),
    ("SIG-16", {"response": SAMPLES / "idp-pysaml2.default.fast.b64"}),
    ("ENC-07", {"response": SAMPLES / "idp-simplesamlphp.encrypted.fast.b64"}),
])
def test_refused_response_names_the_rule_and_no_identity(reason, changes):
    report = verdict(**changes)

    assert report["reason"] == reason
    assert report["identity"] is None
    failed = next(rule for rule in report["rules"] if rule["status"] == "fail")
    assert failed["code"] == reason
    assert failed["expected"] and failed["found"]


def test_response_whose_request_nobody_named_is_accepted_with_a_warning():
    report = verdict(request_id=None)

    assert report["verdict"] == "accepted"
    assert [rule["code"] for rule in report["rules"] if rule["status"] == "warn"] == ["RESP-06", "ASRT-08"]


def test_checklist_for_people_has_no_colour_in_a_pipe():
    result = gatehouse.attempt(*arguments(acs_url="http://127.0.0.1:18080/other"))

    assert result.returncode == 1
    assert "\x1b" not in result.stdout
    assert "expected  http://127.0.0.1:18080/other" in result.stdout
    assert "\nRejected: RESP-04" in result.stdout
    assert "alice" not in result.stdout


def test_response_comes_from_standard_input():
    with RESPONSE.open() as response:
        result = subprocess.run([PROGRAM, *arguments(response="-")], stdin=response, capture_output=True, text=True,
                                timeout=60)
    assert result.returncode == 0


def captures():
    """The sample as people save it."""
    value = RESPONSE.read_text().strip()
    form = urllib.parse.urlencode({"SAMLResponse": value, "RelayState": "x"})
    exchange = {"startedDateTime": "2026-11-20T17:58:15Z", "request": {
        "method": "POST", "url": "http://127.0.0.1:18080/saml/acs", "postData": {"text": form}}}
    other = {"request": {"method": "GET", "url": "http://127.0.0.1:18080/"}}
    return {
        "form": form, "request": f"POST /saml/acs HTTP/1.1\r\nHost: sp\r\n\r\n{form}",
        "command line": f"curl 'http://127.0.0.1:18080/saml/acs' --data-raw '{form}'",
        "archive": json.dumps({"log": {"entries": [other, exchange]}}),
        "page": f'<html><form><input type="hidden" name="SAMLResponse" value="{value}"/></form></html>',
        "two entries": json.dumps({"log": {"entries": [exchange, other, exchange]}}),
    }


@pytest.mark.parametrize("kind", ["form", "request", "command line", "archive", "page"])
def test_response_is_found_in_what_it_was_saved_in(tmp_path, kind):
    file = tmp_path / "saved"
    file.write_text(captures()[kind])

    assert verdict(response=file)["identity"]["nameId"] == "alice@example.com"


def test_entry_of_an_archive_has_to_be_chosen(tmp_path):
    file = tmp_path / "saved.har"
    file.write_text(captures()["two entries"])
    undecided = gatehouse.attempt(*arguments(response=file))

    assert undecided.returncode == 2
    assert re.search(r"(?s:2 entries .*--entry.*?)\n +1 .*\n +3 ", undecided.stderr)
    assert verdict(response=file, entry=3)["verdict"] == "accepted"
    assert gatehouse.attempt(*arguments(response=file, entry=2)).returncode == 2


def test_what_was_looked_for_is_said(tmp_path):
    file = tmp_path / "saved.har"
    file.write_text('{"log":{"entries":[]}}')
    result = gatehouse.attempt(*arguments(response=file))

    assert result.returncode == 3
    assert "SAMLResponse" in result.stderr


@pytest.mark.parametrize("changes, hint", [
    ({"at": "yesterday"}, "2026-11-20T12:00:00Z"), ({"at": "2027-02-30T00:00:00Z"}, "2026-11-20T12:00:00Z"),
    ({"skew": "400s"}, "0s to 300s"), ({"legacy": "md5"}, "signature-last"),
])
def test_wrong_value_is_answered_with_the_right_form(changes, hint):
    result = gatehouse.attempt(*arguments(**changes))

    assert result.returncode == 2
    assert hint in result.stderr


def test_first_difference_is_pointed_at():
    lines = gatehouse.attempt(*arguments(acs_url="http://127.0.0.1:18080/saml/acs2"), "--brief").stdout.splitlines()

    expected = next(line for line in lines if "expected" in line)
    mark = lines[lines.index(expected) + 2]
    assert mark.index("^") == expected.index("acs2") + 3
    assert "ends here" in mark


@pytest.mark.parametrize("environment, is_coloured", [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals(environment, is_coloured):
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, *arguments(), "--brief"], stdout=theirs, env={"PATH": "/usr/bin", **environment}) as process:
        process.wait(60)
    assert ("\x1b[" in open(ours, "rb", closefd=True).read1(65536).decode()) == is_coloured


def test_response_to_this_host_is_verified_with_the_store_and_used_up_on_demand(world, tmp_path):
    terminal = Terminal(ALICE.login)
    form = Browser(ALICE).response_for(terminal.question().link)
    file = tmp_path / "form"
    file.write_text(urllib.parse.urlencode(form.fields))

    def attempt(*options):
        result = gatehouse.attempt("assertion", "verify", "--response", str(file), "--idp", "corp", "--json", *options)
        return json.loads(result.stdout)

    for _ in range(2):
        assert attempt()["verdict"] == "accepted"
    assert attempt("--consume")["identity"]["nameId"] == ALICE.email
    again = attempt("--consume")
    assert (again["reason"], again["identity"]) == ("RPL-01", None)
    assert "assertion.consume" in world.gatehouse("audit")


@pytest.mark.parametrize("options", [["--idp", "other"], ["--idp", "corp", "--idp-metadata", "x"]])
def test_identity_provider_is_named_once_and_has_to_be_there(options):
    assert gatehouse.attempt("assertion", "verify", "--response", str(RESPONSE), *options).returncode == 2


def test_consume_needs_the_store():
    assert gatehouse.attempt(*arguments(), "--consume").returncode == 2


@pytest.mark.parametrize("changes", [
    {"idp_metadata": None}, {"idp_entity_id": "x"}, {"acs_url": None}, {"at": "yesterday"}, {"skew": "301s"},
])
def test_wrong_usage_is_told_apart(changes):
    result = gatehouse.attempt(*arguments(**changes))

    assert result.returncode == 2
    assert result.stderr


@pytest.mark.parametrize("changes", [{"response": "/nonexistent"}, {"idp_metadata": RESPONSE}])
def test_file_that_cannot_be_used_is_told_apart(changes):
    result = gatehouse.attempt(*arguments(**changes))

    assert result.returncode == 3
    assert result.stderr


@pytest.mark.parametrize("command", ["verify", "inspect"])
def test_response_is_looked_at_without_rights(command):
    words = arguments() if command == "verify" else ["assertion", "inspect", "--response", str(RESPONSE)]
    result, report = os.pipe()
    # Too small for the report: the command waits, still confined, until somebody reads it.
    fcntl.fcntl(report, fcntl.F_SETPIPE_SZ, 4096)
    os.write(report, b"-" * 4096)
    with subprocess.Popen([PROGRAM, *words], stdout=report) as process, open(result, "rb") as reader:
        os.close(report)
        status = status_when_confined(process)
        assert re.search(r"^Uid:\t65534\t65534\t65534\t65534$", status, re.M), status
        assert re.search(r"^NoNewPrivs:\t1$", status, re.M), status
        assert b"alice@example.com" in reader.read()
    assert process.returncode == 0


def status_when_confined(process, seconds=30):
    """What the kernel says of the process once it filters its system calls."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        if re.search(r"^Seccomp:\t2$", status, re.M):
            return status
        time.sleep(0.01)
    raise AssertionError("the process was never confined")


@pytest.mark.parametrize("changes, hint", [
    ({"response": SAMPLES / "idp-simplesamlphp.metadata.xml"}, "Did you mean --idp-metadata?"),
    ({"response": "CERTIFICATE"}, "Did you mean --idp-cert?"),
    ({"idp_metadata": "CERTIFICATE"}, "Did you mean --idp-cert?"),
    ({"idp_metadata": RESPONSE}, "Did you mean --response?"),
    ({"response": "/nonexistent"}, "No such file or directory"),
    ({"response": "/tmp"}, "Is a directory"),
])
def test_file_given_for_another_is_told_in_two_lines_at_most(tmp_path, changes, hint):
    changes = {name: certificate(tmp_path) if value == "CERTIFICATE" else value for name, value in changes.items()}
    result = gatehouse.attempt(*arguments(**changes))

    assert (result.returncode, result.stdout) == (3, "")
    assert hint in unfolded(result.stderr) and result.stderr.count("\n") <= 2


def test_every_refusal_says_what_to_do_where_something_can_be_done():
    report = verdict(response=SAMPLES / "idp-simplesamlphp.encrypted.fast.b64")
    lines = gatehouse.attempt(*arguments(response=SAMPLES / "idp-simplesamlphp.encrypted.fast.b64")).stdout

    advice = next(rule["advice"] for rule in report["rules"] if rule["code"] == "ENC-07")
    assert "--decryption-key" in advice
    assert f"do        {advice}" in lines
    assert all("advice" in rule for rule in report["rules"])
    assert {rule["advice"] for rule in report["rules"] if rule["status"] != "fail"} == {None}


def test_old_recording_is_judged_by_its_own_time_on_advice():
    lines = gatehouse.attempt(*arguments(at=None)).stdout

    time = re.search(r"An old recording\? Judge it by its own time: --at (\S+)$", lines, re.M).group(1)
    assert verdict(at=time)["verdict"] == "accepted"


def test_edited_response_of_the_right_key_is_recognised(tmp_path):
    file = tmp_path / "pretty.xml"
    file.write_text(base64.b64decode(RESPONSE.read_text()).decode().replace("<saml:Subject>", "\n  <saml:Subject>"))
    report = verdict(response=file)

    assert report["reason"] == "SIG-16"
    assert "formatted or edited" in next(rule["advice"] for rule in report["rules"] if rule["code"] == "SIG-16")


def test_rules_that_were_not_reached_are_one_line(tmp_path):
    file = tmp_path / "hostile.xml"
    file.write_text("<!DOCTYPE r []><r/>")
    lines = gatehouse.attempt(*arguments(response=file)).stdout

    unreached = [rule for rule in verdict(response=file)["rules"] if "not reached" in (rule["found"] or "")]
    assert f"{len(unreached)} rules were not reached" in lines
    assert lines.count("not reached") == 1


def test_answer_that_cannot_be_written_is_no_answer():
    with open("/dev/full", "w") as full:
        assert subprocess.run([PROGRAM, *arguments()], stdout=full, stderr=subprocess.DEVNULL).returncode == 3
