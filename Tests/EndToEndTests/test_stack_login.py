"""The shipped stack of login(1) on a real terminal."""
import pytest
from stacks import SHELL, suspend, without_single_sign_on

from World import host
from World.browser import Browser
from World.people import ALICE, LOCAL_PASSWORD, LOCAL_USER
from World.processes import wait_until
from World.terminal import Program


@pytest.fixture(scope="module", autouse=True)
def stack():
    host.take_stacks("login")


def test_a_member_signs_in_and_has_a_shell_in_her_home(stack_world):
    terminal = stack_world.complete(ALICE, Program("login", "alice"))

    terminal.expect(SHELL)
    terminal.answer("id -un; pwd; exit")

    outcome = terminal.outcome()
    assert "\nalice\n/home/alice\n" in outcome.screen, outcome.screen
    wait_until(lambda: any(entry["actor"] == "login" for entry in stack_world.gatehouse.audit("session.close")),
               "the record of the session's end")


def test_a_wrong_code_is_asked_for_again(stack_world):
    terminal = Program("login", "alice")
    link = terminal.question().link
    terminal.answer("0000-0000")
    assert "2 tries left" in terminal.question().text
    terminal.answer(Browser(ALICE).sign_in(link).code)

    terminal.expect(SHELL)
    terminal.child.close(force=True)


def test_a_suspended_member_is_asked_nothing(stack_world):
    suspend(stack_world)
    terminal = Program("login", "alice")

    shown = terminal.expect("not active[^\n]*\r?\n")

    assert "/s/" not in shown and "assword" not in shown
    terminal.child.close(force=True)


def test_an_interrupt_lets_nobody_in(stack_world):
    terminal = Program("login", "alice")
    terminal.question()
    terminal.child.sendintr()

    assert not terminal.outcome().admitted


def test_an_end_of_input_lets_nobody_in(stack_world):
    terminal = Program("login", "alice")
    terminal.question()
    terminal.child.sendeof()

    shown = terminal.expect(["ncorrect", "No code was given", "login: "])
    assert "$ " not in shown
    terminal.child.close(force=True)


def test_a_local_account_uses_its_password(stack_world):
    terminal = Program("login", LOCAL_USER.name)
    assert "assword" in terminal.question().text
    terminal.answer(LOCAL_PASSWORD)

    terminal.expect(SHELL)
    terminal.answer("id -un; exit")
    assert f"\n{LOCAL_USER.name}\n" in terminal.outcome().screen


def test_a_member_without_single_sign_on_is_asked_for_no_password(stack_world):
    with without_single_sign_on(stack_world):
        terminal = Program("login", "alice")
        shown = terminal.expect("set up correctly[^\n]*\r?\n")

    assert "assword" not in shown
    terminal.child.close(force=True)
