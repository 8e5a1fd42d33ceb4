"""The audit log: what it says, that a change of it shows, that it can be followed, and what happens when it cannot be written."""
import calendar
import hashlib
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import time
from contextlib import closing, contextmanager

import pytest

from World import administrator, host
from World.administrator import Administrator
from World.browser import Browser
from World.gatehouse import PROGRAM
from World.journal import Journal
from World.people import ALICE, BOB, IDP_PASSWORD, LOCAL_PASSWORD, LOCAL_USER, OLIVIA
from World.processes import wait_until
from World.terminal import Terminal, log_in
from World.world import IDP_NAME

FIELDS = ("event", "actor", "subject", "organisation", "outcome", "rule", "before", "after", "service", "remote_host",
          "terminal", "reference", "detail")


def records(world, *options):
    return world.gatehouse.json("audit", *options)["entries"]


def last(world, event):
    return world.gatehouse.audit(event)[-1]


def test_record_of_a_login_says_who_from_where_by_which_row_and_sign_in(world):
    terminal = Terminal(ALICE.login)
    question = terminal.question()
    terminal.answer(Browser(ALICE).sign_in(question.link).code)
    assert terminal.outcome().admitted

    login = last(world, "login")
    assert (login["subject"], login["outcome"], login["rule"]) == ("alice", "allowed", "row 9")
    assert (login["service"], login["remoteHost"], login["terminal"]) == ("sshd", "127.0.0.1", "ssh")
    assert login["reference"] == question.reference
    assert login["organisation"] == "Corp"
    assert ALICE.email in login["detail"]
    created = last(world, "member.add")
    assert (created["subject"], created["before"], created["after"]) == (ALICE.email, "", "member, active, account alice")
    assert (created["rule"], created["reference"]) == ("row 9", question.reference)


def test_record_of_a_fallback_says_why_the_password_counts(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    assert log_in("olivia", LOCAL_PASSWORD).admitted

    login = [record for record in records(world, "--member", "olivia") if record["event"] == "login"][-1]
    assert (login["outcome"], login["rule"], login["organisation"]) == ("deferred", "row 14", "Corp")
    assert "no identity provider is configured" in login["detail"]


def test_record_of_a_setting_says_what_it_was_and_who_changed_it(world):
    world.gatehouse("jit", "off")
    assert world.sign_in(OLIVIA).admitted
    subprocess.run([PROGRAM, "jit", "on"], check=True, capture_output=True, env={**os.environ, "SUDO_USER": "olivia"},
                   start_new_session=True)

    off, on = world.gatehouse.audit("jit")[-2:]
    assert (off["actor"], off["before"], off["after"], off["terminal"]) == ("root", "on", "off", "")
    assert (on["actor"], on["before"], on["after"]) == ("olivia (as root)", "off", "on")
    administrator.allow()
    person = Administrator("jit", "off")
    assert person.status() == 0
    assert re.fullmatch(r"pts/\d+", last(world, "jit")["terminal"])


def test_text_is_aligned_and_obeys_nobody_but_the_reader(world):
    world.change("UPDATE audit SET detail = ? WHERE sequence = 1", "\x1b[2J\x07 up\u202edown " + "many words " * 30)

    lines = world.gatehouse("audit").splitlines()

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", "".join(lines))
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads and all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  \S+ +(allowed|denied|changed|deferred|checked|noted) ",
                                  line) for line in heads)
    assert len({line.index(line.split()[2]) for line in heads}) == 1
    assert max(len(line) for line in lines if not re.search(r"\S{60}", line)) <= 100


def test_records_of_one_person_and_of_the_last_hours(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("member", "suspend", ALICE.email)
    for name in ("alice", ALICE.email):
        assert {record["subject"] for record in records(world, "--member", name)} == {"alice", ALICE.email}
    assert len(records(world, "--limit", "2")) == 2
    assert records(world, "--since", "2h") == world.gatehouse.audit()
    assert records(world, "--since", "2099-01-01") == []
    assert world.gatehouse.attempt("audit", "--since", "yesterday").returncode == 2


def test_anybody_can_recompute_the_chain(world):
    assert world.sign_in(ALICE).admitted
    before = bytes(32)
    with closing(sqlite3.connect(host.STORE)) as store:
        rows = list(store.execute(f"SELECT sequence, at, {', '.join(FIELDS)}, hash FROM audit ORDER BY sequence"))
    for *values, found in rows:
        parts = [b"gatehouse audit 1"] + [str(value).encode() for value in values] + [before]
        before = hashlib.sha256(b"".join(struct.pack(">Q", len(part)) + part for part in parts)).digest()
        assert before == found, values
    verdict = world.gatehouse.json("audit", "verify")
    assert verdict["intact"] and verdict["records"] == len(rows)
    assert verdict["head"] == {"sequence": len(rows), "hash": before.hex()} == world.gatehouse.json("audit", "head")


def test_record_that_was_changed_is_named(world):
    world.change("UPDATE audit SET actor = 'nobody' WHERE sequence = 3")

    attempt = world.gatehouse.attempt("audit", "verify")

    assert attempt.returncode == 1
    assert "record 3 is not what was written" in attempt.stdout


def test_end_that_was_cut_off_shows_by_the_hash_in_the_system_log(world):
    world.gatehouse("jit", "off")
    told = world.log.wait_for(r"gatehouse-audit.* jit .*changed", world.here)
    kept = re.search(r' hash="([0-9a-f]{64})"', told).group(1)
    assert world.gatehouse.attempt("audit", "verify", "--expect", kept).returncode == 0
    world.change("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)")
    world.change("UPDATE sqlite_sequence SET seq = (SELECT max(sequence) FROM audit) WHERE name = 'audit'")

    assert world.gatehouse.attempt("audit", "verify").returncode == 0
    attempt = world.gatehouse.attempt("audit", "verify", "--expect", kept)

    assert attempt.returncode == 1
    assert "no record with the expected hash" in attempt.stdout


def test_old_records_are_pruned_and_the_rest_is_still_verified(world):
    limit = world.gatehouse.audit()[2]["at"]
    wait_until(lambda: time.time() > calendar.timegm(time.strptime(limit, "%Y-%m-%dT%H:%M:%SZ")) + 1, "the next second")
    removed = world.gatehouse.json("audit", "prune", "--before", "1s")["removed"]

    assert removed >= 3
    assert world.gatehouse.audit()[-1]["event"] == "audit.prune"
    assert world.gatehouse.audit()[-1]["before"] == f"1 to {removed}"
    assert world.gatehouse.json("audit", "verify")["first"] == removed + 1
    assert "pruned" in world.gatehouse("audit", "verify")


def lines_of(process, seconds=30):
    """The lines a process prints, each as soon as it is whole; none any more when it prints nothing for some seconds."""
    rest = b""
    while select.select([process.stdout], [], [], seconds)[0]:
        rest += os.read(process.stdout.fileno(), 65536)
        *whole, rest = rest.split(b"\n")
        yield from whole


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_following_shows_what_is_new_and_stops_when_told(world, number):
    process = subprocess.Popen([PROGRAM, "audit", "--follow", "--json", "--limit", "1"], stdout=subprocess.PIPE)
    printed = lines_of(process)
    assert json.loads(next(printed)) == world.gatehouse.audit()[-1]
    world.gatehouse("jit", "off")
    world.gatehouse("jit", "on")
    followed = [json.loads(next(printed)) for _ in range(2)]

    assert followed == world.gatehouse.audit()[-2:]
    process.send_signal(number)
    assert process.wait(30) == 0
    assert process.stdout.read() == b""


def test_journal_has_a_field_for_each_part(world):
    with Journal() as journal:
        assert world.sign_in(ALICE).admitted
        login = last(world, "login")
        entry = journal.wait_for(f"GATEHOUSE_HASH={login['hash']}")

        assert entry["MESSAGE"] == "login alice: allowed, row 9"
        assert (entry["PRIORITY"], entry["SYSLOG_IDENTIFIER"]) == ("5", "gatehouse-audit")
        assert entry["GATEHOUSE_SEQUENCE"] == str(login["sequence"])
        for key in ("event", "outcome", "subject", "actor", "organisation", "rule", "service", "remoteHost", "terminal",
                    "reference", "detail"):
            field = "GATEHOUSE_" + re.sub(r"([A-Z])", r"_\1", key).upper()
            assert entry[field] == login[key]


@contextmanager
def full_store(world):
    """The same store on a file system of its own, which has no room left."""
    world.services.stop()
    copy = "/var/lib/world/full"
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run(["cp", "-a", host.STORE_FOLDER, copy], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8M,mode=750", "tmpfs", host.STORE_FOLDER], check=True)
    try:
        subprocess.run(["cp", "-aT", copy, host.STORE_FOLDER], check=True)
        world.services.start()
        with closing(sqlite3.connect(host.STORE, timeout=20)) as store:
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with open(f"{host.STORE_FOLDER}/ballast", "wb", buffering=0) as ballast:
            with pytest.raises(OSError):
                while True:
                    ballast.write(bytes(4096))
        world.here = world.log.mark()
        yield
    finally:
        world.services.stop()
        subprocess.run(["umount", host.STORE_FOLDER], check=True)
        world.services.start()


def test_nobody_signs_in_whom_the_audit_log_could_not_name(world):
    members, before = world.members(), world.gatehouse.audit()
    with full_store(world):
        terminal = Terminal(ALICE.login)
        terminal.answer(Browser(ALICE).sign_in(terminal.question().link).code)
        outcome = terminal.outcome()

        assert not outcome.admitted
        assert "cannot work right now" in outcome.screen
        assert world.members() == members
        assert world.gatehouse.audit() == before
        assert world.log.wait_for(r"login alice: denied\. Not in the audit log: the store cannot be written", world.here)


def test_others_go_on_and_the_system_log_says_that_nobody_wrote_it_down(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    before = world.gatehouse.audit()
    with full_store(world):
        assert log_in("olivia", LOCAL_PASSWORD).admitted
        assert log_in(LOCAL_USER.name, LOCAL_PASSWORD, method="password").admitted

        told = world.log.wait_for(r"login olivia: deferred, row 14\. Not in the audit log", world.here)
        assert "no identity provider is configured" in told
        assert told and 'unrecorded="the store cannot be written' in told
        assert world.gatehouse.audit() == before
        assert world.gatehouse.attempt("audit", "verify").returncode == 0


def test_recovery_code_that_could_not_be_written_down_lets_nobody_in_and_stays(world):
    code = world.gatehouse.json("recovery", "codes", OLIVIA.email)["codes"][0]
    with full_store(world):
        assert not log_in("olivia", code, "0000-0000", "0000-0000").admitted
        assert world.log.wait_for(r"login olivia: denied\. Not in the audit log", world.here)

    assert log_in("olivia", code).admitted
    assert last(world, "login")["rule"] == "row 15"


def test_settings_stay_as_they_are_when_the_change_cannot_be_written_down(world):
    with full_store(world):
        for words in (["jit", "off"], ["sso", "require", "off"], ["member", "suspend", OLIVIA.email],
                      ["member", "add", BOB.email], ["idp", "remove", IDP_NAME, "--yes", "--force"]):
            before = world.gatehouse("status", "--json"), world.members()
            attempt = world.gatehouse.attempt(*words)
            assert attempt.returncode in (1, 3), (words, attempt.stdout)
            assert (world.gatehouse("status", "--json"), world.members()) == before, words
    assert world.gatehouse.attempt("jit", "off").returncode == 0


def test_change_waits_for_a_writer_and_fails_when_it_does_not_end(world):
    with closing(sqlite3.connect(host.STORE, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        attempt = world.gatehouse.attempt("jit", "off")
        writer.execute("ROLLBACK")

    assert attempt.returncode == 3 and "locked" in attempt.stderr
    assert last(world, "jit")["after"] == "on"


def events():
    """Every event of the product's own list."""
    source = (host.SOURCE / "Sources/Store/AuditEvent.swift").read_text().split("enum AuditOutcome")[0]
    return set(re.findall(r'case \w+ = "([a-z.-]+)"', source))


# What this world has no occasion for.
ELSEWHERE = {"audit.chain", "domain.check",
             "idp.refresh", "idp.approve", "idp.reject", "assertion.consume"}


def test_no_event_tells_a_secret(world):
    secrets = {LOCAL_PASSWORD, IDP_PASSWORD, "0000-0000"}
    with Journal() as journal:
        run = world.gatehouse
        terminal = Terminal(ALICE.login)
        link = terminal.question().link
        form = Browser(ALICE).response_for(link)
        terminal.answer("0000-0000")
        browser = Browser(ALICE)
        second = Terminal(ALICE.login)
        other = second.question().link
        page = browser.sign_in(other)
        second.answer(page.code)
        assert second.outcome().admitted
        secrets |= {link.rsplit("/", 1)[1][8:], other.rsplit("/", 1)[1][8:], page.code, page.code.replace("-", ""),
                    form.fields["SAMLResponse"][:60], form.fields["RelayState"][8:]}
        secrets |= {cookie.value for cookie in browser.session.cookies if len(cookie.value) > 8}
        wrong = Terminal(BOB.login)
        for _ in range(3):
            if wrong.question() is not None:
                wrong.answer("0000-0000")
        wrong.outcome()
        log_in("olivia", *3 * [LOCAL_PASSWORD])
        codes = run.json("recovery", "codes", OLIVIA.email)["codes"]
        assert log_in("olivia", codes[0]).admitted
        log_in("olivia", *3 * [codes[0]])
        secrets |= set(codes) | {code.replace("-", "") for code in codes}
        claim = run.json("domain", "claim", "second.example")
        secrets.add(claim["recordValue"].split("=")[1])
        run.attempt("domain", "verify", "second.example")
        run("domain", "release", "second.example", "--yes")
        for words in (["org", "set", "--key-max-age", "12h"], ["member", "add", BOB.email],
                      ["member", "set-role", BOB.email, "admin"], ["member", "relink", BOB.email], ["member", "suspend", BOB.email],
                      ["member", "restore", BOB.email], ["member", "set-email", BOB.email, "Robert@corp.example"],
                      ["member", "remove", "Robert@corp.example"], ["jit", "off"],
                      ["sso", "require", "off"], ["idp", "set", IDP_NAME, "--legacy", "sha1"],
                      ["idp", "disable", IDP_NAME, "--yes"], ["idp", "enable", IDP_NAME],
                      ["idp", "remove", IDP_NAME, "--yes", "--force"], ["audit", "prune", "--before", "1000d"]):
            run(*words)
        told = "\n".join([json.dumps(entry) for entry in journal.entries("SYSLOG_IDENTIFIER=gatehouse-audit")]
                         + [run("audit", "--json"), run("audit"), world.log.since(world.here), world.services.helper.log()])
        seen = {record["event"] for record in world.gatehouse.audit()}

    assert events() - seen - ELSEWHERE <= {"audit.prune"}
    assert [secret for secret in secrets if secret and secret in told] == []
