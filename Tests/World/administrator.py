"""The host's administrator at a terminal: the owner's account, running `gatehouse` with sudo."""
import os
import pwd

import pexpect

from . import host
from .people import OWNER_ACCOUNT
from .terminal import Program

SUDOERS = "/etc/sudoers.d/administrator"


def allow():
    """Lets the owner's account run gatehouse with sudo, which then asks for no password of its own."""
    host.write(SUDOERS, f"{OWNER_ACCOUNT.name} ALL=(root) NOPASSWD: /usr/bin/gatehouse\n")
    os.chmod(SUDOERS, 0o440)


def log_in():
    """Notes who logged in, where the kernel lets it be noted; elsewhere sudo tells."""
    try:
        host.write("/proc/self/loginuid", str(pwd.getpwnam(OWNER_ACCOUNT.name).pw_uid))
    except OSError:
        pass


class Administrator(Program):
    """One command on a terminal of its own."""

    def __init__(self, *arguments):
        super().__init__("runuser", "-u", OWNER_ACCOUNT.name, "--", "sudo", "-n", "gatehouse", *arguments,
                         cwd="/", dimensions=(60, 160), preexec_fn=log_in)

    def expect(self, text):
        """Waits until the terminal shows `text`; returns whether it does before the command ends."""
        found = self.child.expect_exact([text, pexpect.EOF]) == 0
        self._take()
        return found

    def interrupt(self):
        """Types Ctrl-C."""
        self.child.sendcontrol("c")

    def status(self):
        """Waits for the end; returns the exit status."""
        self.outcome()
        return self.child.exitstatus
