"""What the demonstration performs: real programs on a real terminal, shown as they answered."""
import pwd
import re

import pexpect

from . import sshd
from .browser import Browser
from .people import ALICE, LOCAL_PASSWORD, OLIVIA
from .processes import NotReady
from .terminal import LINK
from .world import IDP_NAME

PROMPT = r"[a-z]+@demo:[^\n]*[$#] \Z"
QUESTION = r"[:?] \Z"
LONGEST = 30
SSH = f"ssh -p {sshd.PORT}"


class Transcript:
    """A person's shell on the host; keeps everything the terminal showed."""

    def __init__(self, account):
        self.text = ""
        home = pwd.getpwnam(account).pw_dir
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8", "TERM": "dumb",
                       "PS1": r"\u@\h:\w\$ "}
        self.child = pexpect.spawn("runuser", ["-u", account, "--", "bash", "--norc"], cwd=home, env=environment,
                                   timeout=60, encoding="utf-8", codec_errors="replace", dimensions=(50, 100))
        self.expect(PROMPT)

    def run(self, command):
        """Types a command and waits for the next shell prompt."""
        self.child.sendline(command)
        self.expect(PROMPT)

    def ask(self, command):
        """Types a command that asks something; returns what it showed."""
        self.child.sendline(command)
        return self.expect(QUESTION)

    def note(self, text):
        """A line of the narrator."""
        self.text += f"\n    [{text}]\n"

    def expect(self, pattern):
        try:
            self.child.expect(pattern)
        except (pexpect.TIMEOUT, pexpect.EOF):
            raise NotReady(f"waiting for {pattern} the terminal showed:\n{self.text}{self.child.before}") from None
        shown = (self.child.before + self.child.after).replace("\r\n", "\n").replace("\r", "\n")
        self.text += shown
        return shown


def first_sign_in(world):
    """A new person, and what everybody sees of her before and after."""
    terminal = Transcript("guest")
    terminal.run("getent passwd alice")
    link = LINK.search(terminal.ask(f"{SSH} alice@127.0.0.1")).group(0)
    page = Browser(ALICE).sign_in(link)
    terminal.note("in her browser: the link, e-mail and password at the identity provider, then the code")
    terminal.run(page.code)
    for command in ("id", "pwd", "exit", "getent passwd alice"):
        terminal.run(command)
    return terminal.text


def refused_password(world):
    """A member may not use a password while single sign-on is required."""
    terminal = Transcript("guest")
    terminal.ask(f"{SSH} -o PreferredAuthentications=password -o NumberOfPasswordPrompts=1 alice@127.0.0.1")
    terminal.run(LOCAL_PASSWORD)
    administrator = Transcript("root")
    administrator.run("gatehouse explain alice --method password")
    return terminal.text + "\n" + administrator.text


def owner_falls_back(world):
    """Without an identity provider the owner's password works, and nobody else gets in."""
    administrator = Transcript("root")
    administrator.run(f"gatehouse idp remove {IDP_NAME}")
    terminal = Transcript("guest")
    terminal.ask(f"{SSH} olivia@127.0.0.1")
    terminal.run(LOCAL_PASSWORD)
    for command in ("id", "exit", f"{SSH} alice@127.0.0.1"):
        terminal.run(command)
    administrator.run("gatehouse audit | tail -n 3")
    return administrator.text + "\n" + terminal.text


SCENES = (
    ("First sign-in of somebody nobody has heard of", first_sign_in),
    ("A member's password is refused", refused_password),
    (f"Without an identity provider, the owner ({OLIVIA.login}) falls back to a password", owner_falls_back),
)


def perform(world):
    """Shows every scene. NotReady when one does not go as it should, or fills more than a screen."""
    for number, (title, scene) in enumerate(SCENES, 1):
        text = re.sub(r"\n[^\n]*[$#] \Z", "\n", re.sub(r"\n{3,}", "\n\n", scene(world)))
        print(f"\n── {number}. {title} " + "─" * max(4, 90 - len(title)))
        print(text.strip("\n"), flush=True)
        if len(text.splitlines()) > LONGEST:
            raise NotReady(f"scene {number} has more than {LONGEST} lines")
