"""The whole world, and how it is set up."""
import os
import sqlite3
from contextlib import closing

from . import host, identity_provider
from .browser import Browser
from .gatehouse import CommandLine, Services
from .identity_provider import IdentityProvider
from .name_server import NameServer
from .people import DOMAIN, OLIVIA, OWNER_ACCOUNT
from .processes import NotReady
from .sshd import SSHServer
from .syslog import SystemLog
from .terminal import Terminal

IDP_NAME = "corp"
CLAIM_TIMES = {
    "claim": ("claimed_at", "state_since", "next_check", "checked_at", "checked_uptime", "absence_last", "silence_last",
              "silent_since", "missing_since"),
    "claim_check": ("first_at", "last_at"),
    "audit": ("at",),
}


class World:
    """Starts every part; `gatehouse` runs commands, the other members are the parts."""

    def __init__(self, tell=lambda text: None):
        self.tell = tell
        self.gatehouse, self.services = CommandLine(), Services()
        self.name_server, self.sshd = NameServer(), SSHServer()
        self.log = None
        self.idp = None
        self.here = 0

    def start_parts(self):
        """The host and everything around Gatehouse."""
        os.makedirs("/var/lib/world")
        self.tell("the host: accounts, name service, system log")
        self.log = SystemLog()
        host.prepare()
        self.tell(f"the DNS server of {DOMAIN}")
        self.name_server.start()
        self.tell("the SAML identity provider")
        self.idp = IdentityProvider(f"{host.BASE_URL}/saml/metadata", f"{host.BASE_URL}/saml/acs")
        self.idp.start()
        self.tell("sshd")
        self.sshd.start()

    def start(self):
        """Everything, with the organisation set up and its identity provider proven by the owner's sign-in."""
        self.start_parts()
        self.tell("make install")
        host.install()
        self.tell("the organisation: owner, claimed domain, identity provider, switches")
        self.set_up_organisation()
        self.tell("gatehouse userdb, gatehouse serve")
        self.services.start()
        self.tell("the owner's first sign-in, which proves the identity provider")
        self.sign_in_owner()

    def set_up_organisation(self):
        run = self.gatehouse
        run("org", "create", "Corp")
        run("member", "add", OLIVIA.email, "--name", OLIVIA.name, "--role", "owner", "--account", OWNER_ACCOUNT.name)
        run("member", "relink", OLIVIA.email)
        self.publish_claim()
        run("domain", "verify", DOMAIN)
        self.add_idp()
        run("sso", "require", "on", "--force")
        run("jit", "on")

    def publish_claim(self):
        """Claims DOMAIN and puts the record it asks for into DNS."""
        claim = self.gatehouse.json("domain", "claim", DOMAIN)
        self.name_server.set_txt(claim["recordName"], claim["recordValue"])

    def add_idp(self):
        self.gatehouse("idp", "add", IDP_NAME, "--metadata", identity_provider.METADATA)

    def sign_in_owner(self):
        """The owner signs in by SSO over ssh."""
        outcome = self.sign_in(OLIVIA)
        if not outcome.admitted:
            raise NotReady(f"the owner could not sign in:\n{outcome.screen}\n{self.log.since(0)[-3000:]}")

    def sign_in(self, person, **options):
        """One ssh of a person with everything done right; returns its outcome."""
        return self.complete(person, Terminal(person.login, **options)).outcome()

    @staticmethod
    def complete(person, program):
        """Does everything right that a program asks for; returns the program."""
        question = program.question()
        if question is not None:
            program.answer(Browser(person).sign_in(question.link).code if question.link else "")
        return program

    def change(self, statement, *values):
        """Changes the store behind everybody's back."""
        with closing(sqlite3.connect(host.STORE, timeout=20)) as store, store:
            store.execute(statement, values)

    def let_time_pass(self, seconds):
        """Moves everything that is written down about claims into the past: for the claims, the clock went on."""
        with closing(sqlite3.connect(host.STORE, timeout=20)) as store, store:
            for table, columns in CLAIM_TIMES.items():
                store.execute(f"UPDATE {table} SET " + ", ".join(f"{column} = {column} - {seconds:d}"
                                                                 for column in columns))

    def members(self):
        """Every member, as the command line lists them."""
        return self.gatehouse.json("member", "list")["members"]

    def member(self, person):
        """The one member with a person's e-mail address."""
        found = [member for member in self.members() if member["email"] == person.email]
        assert len(found) == 1, f"{person.email}: {found}"
        return found[0]

    def reasons(self):
        """What was written since `begin_again`: the audit log, the system log and the helper's own log."""
        return "\n".join([self.gatehouse("audit"), self.log.since(self.here), self.services.helper.log()])

    def spoil_store(self):
        """Makes the store unreadable; the services should be stopped."""
        for file in os.scandir(host.STORE_FOLDER):
            os.unlink(file.path)
        host.write(host.STORE, "This is no database.")

    def settle(self):
        """Remembers the state reached, for `begin_again`."""
        self.services.stop()
        self.services.remember_store()
        self.name_server.remember()

    def begin_again(self):
        """The remembered state: the same store, no homes of members, fresh services."""
        self.services.stop()
        self.services.recall_store()
        self.name_server.recall()
        host.clear_homes()
        self.services.start()
        self.here = self.log.mark()
