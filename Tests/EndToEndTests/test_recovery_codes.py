"""The identity provider is down although single sign-on is set up correctly: an owner gets in with a recovery code, once."""
import errno
import glob
import json
import os
import re

import pytest

from World import administrator, host
from World.administrator import Administrator
from World.gatehouse import accepts
from World.people import ALICE, LOCAL_PASSWORD, LOCAL_USER, OLIVIA
from World.processes import LOGS
from World.sshd import listening
from World.terminal import Terminal, log_in

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")
OTHER_OWNER = f"{LOCAL_USER.name}@corp.example"
NEWS = "A recovery code of olivia was used"
WRONG = "0000-0000-0000-0000"


@pytest.fixture
def outage(world):
    """A member, two owners (the other one has an account of the host's own, too), and an identity provider that is down."""
    assert world.sign_in(ALICE).admitted
    world.gatehouse("member", "add", OTHER_OWNER, "--role", "owner", "--account", LOCAL_USER.name)
    world.idp.server.stop()
    yield world
    world.idp.serve()


def print_codes(world, owner=OLIVIA.email):
    """New codes of an owner."""
    codes = world.gatehouse.json("recovery", "codes", owner)["codes"]
    assert len(set(codes)) == 10 and all(CODE.fullmatch(code) for code in codes)
    return codes


def refused(login, code):
    """What the terminal showed to somebody whom the code did not let in."""
    outcome = log_in(login, code, "nonsense", "nonsense", "nonsense")
    assert not outcome.admitted, outcome.screen
    return outcome.screen


def left(world, owner=OLIVIA.email):
    """How many codes an owner has left."""
    status = world.gatehouse.attempt("recovery", "status", "--json")
    return next(one["left"] for one in json.loads(status.stdout)["owners"] if one["owner"] == owner)


def everything_written():
    """Every byte that anything on the host wrote into logs, the store and people's homes."""
    files = glob.glob(f"{LOGS}/*") + glob.glob("/var/log/**/*", recursive=True) + glob.glob(f"{host.STORE_FOLDER}/*")
    return b"\n".join(written_to(file) for file in files if os.path.isfile(file))


def written_to(path):
    """The bytes of a file without its holes: lastlog has room for everybody up to the largest user number."""
    written, end = b"", 0
    with open(path, "rb", buffering=0) as file:
        try:
            while True:
                start = file.seek(end, os.SEEK_DATA)
                end = file.seek(start, os.SEEK_HOLE)
                written += os.pread(file.fileno(), end - start, start)
        except OSError as problem:
            if problem.errno != errno.ENXIO:
                raise
    return written


def test_owner_gets_in_once_while_the_identity_provider_is_down_and_all_owners_are_told(outage):
    world = outage
    codes = print_codes(world)
    other = print_codes(world, OTHER_OWNER)

    # Single sign-on is set up correctly: nobody has a password.
    assert not log_in(OLIVIA.login, LOCAL_PASSWORD, method="password").admitted
    refused(ALICE.login, codes[0])

    entered = log_in(OLIVIA.login, codes[0], command="id")
    assert entered.admitted, entered.screen
    assert "uid=20002(olivia)" in entered.screen
    assert "9 recovery codes left" in entered.screen
    refused(OLIVIA.login, codes[0])
    assert left(world) == 9

    told = log_in(LOCAL_USER.name, other[0].lower().replace("-", " "))
    assert told.admitted, told.screen
    assert NEWS in told.screen
    assert "127.0.0.1" in told.screen

    audit = world.gatehouse("audit")
    assert "row 15" in audit and "recovery code 1" in audit
    assert "wrong recovery code" in audit
    for command in (("recovery", "status"), ("status",)):
        assert "code 1 of olivia used, sshd from 127.0.0.1" in world.gatehouse.attempt(*command).stdout

    written = everything_written().lower()
    for code in codes + other:
        for form in (code, code.replace("-", ""), code.replace("-", " ")):
            assert form.lower().encode() not in written, "a code was written down"


def test_owners_are_told_exactly_once_and_by_a_login_with_a_code_not_at_all(outage):
    world = outage
    codes = print_codes(world)
    assert log_in(OLIVIA.login, codes[0]).admitted
    # Whoever stole the codes must not keep it from the owner.
    assert NEWS in log_in(OLIVIA.login, codes[1]).screen
    world.idp.serve()

    first, second = world.sign_in(OLIVIA), world.sign_in(OLIVIA)

    assert first.admitted and second.admitted
    assert first.screen.count(NEWS) == 2
    assert NEWS not in second.screen
    assert NEWS not in world.sign_in(ALICE).screen
    world.idp.server.stop()


def test_new_codes_void_the_old_ones(outage):
    old, new = print_codes(outage), print_codes(outage)

    refused(OLIVIA.login, old[0])
    assert log_in(OLIVIA.login, new[0]).admitted


def test_suspended_owner_has_no_codes(outage):
    codes = print_codes(outage)
    outage.gatehouse("member", "suspend", OLIVIA.email)
    outage.gatehouse("member", "restore", OLIVIA.email)

    assert left(outage) == 0
    refused(OLIVIA.login, codes[0])


def test_wrong_codes_lead_to_a_wait_that_outlives_the_helper(outage):
    codes = print_codes(outage)
    for _ in range(2):
        assert not log_in(OLIVIA.login, WRONG, WRONG, WRONG).admitted
    outage.services.stop()
    outage.services.start()

    assert "Too many wrong recovery codes. Try again in" in refused(OLIVIA.login, codes[0])
    assert left(outage) == 10


def test_without_the_helper_no_code_counts(outage):
    codes = print_codes(outage)
    outage.services.helper.stop()

    assert "Sign-in service unavailable" in refused(OLIVIA.login, codes[0])
    assert left(outage) == 10


def test_the_question_does_not_tell_who_is_an_owner(outage):
    questions = []
    for login in (OLIVIA.login, ALICE.login):
        terminal = Terminal(login)
        question = terminal.question()
        questions.append(question.text.replace(login, "NAME").replace(question.link, "").replace(question.reference, ""))
        terminal.answer("")
        terminal.child.close()
    assert "recovery code" in questions[0]
    assert questions[0] == questions[1]


def test_codes_are_printed_for_whoever_gives_their_password(world):
    administrator.allow()
    person = Administrator("recovery", "codes")
    assert person.expect("Password: ")
    person.answer(LOCAL_PASSWORD)

    assert person.status() == 0, person.screen
    assert len(set(CODE.findall(person.screen))) == 10
    assert OLIVIA.email in person.screen and "ssh" in person.screen
    assert LOCAL_PASSWORD not in person.screen
    audit = world.gatehouse("audit")
    assert "10 new" in audit and "password of olivia" in audit
    assert not CODE.search(audit)


def test_wrong_password_prints_no_codes(world):
    codes = print_codes(world)
    administrator.allow()
    person = Administrator("recovery", "codes")
    assert person.expect("Password: ")
    person.answer("wrong")

    assert person.status() == 1
    assert not CODE.search(person.screen)
    assert log_in(OLIVIA.login, codes[0]).admitted


def test_only_owners_get_codes(world):
    assert world.sign_in(ALICE).admitted
    attempt = world.gatehouse.attempt("recovery", "codes", ALICE.email)

    assert attempt.returncode == 1
    assert "no active owner" in attempt.stderr


def test_a_managed_owner_without_identity_provider_has_only_a_recovery_code(world):
    world.gatehouse("member", "add", ALICE.email, "--role", "owner")
    codes = print_codes(world, ALICE.email)
    world.gatehouse("idp", "remove", "corp", "--yes", "--force")

    terminal = Terminal(ALICE.login, command="id")
    question = terminal.question()
    assert "Owner's recovery code" in question.text and not question.link
    terminal.answer(codes[0])
    entered = terminal.outcome()

    assert entered.admitted, entered.screen
    assert "(alice)" in entered.screen
    refused(ALICE.login, codes[0])


@pytest.mark.parametrize("settings", [
    # No address of this host: as while a network card is down.
    f"listen = 203.0.113.5:8443\ntls-certificate = {host.SAML_KEY}\ntls-key = {host.SAML_KEY}\n",
    "tls-certificate = /etc/gatehouse/gone.pem\ntls-key = /etc/gatehouse/gone.pem\n"], ids=["address", "key"])
def test_owner_gets_in_while_the_pages_cannot_be_served(outage, settings):
    world = outage
    codes = print_codes(world)
    before = open(host.CONFIGURATION).read()
    world.services.helper.stop()
    try:
        kept = "".join(line for line in before.splitlines(True) if "listen" not in settings or "listen =" not in line)
        host.write(host.CONFIGURATION, kept + settings)
        world.services.helper.start(lambda: accepts(host.LOGIN_SOCKET))

        assert log_in(OLIVIA.login, codes[0]).admitted
        assert "the sign-in pages are not served" in world.reasons()
    finally:
        world.services.helper.stop()
        host.write(host.CONFIGURATION, before)
        world.services.helper.start(lambda: accepts(host.LOGIN_SOCKET) and listening(host.HTTP_PORT))
