"""The shipped stacks of sudo: members prove who they are by signing in again."""
import os
import subprocess

import pytest
from stacks import run_as, suspend

from World import host
from World.people import ALICE, LOCAL_PASSWORD, LOCAL_USER
from World.terminal import Program


@pytest.fixture(scope="module", autouse=True)
def stack():
    host.take_stacks("sudo", "sudo-i")
    host.write("/etc/sudoers.d/world", f"Defaults timestamp_type=global\nalice ALL=(ALL) ALL\n{LOCAL_USER.name} ALL=(ALL) ALL\n"
               "alice ALL=(ALL) NOPASSWD: /usr/bin/true\n")
    os.chmod("/etc/sudoers.d/world", 0o440)


@pytest.fixture(autouse=True)
def forgetful():
    """sudo remembers nobody from the test before."""
    for account in "alice", LOCAL_USER.name:
        subprocess.run(["rm", "-rf", f"/run/sudo/ts/{account}"], check=True)


def test_a_member_signs_in_again(stack_world):
    outcome = stack_world.complete(ALICE, run_as("alice", "sudo", "id", "-un")).outcome()

    assert outcome.admitted and outcome.screen.rstrip().endswith("root"), outcome.screen
    assert "assword" not in outcome.screen


def test_a_member_signs_in_again_for_a_login_shell(stack_world):
    outcome = stack_world.complete(ALICE, run_as("alice", "sudo", "-i", "id", "-un")).outcome()

    assert outcome.admitted and outcome.screen.rstrip().endswith("root"), outcome.screen


def test_wrong_codes_are_refused(stack_world):
    terminal = run_as("alice", "sudo", "id", "-un")
    for _ in range(12):
        if terminal.question() is None:
            break
        terminal.answer("0000-0000")
    outcome = terminal.outcome()

    assert not outcome.admitted
    assert "assword:" not in outcome.screen


def test_within_its_grace_time_sudo_asks_nothing_and_a_suspended_member_is_stopped(stack_world):
    assert stack_world.complete(ALICE, run_as("alice", "sudo", "id", "-un")).outcome().admitted
    assert run_as("alice", "sudo", "-n", "id", "-un").outcome().admitted

    suspend(stack_world)

    outcome = run_as("alice", "sudo", "-n", "id", "-un").outcome()
    assert not outcome.admitted, outcome.screen


def test_without_a_password_sudo_asks_nothing_and_a_suspended_member_is_stopped(stack_world):
    assert run_as("alice", "sudo", "-n", "/usr/bin/true").outcome().admitted

    suspend(stack_world)

    assert not run_as("alice", "sudo", "-n", "/usr/bin/true").outcome().admitted


def test_a_suspended_member_is_told_why_and_asked_nothing(stack_world):
    suspend(stack_world)

    outcome = run_as("alice", "sudo", "id").outcome()

    assert not outcome.admitted
    assert "/s/" not in outcome.screen and "assword:" not in outcome.screen
    assert "not active" in outcome.screen


def test_without_a_terminal_sudo_ends_at_once(stack_world):
    result = subprocess.run(["setpriv", "--reuid=alice", "--regid=alice", "--init-groups", "sudo", "-n", "id"],
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)

    assert result.returncode != 0 and "uid=0" not in result.stdout


def test_an_interrupt_is_a_no(stack_world):
    terminal = run_as("alice", "sudo", "id")
    terminal.question()
    terminal.child.sendintr()

    assert not terminal.outcome().admitted


def test_a_local_account_uses_its_password(stack_world):
    terminal = run_as(LOCAL_USER.name, "sudo", "id", "-un")
    assert "assword" in terminal.question().text
    terminal.answer(LOCAL_PASSWORD)

    assert terminal.outcome().admitted


def test_root_is_asked_nothing(stack_world):
    assert Program("sudo", "-u", "alice", "id", "-un").outcome().screen.strip() == "alice"
