"""What the tests of the shipped stacks share."""
import pwd
import re
from contextlib import contextmanager

from World.people import ALICE
from World.terminal import Program
from World.world import IDP_NAME

DAY = 86_400
SHELL = re.compile(r"[$#] \Z")


def suspend(world, person=ALICE):
    world.gatehouse("member", "suspend", person.email)


@contextmanager
def without_single_sign_on(world):
    """Single sign-on is not set up until the end of the context: its identity provider is disabled."""
    world.gatehouse("idp", "disable", IDP_NAME, "--yes", "--force")
    try:
        yield
    finally:
        world.gatehouse("idp", "enable", IDP_NAME)


def run_as(login, *words):
    """A program of a local account or a member, on a terminal, in their home directory."""
    return Program("setpriv", f"--reuid={login}", f"--regid={login}", "--init-groups", "env", f"HOME={home(login)}",
                   "PATH=/usr/bin:/bin:/usr/sbin:/sbin", f"USER={login}", "TERM=dumb", *words, cwd="/")


def home(login):
    return pwd.getpwnam(login).pw_dir
