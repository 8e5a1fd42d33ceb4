"""Fixtures of the end-to-end tests. They run inside `Tests/World/enter`; `make e2e` does that."""
import os

import pytest

from World.people import ALICE
from World.pysaml2_provider import PySAML2Provider
from World.world import World


@pytest.fixture(scope="session")
def settled_world():
    """The world, set up once: an organisation with an owner, a verified domain and a proven identity provider."""
    world = World()
    world.start()
    world.settle()
    return world


@pytest.fixture
def world(settled_world):
    """The world as it was set up, whatever the test before did to it."""
    settled_world.begin_again()
    return settled_world


@pytest.fixture(scope="module")
def members(settled_world):
    """The world with alice as a member, the same one for all tests of a module."""
    settled_world.begin_again()
    assert settled_world.sign_in(ALICE).admitted
    return settled_world


@pytest.fixture
def stack_world(members):
    """That world, in which the test before left nothing: alice is active, and signed in a moment ago."""
    members.change("UPDATE member SET status = 1, last_sso_at = unixepoch()")
    members.change("UPDATE organisation SET sso_required = 1")
    members.here = members.log.mark()
    return members


@pytest.fixture(scope="module")
def pysaml2_server(settled_world):
    """The second identity provider, running. It signs anything, about whomever."""
    provider = PySAML2Provider()
    provider.start(settled_world.gatehouse("sp-metadata"))
    yield provider
    provider.stop()


@pytest.fixture
def nobody_is_created(world):
    """Checks after the test that it made no member and no home directory."""
    members, homes = world.members(), sorted(os.listdir("/home"))
    yield
    assert world.members() == members
    assert sorted(os.listdir("/home")) == homes
