"""Fixtures of the end-to-end tests. They run inside `Tests/World/enter`; `make e2e` does that."""
import os

import pytest

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


@pytest.fixture
def nobody_is_created(world):
    """Checks after the test that it made no member and no home directory."""
    members, homes = world.members(), sorted(os.listdir("/home"))
    yield
    assert world.members() == members
    assert sorted(os.listdir("/home")) == homes
