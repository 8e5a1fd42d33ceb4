"""A person at a terminal, typing ssh or another program."""
import os
import re
import time
from dataclasses import dataclass

import pexpect

from . import sshd

LINK = re.compile(r"http://127\.0\.0\.1:\d+/s/([A-Za-z0-9_-]+)")
REFERENCE_LENGTH = 8
QUESTION = re.compile(r"[:?] \Z")


@dataclass(frozen=True)
class Question:
    """What sshd asks: the whole text, and when it is a sign-in, the link in it and the reference that names it."""

    text: str

    @property
    def link(self):
        found = LINK.search(self.text)
        return found and found.group(0)

    @property
    def reference(self):
        found = LINK.search(self.text)
        return found and found.group(1)[:REFERENCE_LENGTH]


@dataclass(frozen=True)
class Outcome:
    """How a program ended: whether the command ran, everything the terminal showed, seconds from start to end."""

    admitted: bool
    screen: str
    seconds: float


def ssh_command(login, *options, port=sshd.PORT):
    """The command line of a plain OpenSSH client that ignores the machine's own ssh settings. The first word about an
    option is the one that counts."""
    words = ["ssh", "-F", "none", "-p", str(port)]
    for option in options + ("PubkeyAuthentication=no", "NumberOfPasswordPrompts=1",
                             "NoHostAuthenticationForLocalhost=yes"):
        words += ["-o", option]
    return words + [f"{login}@{sshd.ADDRESS}"]


class Program:
    """A program on a terminal of its own, from the start to its end."""

    def __init__(self, *words, dimensions=(40, 110), **options):
        self.started = time.monotonic()
        self.child = pexpect.spawn(words[0], list(words[1:]), timeout=30, encoding="utf-8", codec_errors="replace",
                                   dimensions=dimensions, **options)
        self.screen = ""

    def question(self):
        """Waits for a question; None when the program ended instead."""
        index = self.child.expect([QUESTION, pexpect.EOF])
        text = self._take()
        return Question(text) if index == 0 else None

    def answer(self, text):
        """Types one line."""
        self.child.sendline(text)

    def type(self, octets):
        """Types bytes as they are."""
        self.child.flush()
        os.write(self.child.child_fd, octets)

    def expect(self, pattern):
        """Waits until the terminal shows something; returns what came with it."""
        self.child.expect(pattern)
        return self._take()

    def outcome(self):
        """Waits for the end."""
        self.child.expect(pexpect.EOF)
        self._take()
        self.child.close()
        return Outcome(self.child.exitstatus == 0, self.screen, time.monotonic() - self.started)

    def _take(self):
        after = self.child.after if isinstance(self.child.after, str) else ""
        text = (self.child.before + after).replace("\r\n", "\n").replace("\r", "\n")
        self.screen += text
        return text


class Terminal(Program):
    """One ssh to the host."""

    def __init__(self, login, command="id; pwd", method="keyboard-interactive", options=(), port=sshd.PORT):
        super().__init__(*ssh_command(login, f"PreferredAuthentications={method}", *options, port=port), command)


def log_in(login, *answers, **options):
    """One ssh that gets `answers`, one to each question, and nothing when it asks for more."""
    terminal = Terminal(login, **options)
    for answer in answers:
        if terminal.question() is None:
            break
        terminal.answer(answer)
    return terminal.outcome()
