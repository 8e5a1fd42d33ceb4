"""What the demonstration performs: real programs on a real terminal, shown as they answered.

The commands here are also those that it invites to."""
import pwd
import re

import pexpect

from . import sshd
from .people import ALICE, DOMAIN, LOCAL_PASSWORD, OWNER_ACCOUNT
from .processes import NotReady
from .terminal import LINK
from .world import IDP_NAME

QUESTION = r"[:?] \Z"
LONGEST = 30
SSH = f"ssh -p {sshd.PORT} -o NoHostAuthenticationForLocalhost=yes"
SIGN_IN = f"sign-in LINK {ALICE.email}"
STATUS, AUDIT, JIT_OFF = "gatehouse status", "gatehouse audit --limit 4", "gatehouse jit off"
EXPLAIN = f"gatehouse explain {ALICE.login}"
SHOW_DOMAIN = f"gatehouse domain show {DOMAIN}"
REMOVE_PROVIDER = f"gatehouse idp remove {IDP_NAME} --yes --force"


class Transcript:
    """A person's shell on the host; keeps everything the terminal showed."""

    def __init__(self, account):
        self.account, self.text = account, ""
        home = pwd.getpwnam(account).pw_dir
        environment = {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8", "TERM": "dumb",
                       "PS1": r"\u@\h:\w\$ "}
        self.child = pexpect.spawn("runuser", ["-u", account, "--", "bash", "--norc"], cwd=home, env=environment,
                                   timeout=60, encoding="utf-8", codec_errors="replace", dimensions=(50, 200))
        self.expect(prompt_of(account))

    def run(self, command, then=None):
        """Types a line and waits for a shell prompt: this person's, or of the account named by `then`. Returns what
        was shown."""
        self.child.sendline(command)
        return self.expect(prompt_of(then or self.account))

    def ask(self, command):
        """Types a command that asks something; returns what it showed."""
        self.child.sendline(command)
        return self.expect(QUESTION)

    def note(self, text):
        """A line of the narrator."""
        self.text += f"\n    [{text}]\n"

    def shown(self):
        """What the terminal showed, without the prompt that waits at its end."""
        return re.sub(r"\n[^\n]*[$#] \Z", "\n", self.text)

    def expect(self, pattern):
        try:
            self.child.expect(pattern)
        except (pexpect.TIMEOUT, pexpect.EOF):
            raise NotReady(f"waiting for {pattern} the terminal showed:\n{self.text}{self.child.before}") from None
        shown = re.sub(r"\r+\n", "\n", self.child.before + self.child.after).replace("\r", "")
        self.text += shown
        return shown


def prompt_of(account):
    return rf"{account}@demo:[^\n]*[$#] \Z"


def first_sign_in():
    """A new person, and what everybody sees of her before and after."""
    terminal, browser = Transcript("guest"), Transcript("root")
    terminal.run("getent passwd alice")
    link = LINK.search(terminal.ask(f"{SSH} alice@127.0.0.1")).group(0)
    code = browser.run(SIGN_IN.replace("LINK", link)).splitlines()[-2]
    terminal.note("in her browser: the link, e-mail and password at the identity provider, then the code")
    for line in (code, "id", "pwd"):
        terminal.run(line, then="alice")
    for line in ("exit", "getent passwd alice"):
        terminal.run(line)
    return terminal.shown()


def refused_password():
    """A member may not use a password while single sign-on is required."""
    terminal, administrator = Transcript("guest"), Transcript("root")
    terminal.ask(f"{SSH} -o PreferredAuthentications=password alice@127.0.0.1")
    terminal.run(LOCAL_PASSWORD)
    administrator.run(EXPLAIN)
    return terminal.shown() + "\n" + administrator.shown()


def administrator_looks_back():
    """What was decided, and what the domain rests on."""
    return administrator_runs(AUDIT, SHOW_DOMAIN)


def owner_falls_back():
    """Without an identity provider the owner's password works, and nobody else gets in."""
    administrator, terminal = Transcript("root"), Transcript("guest")
    administrator.run(REMOVE_PROVIDER)
    terminal.ask(f"{SSH} {OWNER_ACCOUNT.name}@127.0.0.1")
    for line in (LOCAL_PASSWORD, "id"):
        terminal.run(line, then=OWNER_ACCOUNT.name)
    for line in ("exit", f"{SSH} -o PreferredAuthentications=keyboard-interactive alice@127.0.0.1"):
        terminal.run(line)
    return administrator.shown() + "\n" + terminal.shown()


def administrator_looks_around():
    """What is not set up, and the switch for new people."""
    return administrator_runs(STATUS, JIT_OFF)


def administrator_runs(*commands):
    administrator = Transcript("root")
    for command in commands:
        administrator.run(command)
    return administrator.shown()


SCENES = (
    ("First sign-in of somebody nobody has heard of", first_sign_in),
    ("A member's password is refused", refused_password),
    ("What was decided, and what the domain rests on", administrator_looks_back),
    (f"Without an identity provider, the owner ({OWNER_ACCOUNT.name}) falls back to a password", owner_falls_back),
    ("What the administrator is told, and the switch for new people", administrator_looks_around),
)


def perform():
    """Shows every scene. NotReady when one does not go as it should, or fills more than a screen."""
    for number, (title, scene) in enumerate(SCENES, 1):
        text = re.sub(r"\n{3,}", "\n\n", scene())
        print(f"\n── {number}. {title} " + "─" * max(4, 90 - len(title)))
        print(text.strip("\n"), flush=True)
        if len(text.splitlines()) > LONGEST:
            raise NotReady(f"scene {number} has more than {LONGEST} lines")
