"""Each response is verified by a process of its own: whatever becomes of it costs that one response."""
import re
import signal

import pytest

from World.browser import Browser
from World.people import ALICE
from World.responses import document, replace
from World.terminal import Terminal
from World.workers import NextWorker, children

WRONG_CODE = "0000-0000"
ENDS = {
    "crashes": (signal.SIGSEGV, "SIGSEGV"),
    "is killed": (signal.SIGKILL, "SIGKILL"),
    "runs out of processor time": (signal.SIGXCPU, "SIGXCPU"),
    "hangs": (signal.SIGSTOP, "took too long"),
}


@pytest.mark.parametrize("end", ENDS)
def test_worker_that_fails_costs_one_response(world, nobody_is_created, end):
    number, reason = ENDS[end]
    helper = world.services.helper.process
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)

    watcher = NextWorker(number)
    page = browser.post(form)

    assert watcher.join()
    assert page.status == 403
    assert page.code == ""
    assert re.search(f"OPS-03.*{reason}", world.reasons()), world.reasons()
    terminal.answer(WRONG_CODE)
    assert not terminal.outcome().admitted
    assert helper.poll() is None
    assert children(helper.pid) == []


def test_next_login_works_after_a_worker_failed(world):
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    NextWorker(signal.SIGKILL)
    assert browser.post(form).status == 403

    assert world.sign_in(ALICE).admitted


def test_next_login_works_after_a_response_of_ten_megabytes(world):
    browser = Browser(ALICE)
    form = browser.response_for(Terminal("alice").question().link)
    form.fields["SAMLResponse"] = "A" * 10_000_000

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert world.services.helper.process.poll() is None
    assert world.sign_in(ALICE).admitted


def test_next_login_works_after_a_flood_of_entities(world):
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    replace(form, f'<!DOCTYPE r [<!ENTITY e0 "boom">{entities}]>' + re.sub(
        r"^<\?xml[^>]*>", "", document(form)).replace(ALICE.email, "&e12;"))

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert "PARSE-" in world.reasons(), world.reasons()
    assert world.sign_in(ALICE).admitted
