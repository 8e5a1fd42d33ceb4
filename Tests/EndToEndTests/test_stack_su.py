"""The shipped stack of su: the person who is to be become signs in; root asks nobody."""
import os
import pwd
import shutil

import pytest
from stacks import run_as, suspend

from World import host
from World.people import ALICE, LOCAL_PASSWORD, LOCAL_USER
from World.terminal import Program


@pytest.fixture(scope="module", autouse=True)
def stack():
    host.take_stacks("su")


def test_somebody_who_becomes_a_member_signs_in_as_her(stack_world):
    outcome = stack_world.complete(ALICE, run_as(host.GUEST, "su", "alice", "-c", "id -un")).outcome()

    assert outcome.admitted and outcome.screen.rstrip().endswith("alice"), outcome.screen
    assert "assword" not in outcome.screen


def test_a_login_shell_begins_in_her_home(stack_world):
    outcome = stack_world.complete(ALICE, run_as(host.GUEST, "su", "-", "alice", "-c", "id -un; pwd")).outcome()

    assert outcome.admitted and outcome.screen.rstrip().endswith("alice\n/home/alice"), outcome.screen


def test_a_home_is_made_for_a_member_and_for_nobody_else(stack_world):
    shutil.rmtree("/home/alice")
    outcome = Program("su", "-s", "/bin/sh", "alice", "-c", "true").outcome()
    assert outcome.admitted and os.stat("/home/alice").st_mode & 0o777 == 0o700

    assert pwd.getpwnam("nobody").pw_dir == "/nonexistent"
    assert Program("su", "-s", "/bin/sh", "nobody", "-c", "true").outcome().admitted
    assert not os.path.exists("/nonexistent")


def test_wrong_codes_are_refused(stack_world):
    terminal = run_as(host.GUEST, "su", "alice", "-c", "id -un")
    while terminal.question() is not None:
        terminal.answer("0000-0000")

    assert not terminal.outcome().admitted


def test_an_interrupt_is_a_no(stack_world):
    terminal = run_as(host.GUEST, "su", "alice", "-c", "id -un")
    terminal.question()
    terminal.child.sendintr()

    assert not terminal.outcome().admitted


@pytest.mark.parametrize("words", [("alice",), ("-", "alice")], ids=["su", "su -"])
def test_root_becomes_an_active_member_unasked_and_a_suspended_one_never(stack_world, words):
    stack_world.change("UPDATE member SET last_sso_at = NULL WHERE login = 'alice'")
    assert Program("su", *words, "-c", "id -un").outcome().screen.strip() == "alice"

    suspend(stack_world)

    outcome = Program("su", *words, "-c", "id -un").outcome()
    assert not outcome.admitted
    assert "This account is not active" in outcome.screen


def test_a_local_accounts_password_is_asked_for(stack_world):
    terminal = run_as(host.GUEST, "su", LOCAL_USER.name, "-c", "id -un")
    assert "assword" in terminal.question().text
    terminal.answer(LOCAL_PASSWORD)

    assert terminal.outcome().admitted


def test_local_accounts_notice_nothing_of_a_helper_that_is_down(stack_world):
    stack_world.services.helper.stop()
    try:
        terminal = run_as(host.GUEST, "su", LOCAL_USER.name, "-c", "id -un")
        terminal.question()
        terminal.answer(LOCAL_PASSWORD)
        assert terminal.outcome().admitted
        member = run_as(host.GUEST, "su", "alice", "-c", "id -un").outcome()
    finally:
        stack_world.services.stop()
        stack_world.services.start()
    assert not member.admitted and "Sign-in service unavailable on this host" in member.screen
