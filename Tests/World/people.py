"""Who there is: people of the identity provider, accounts of the host, and their passwords."""
from dataclasses import dataclass

DOMAIN = "corp.example"
OTHER_DOMAIN = "elsewhere.example"
SECOND_DOMAIN = f"second.{DOMAIN}"
IDP_PASSWORD = "correct horse"
LOCAL_PASSWORD = "battery staple"


@dataclass(frozen=True)
class Person:
    """Somebody the identity provider knows."""

    login: str
    name: str
    domain: str = DOMAIN

    @property
    def email(self):
        return f"{self.login}@{self.domain}"


ALICE = Person("alice", "Alice Archer")
BOB = Person("bob", "Bob Baker")
OLIVIA = Person("olivia", "Olivia Owner")
MALLORY = Person("mallory", "Mallory Malone", OTHER_DOMAIN)
CLARA = Person("clara", "Clara Clark", SECOND_DOMAIN)
DAVE = Person("dave", "Dave Dunn", SECOND_DOMAIN)
EVERYBODY = (ALICE, BOB, OLIVIA, MALLORY, CLARA, DAVE)


@dataclass(frozen=True)
class LocalAccount:
    """A line of the host's own /etc/passwd with a password of its own."""

    name: str
    uid: int
    full_name: str


LOCAL_USER = LocalAccount("localuser", 20001, "Local User")
OWNER_ACCOUNT = LocalAccount("olivia", 20002, "Olivia Owner")
SERVICE_ACCOUNT = "gatehouse"
USERDB_ACCOUNT = "gatehouse-userdb"
