"""`gatehouse assertion mint` and `inspect`: what is made is accepted, or refused for exactly what was broken."""
import json
import subprocess

import pytest

from World import host, identity_provider
from World.gatehouse import PROGRAM, CommandLine, unfolded

SP = ["--sp-entity-id", "https://sp.example.org/saml", "--acs-url", "https://sp.example.org/saml/acs"]
gatehouse = CommandLine()
pytestmark = pytest.mark.usefixtures("settled_world")   # installs the command


@pytest.fixture(scope="module")
def folder(settled_world, tmp_path_factory):
    """A folder with the keys of a test identity provider, and one of a test service provider."""
    folder = tmp_path_factory.mktemp("mint")
    for name in ("idp", "sp"):
        gatehouse("assertion", "mint", "--new-key", str(folder / name), *SP)
    return folder


def mint(folder, *options, request="_request"):
    answering = ["--in-response-to", request] if request else []
    result = gatehouse.attempt("assertion", "mint", "--key", f"{folder}/idp/key.pem", *SP, *answering, *options)
    assert result.returncode == 0, result.stderr
    return result.stdout


def verify(folder, response, *options, request="_request"):
    file = folder / "response"
    file.write_text(response)
    correlation = ["--request-id", request] if request else ["--unsolicited"]
    result = gatehouse.attempt("assertion", "verify", "--response", str(file), "--idp-metadata",
                               f"{folder}/idp/metadata.xml", *SP, *correlation, "--json", *options)
    report = json.loads(result.stdout)
    assert result.returncode == (0 if report["verdict"] == "accepted" else 1)
    return report


@pytest.mark.parametrize("options", [
    [], ["--sign", "response"], ["--sign", "both", "--digest", "sha512", "--algorithm", "rsa-pss-sha384"], ["--base64"],
    ["--name-id", "a\"<b>&", "--name-id-format", "persistent", "--attribute", "groups=x", "--attribute", "groups=<y>"],
])
def test_minted_response_is_accepted(folder, options):
    assert verify(folder, mint(folder, *options))["verdict"] == "accepted"


def test_encrypted_response_is_accepted_with_the_key_it_is_for(folder):
    response = mint(folder, "--encrypt-for", f"{folder}/sp/certificate.pem")

    assert verify(folder, response)["reason"] == "ENC-07"
    assert verify(folder, response, "--decryption-key", f"{folder}/idp/key.pem")["reason"] == "ENC-04"
    assert verify(folder, response, "--decryption-key", f"{folder}/idp/key.pem", "--decryption-key",
                  f"{folder}/sp/key.pem")["identity"]["nameId"] == "alice@example.com"


def test_every_broken_rule_is_the_reason(folder):
    codes = [entry["code"] for entry in gatehouse.json("assertion", "mint", "--list-breaks")["breaks"]]
    assert len(codes) > 50
    reasons = {}
    for code in codes:
        isEncrypted = "ENC-01" <= code <= "ENC-05"
        request = None if code == "RESP-08" else "_request"
        response = mint(folder, "--break", code, *(["--encrypt-for", f"{folder}/sp/certificate.pem"] if isEncrypted else []),
                        request=request)
        report = verify(folder, response, "--decryption-key", f"{folder}/sp/key.pem", request=request)
        reasons[code] = report["reason"]
        assert report["identity"] is None

    assert reasons == {code: code for code in codes}


@pytest.mark.parametrize("option, reason", [
    ("--audience", "ASRT-11"), ("--recipient", "ASRT-05"), ("--destination", "RESP-04"), ("--issuer", "RESP-05"),
])
def test_each_value_can_be_another(folder, option, reason):
    assert verify(folder, mint(folder, option, "https://other.example.org/"))["reason"] == reason


def test_weak_signature_needs_the_weakness_by_name(folder):
    response = mint(folder, "--algorithm", "rsa-sha1", "--digest", "sha1")

    assert verify(folder, response)["reason"] == "SIG-12"
    report = verify(folder, response, "--legacy", "sha1")
    assert report["verdict"] == "accepted"
    assert {rule["code"] for rule in report["rules"] if rule["status"] == "warn"} == {"SIG-12", "SIG-13"}


def test_nothing_is_made_in_the_name_of_the_real_identity_provider(folder, tmp_path):
    both = tmp_path / "idp.pem"
    both.write_text(open(identity_provider.KEY).read() + open(identity_provider.CERTIFICATE).read())
    by_name = gatehouse.attempt("assertion", "mint", "--key", f"{folder}/idp/key.pem", *SP, "--issuer",
                                identity_provider.IdentityProvider.entity_id)
    by_key = gatehouse.attempt("assertion", "mint", "--key", str(both), *SP)

    assert (by_name.returncode, by_key.returncode) == (1, 1)
    assert by_name.stdout == by_key.stdout == ""
    assert "through which people sign in here" in unfolded(by_name.stderr)
    assert "through which people sign in here" in unfolded(by_key.stderr)


def test_mint_works_without_a_store_that_can_be_read(folder):
    nobody = ["setpriv", "--reuid=65534", "--clear-groups"]
    key = open(f"{folder}/idp/key.pem").read()
    result = subprocess.run([*nobody, PROGRAM, "assertion", "mint", "--key", "-", *SP], input=key,
                            capture_output=True, text=True, timeout=60)

    assert result.returncode == 0
    assert result.stdout.startswith("<samlp:Response")
    assert host.STORE in result.stderr and "was not compared" in result.stderr


def test_key_folder_is_never_overwritten(folder):
    result = gatehouse.attempt("assertion", "mint", "--new-key", str(folder / "idp"), *SP)

    assert result.returncode == 3
    assert "--key" in result.stderr


def test_inspect_marks_what_it_shows_as_unverified(folder, tmp_path):
    file = tmp_path / "response.xml"
    file.write_text(mint(folder))
    result = gatehouse.attempt("assertion", "inspect", "--response", str(file))
    report = gatehouse.json("assertion", "inspect", "--response", str(file), "--idp-metadata",
                            f"{folder}/idp/metadata.xml")

    assert result.returncode == 0
    assert result.stdout.startswith("UNVERIFIED")
    assert report["trust"] == "UNVERIFIED"
    assert report["content"]["assertions"][0]["nameId"] == "alice@example.com"
    assert report["content"]["signatures"][0]["certificates"][0]["isTrusted"] is True


def test_suggested_command_verifies(folder, tmp_path):
    file = tmp_path / "it's a response.xml"
    file.write_text(mint(folder))
    command = gatehouse.json("assertion", "inspect", "--response", str(file))["suggestion"]
    command = command.replace("CERTIFICATE-YOU-TRUST.pem", f"{folder}/idp/certificate.pem")

    assert subprocess.run(["sh", "-c", command], capture_output=True, timeout=60).returncode == 0


def test_inspect_never_repairs_what_the_parser_refuses(folder, tmp_path):
    file = tmp_path / "response.xml"
    file.write_text(mint(folder, "--break", "PARSE-04"))
    result = gatehouse.attempt("assertion", "inspect", "--response", str(file), "--json")

    assert result.returncode == 1
    assert json.loads(result.stdout)["refused"]["code"] == "PARSE-04"
    assert json.loads(result.stdout)["content"] is None


def test_person_without_an_email_address_is_warned_of(folder):
    options = ["--name-id-format", "persistent", "--attribute", "group=staff"]
    report = verify(folder, mint(folder, *options))

    warned = next(rule for rule in report["rules"] if rule["status"] == "warn")
    assert warned["code"] == "ATTR-03" and "a login on a host of Gatehouse would be refused" in warned["detail"]


@pytest.mark.parametrize("options, reason", [
    ([], "ATTR-05"), (["--name-id-format", "persistent", "--attribute", "group=staff"], "ATTR-03"),
])
def test_response_is_read_as_the_host_of_the_store_would(folder, tmp_path, options, reason):
    store = ["--store", str(tmp_path / "store.db")]
    gatehouse("org", "create", "Test", *store)
    gatehouse("idp", "add", "test", "--metadata", f"{folder}/idp/metadata.xml", *store)
    file = tmp_path / "response.xml"
    file.write_text(mint(folder, *options))
    result = gatehouse.attempt("assertion", "verify", "--response", str(file), "--idp", "test", *store, *SP,
                               "--request-id", "_request", "--json")

    assert result.returncode == 1
    assert json.loads(result.stdout)["reason"] == reason
    assert json.loads(result.stdout)["identity"] is None


@pytest.mark.parametrize("code, hint", [("ENC-01", "--encrypt-for"), ("RESP-06", "--in-response-to")])
def test_rule_that_cannot_be_broken_says_what_to_add(folder, code, hint):
    result = gatehouse.attempt("assertion", "mint", "--key", f"{folder}/idp/key.pem", *SP, "--break", code)

    assert result.returncode == 2
    assert hint in result.stderr
    breaks = gatehouse.json("assertion", "mint", "--list-breaks")["breaks"]
    assert hint in next(entry["needs"] for entry in breaks if entry["code"] == code)


@pytest.mark.parametrize("options", [
    ["--algorithm", "ecdsa-sha256"], ["--name-id-format", "lasting"], ["--new-key", "another"],
])
def test_options_that_do_not_fit_are_wrong_usage(folder, options):
    assert gatehouse.attempt("assertion", "mint", "--key", f"{folder}/idp/key.pem", *SP, *options).returncode == 2


def test_suggested_command_repeats_the_identity_provider(folder, tmp_path):
    file = tmp_path / "response.xml"
    file.write_text(mint(folder))
    command = gatehouse.json("assertion", "inspect", "--response", str(file), "--idp-metadata",
                             f"{folder}/idp/metadata.xml")["suggestion"]

    assert subprocess.run(["sh", "-c", command], capture_output=True, timeout=60).returncode == 0
