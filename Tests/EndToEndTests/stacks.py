"""What the tests of the shipped stacks share: one world for a module, and people who are members there."""
import pwd
import re

import pytest

from World import host
from World.people import ALICE
from World.terminal import Program

DAY = 86_400
SHELL = re.compile(r"[$#] \Z")


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


def suspend(world, person=ALICE):
    world.gatehouse("member", "suspend", person.email)


def run_as(login, *words):
    """A program of a local account or a member, on a terminal, in their home directory."""
    return Program("setpriv", f"--reuid={login}", f"--regid={login}", "--init-groups", "env", f"HOME={home(login)}",
                   "PATH=/usr/bin:/bin:/usr/sbin:/sbin", f"USER={login}", "TERM=dumb", *words, cwd="/")


def home(login):
    return pwd.getpwnam(login).pw_dir


def take_stacks(*services):
    host.take_stacks(*services)
