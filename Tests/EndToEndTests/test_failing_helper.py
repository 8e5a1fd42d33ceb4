"""The helper is down, hung or talks nonsense: members are denied at once with a reason in the log."""
import signal

import pytest

from World.people import ALICE, LOCAL_PASSWORD
from World.stand_in import StandIn
from World.terminal import log_in

SECONDS = 3
REASON = r"gatehouse.*(helper|sign-in service)"


def down(world):
    world.services.helper.stop()


def hung(world):
    world.services.helper.signal(signal.SIGSTOP)


def stand_in(behaviour):
    def take_its_place(world):
        world.services.helper.stop()
        StandIn(behaviour)
    return take_its_place


FAILURES = {
    "down": down,
    "hung": hung,
    "garbage": stand_in(StandIn.garbage),
    "closes": stand_in(StandIn.closes),
    "silent": stand_in(StandIn.silent),
    "one byte at a time": stand_in(StandIn.trickles),
    "endless": stand_in(StandIn.endless),
}


@pytest.fixture(params=FAILURES, ids=lambda name: name.replace(" ", "-"))
def failing_world(world, request):
    """The world with alice as a member, and a helper that fails in one way."""
    assert world.sign_in(ALICE).admitted
    FAILURES[request.param](world)
    world.here = world.log.mark()
    return world


def test_member_is_denied_within_three_seconds_and_the_log_says_why(failing_world):
    outcome = log_in("alice", "ABCD-EFGH")

    assert not outcome.admitted
    assert "assword:" not in outcome.screen
    assert outcome.seconds < SECONDS
    assert failing_world.log.wait_for(REASON, failing_world.here), failing_world.log.since(failing_world.here)


def test_local_account_is_untouched(failing_world):
    outcome = log_in("localuser", LOCAL_PASSWORD)

    assert outcome.admitted, outcome.screen
    assert outcome.seconds < SECONDS


def test_member_is_denied_while_the_store_is_gone(world):
    assert world.sign_in(ALICE).admitted
    world.services.helper.stop()
    world.spoil_store()

    assert not log_in("alice", LOCAL_PASSWORD).admitted
