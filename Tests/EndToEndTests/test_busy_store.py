"""Another program writes to the store for longer than the module waits for most answers."""
import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest

from World import host
from World.browser import Browser
from World.people import ALICE, OLIVIA
from World.terminal import Terminal

SECONDS = 1.5


@contextmanager
def busy_store():
    """From here on the store is locked, for a while."""
    with closing(sqlite3.connect(host.STORE, isolation_level=None, check_same_thread=False)) as store:
        store.execute("BEGIN IMMEDIATE")
        end = threading.Timer(SECONDS, store.execute, ["ROLLBACK"])
        end.start()
        yield
        end.join()


@pytest.mark.parametrize("person, is_recovery", [(ALICE, False), (OLIVIA, True)], ids=["sign-in", "recovery code"])
def test_a_code_is_not_used_up_for_somebody_who_was_sent_away(world, person, is_recovery):
    recovery = world.gatehouse.json("recovery", "codes", OLIVIA.email)["codes"][0] if is_recovery else None
    terminal = Terminal(person.login)
    link = terminal.question().link
    code = recovery or Browser(person).sign_in(link).code

    with busy_store():
        terminal.answer(code)
        outcome = terminal.outcome()

    assert outcome.admitted, outcome.screen
