"""A program that runs as the person themself, such as a screen locker: it may not read the store, and asks about itself only."""
import os
import shutil
import stat
import subprocess

import pytest
from stacks import run_as, suspend, without_single_sign_on

from World import host
from World.people import ALICE, BOB, LOCAL_PASSWORD, LOCAL_USER, OLIVIA

LOCKER = "/usr/local/bin/screen_locker"


@pytest.fixture(scope="module", autouse=True)
def stack():
    host.take_stacks("screen-locker")
    subprocess.run(["cc", "-Wall", "-Wextra", "-Werror", "-std=c11", "-D_GNU_SOURCE", "-o", LOCKER,
                    f"{host.SOURCE}/Tests/World/screen_locker.c", "-lpam"], check=True)


def test_the_store_is_closed_to_members(stack_world):
    assert stat.S_IMODE(os.stat(host.STORE).st_mode) & 0o007 == 0
    assert not run_as("alice", "cat", host.STORE).outcome().admitted


def test_a_member_unlocks_by_signing_in(stack_world):
    outcome = stack_world.complete(ALICE, run_as("alice", LOCKER)).outcome()

    assert outcome.admitted and outcome.screen.rstrip().endswith("unlocked"), outcome.screen


def test_vlock_is_unlocked_by_signing_in(stack_world):
    shutil.copyfile("/etc/pam.d/screen-locker", "/etc/pam.d/vlock")
    terminal = run_as("alice", "vlock")
    terminal.expect("ENTER[^\n]*\n")
    terminal.answer("")

    assert stack_world.complete(ALICE, terminal).outcome().admitted


def test_wrong_codes_do_not_unlock(stack_world):
    terminal = run_as("alice", LOCKER)
    while terminal.question() is not None:
        terminal.answer("0000-0000")

    assert not terminal.outcome().admitted


def test_a_suspended_member_is_asked_nothing_and_told_why(stack_world):
    suspend(stack_world)

    outcome = run_as("alice", LOCKER).outcome()

    assert not outcome.admitted
    assert "This account is not active" in outcome.screen and "/s/" not in outcome.screen
    assert stack_world.gatehouse.audit("login")[-1]["rule"] == "row 3"


def test_a_member_cannot_ask_about_another_one(stack_world):
    assert stack_world.sign_in(BOB).admitted
    other = run_as("alice", LOCKER, BOB.login).outcome()
    assert not other.admitted and "/s/" not in other.screen
    owner = run_as("alice", LOCKER, OLIVIA.login)
    assert owner.question().link is None
    owner.answer(LOCAL_PASSWORD)
    assert not owner.outcome().admitted
    uid = stack_world.member(ALICE)["uid"]
    assert stack_world.log.wait_for("sign-in helper", stack_world.here)
    assert "asked about somebody else" in stack_world.services.helper.log()
    assert f"peer={uid}" in stack_world.services.helper.log()


def test_without_the_helper_a_member_stays_locked_out_and_a_local_account_does_not(stack_world):
    stack_world.services.helper.stop()
    try:
        outcome = run_as("alice", LOCKER).outcome()
        local = run_as(LOCAL_USER.name, LOCKER)
        assert "assword" in local.question().text
        local.answer(LOCAL_PASSWORD)
        unlocked = local.outcome().admitted
    finally:
        stack_world.services.stop()
        stack_world.services.start()

    assert not outcome.admitted and "Sign-in service unavailable on this host" in outcome.screen
    assert outcome.seconds < 3
    assert unlocked


def test_an_owner_whose_single_sign_on_is_not_set_up_unlocks_with_the_password(stack_world):
    with without_single_sign_on(stack_world):
        terminal = run_as(OLIVIA.login, LOCKER)
        question = terminal.question()
        terminal.answer(LOCAL_PASSWORD)
        outcome = terminal.outcome()

    assert "A password is accepted because" in question.text
    assert outcome.admitted, outcome.screen


def test_a_local_account_uses_its_password(stack_world):
    terminal = run_as(LOCAL_USER.name, LOCKER)
    terminal.question()
    terminal.answer(LOCAL_PASSWORD)

    assert terminal.outcome().admitted
