"""The shipped stack of sshd: public keys, a key and a sign-in, the password method, and people who answer oddly."""
import os
import time

import pytest
from stacks import DAY, suspend, without_single_sign_on

from World import sshd
from World.browser import Browser
from World.people import ALICE, LOCAL_PASSWORD
from World.processes import wait_until
from World.sshd import SSHServer
from World.terminal import Terminal, log_in

KEY_PORT, BOTH_PORT = 2223, 2224
KEY = f"{sshd.FOLDER}/person"
WITH_KEY = ("PubkeyAuthentication=yes", f"IdentityFile={KEY}", "IdentitiesOnly=yes")


@pytest.fixture(scope="module", autouse=True)
def key_servers(members):
    """Two more servers: one takes keys, one wants a key and a sign-in."""
    keys = f"AuthorizedKeysFile {sshd.FOLDER}/person.pub"
    servers = [
        SSHServer("sshd-keys", KEY_PORT, ["PubkeyAuthentication yes", keys]),
        SSHServer("sshd-both", BOTH_PORT, ["PubkeyAuthentication yes", keys,
                                           "AuthenticationMethods publickey,keyboard-interactive"]),
    ]
    if not os.path.exists(KEY):
        sshd.make_key(KEY)
    for server in servers:
        server.start()
    yield
    for server in servers:
        server.server.stop()


def with_key(login, port=KEY_PORT, command="id -un"):
    return Terminal(login, command=command, method="publickey,keyboard-interactive", options=WITH_KEY, port=port)


def rules_of(world, login):
    return [entry["rule"] for entry in world.gatehouse.audit("login") if entry["subject"] == login]


def test_a_key_suffices_within_a_day_of_a_sign_in(stack_world):
    outcome = with_key("alice").outcome()

    assert outcome.admitted, outcome.screen
    assert rules_of(stack_world, "alice")[-1] == "row 17"


def test_a_key_after_more_than_a_day_is_refused_and_the_person_told_what_to_do(stack_world):
    stack_world.change("UPDATE member SET last_sso_at = unixepoch() - ?", DAY + 60)

    outcome = with_key("alice").outcome()

    assert not outcome.admitted
    assert "Key accepted, but your last sign-in is older than 24 h" in outcome.screen
    assert "-o PreferredAuthentications=keyboard-interactive" in outcome.screen
    assert rules_of(stack_world, "alice")[-1] == "row 19"


def test_a_sign_in_makes_the_key_good_again(stack_world):
    stack_world.change("UPDATE member SET last_sso_at = NULL WHERE login = 'alice'")
    assert not with_key("alice").outcome().admitted

    assert stack_world.sign_in(ALICE).admitted

    assert with_key("alice").outcome().admitted


def test_a_key_suffices_where_single_sign_on_is_not_required(stack_world):
    stack_world.change("UPDATE member SET last_sso_at = NULL WHERE login = 'alice'")
    stack_world.change("UPDATE organisation SET sso_required = 0")

    assert with_key("alice").outcome().admitted
    assert rules_of(stack_world, "alice")[-1] == "row 20"


def test_an_owners_key_suffices_while_single_sign_on_is_not_set_up_and_they_are_told_why(stack_world):
    stack_world.change("UPDATE member SET last_sso_at = NULL")
    with without_single_sign_on(stack_world):
        owner, member = with_key("olivia").outcome(), with_key("alice").outcome()

    assert owner.admitted, owner.screen
    assert "A key is accepted because" in owner.screen
    assert not member.admitted


def test_a_suspended_members_key_is_refused(stack_world):
    suspend(stack_world)

    outcome = with_key("alice").outcome()

    assert not outcome.admitted
    assert "This account is not active" in outcome.screen


def test_keys_of_local_accounts_are_left_alone(stack_world):
    stack_world.services.helper.stop()
    try:
        assert with_key("localuser").outcome().admitted
    finally:
        stack_world.services.stop()
        stack_world.services.start()


def test_key_and_sign_in_are_asked_for_one_after_the_other(stack_world):
    stack_world.change("UPDATE member SET last_sso_at = NULL WHERE login = 'alice'")
    outcome = stack_world.complete(ALICE, with_key("alice", BOTH_PORT)).outcome()

    assert outcome.admitted, outcome.screen


def test_a_sign_in_without_the_key_does_not_suffice_where_both_are_asked_for(stack_world):
    outcome = Terminal("alice", options=("IdentityFile=none", "IdentitiesOnly=yes"), port=BOTH_PORT).outcome()

    assert not outcome.admitted


def test_key_and_wrong_codes_let_nobody_in(stack_world):
    terminal = with_key("alice", BOTH_PORT)
    while terminal.question() is not None:
        terminal.answer("0000-0000")

    assert not terminal.outcome().admitted


def test_the_password_method_ends_at_once_and_the_log_says_why(stack_world):
    terminal = Terminal("alice", method="password")
    terminal.question()
    started = time.monotonic()
    terminal.answer(LOCAL_PASSWORD)
    outcome = terminal.outcome()

    assert not outcome.admitted
    assert time.monotonic() - started < 10
    assert stack_world.log.wait_for(r"alice denied: the question for the code was not answered", stack_world.here)


def test_a_suspended_member_is_not_asked_for_anything(stack_world):
    suspend(stack_world)

    outcome = log_in("alice", "x")

    assert not outcome.admitted
    assert "/s/" not in outcome.screen and "assword:" not in outcome.screen
    assert "This account is not active" in outcome.screen


def test_a_stale_code_is_refused(stack_world):
    first = Terminal("alice")
    code = Browser(ALICE).sign_in(first.question().link).code
    second = Terminal("alice")
    second.question()

    second.answer(code)

    assert "not right" in second.question().text
    second.child.close()
    first.answer(code)
    assert first.outcome().admitted


@pytest.mark.parametrize("typed", [b"\n\n", b"\xff\xfe\x80\xc3\n", b"x" * 1000 + b"\n", b"\x1b[31m\x00\x07\n"],
                         ids=["enter", "no UTF-8", "very long", "control characters"])
def test_odd_input_is_no_code_and_breaks_nothing(stack_world, typed):
    terminal = Terminal("alice")
    link = terminal.question().link

    terminal.type(typed)
    again = terminal.question()

    assert "code" in again.text
    terminal.answer(Browser(ALICE).sign_in(link).code)
    if typed.count(b"\n") > 1:
        # The code went to the question of the second Enter, or to the third one.
        terminal.question()
    outcome = terminal.outcome()
    assert outcome.admitted, outcome.screen


def test_who_hangs_up_in_the_middle_leaves_nothing_behind(stack_world):
    before = processes_of_sshd()
    terminal = Terminal("alice")
    link = terminal.question().link
    terminal.child.close(force=True)
    wait_until(lambda: processes_of_sshd() <= before, "the end of sshd's processes")

    code = Browser(ALICE).sign_in(link).code
    other = Terminal("alice")
    other.question()
    other.answer(code)

    assert other.question() is not None
    other.child.close(force=True)
    assert stack_world.sign_in(ALICE).admitted


def test_a_session_is_in_the_audit_log_from_beginning_to_end(stack_world):
    assert stack_world.sign_in(ALICE).admitted

    wait_until(lambda: [entry["subject"] for entry in stack_world.gatehouse.audit("session.close")][-1:] == ["alice"],
               "the record of the session's end")
    begun = stack_world.gatehouse.audit("session.open")[-1]
    assert (begun["subject"], begun["service"], begun["remoteHost"]) == ("alice", "sshd", "127.0.0.1")


def test_an_owner_is_left_to_the_password_while_single_sign_on_is_not_set_up(stack_world):
    with without_single_sign_on(stack_world):
        outcome = log_in("olivia", LOCAL_PASSWORD)

    assert outcome.admitted, outcome.screen


def processes_of_sshd():
    count = 0
    for process in os.listdir("/proc"):
        try:
            with open(f"/proc/{process}/comm") as name:
                count += name.read().strip() == "sshd"
        except OSError:
            pass
    return count
