"""A response opens one door, once."""
import copy
import re

from World.browser import Browser
from World.people import ALICE
from World.terminal import Terminal


def test_reused_response_is_refused(world):
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    again = copy.deepcopy(form)
    terminal.answer(browser.post(form).code)
    assert terminal.outcome().admitted

    page = browser.post(again)

    assert 400 <= page.status < 500
    assert page.code == ""
    assert re.search("(RPL-0|RS-03|RESP-06|ASRT-08)", world.reasons()), world.reasons()


def test_code_opens_one_terminal_only(world):
    first, second = Terminal("alice"), Terminal("alice")
    first_link = first.question().link
    second.question()
    code = Browser(ALICE).sign_in(first_link).code

    second.answer(code)
    while second.question() is not None:
        second.answer(code)
    assert not second.outcome().admitted
    first.answer(code)
    assert first.outcome().admitted


def test_link_that_was_never_given_out_leads_nowhere(world):
    page = Browser(ALICE).open("http://127.0.0.1:8443/s/" + "a" * 26)

    assert 400 <= page.status < 500


def test_sign_in_does_not_outlive_the_helper(world):
    terminal = Terminal("alice")
    code = Browser(ALICE).sign_in(terminal.question().link).code
    world.services.stop()
    world.services.start()

    terminal.answer(code)
    while terminal.question() is not None:
        terminal.answer(code)

    assert not terminal.outcome().admitted
