"""What the tests of claimed domains do over and over."""
from World.people import DOMAIN, LOCAL_PASSWORD
from World.terminal import log_in

MINUTE, HOUR, DAY = 60, 3600, 86400
NEW = f"new.{DOMAIN}"
PASSWORD = "Password: "


def state(world, domain=DOMAIN):
    return world.gatehouse.json("domain", "show", domain)["state"]


def look(world, after=MINUTE):
    """After some time the domain is looked up, by the helper when it is due, else by hand; returns the state then."""
    world.let_time_pass(after)
    looked = world.gatehouse.attempt("domain", "verify", DOMAIN)
    assert looked.returncode != 2, looked.stderr
    return state(world)


def verify(world, domain=NEW):
    """`domain verify` as soon as it may look again, which is before the helper does; returns its exit status."""
    world.let_time_pass(31)
    return world.gatehouse.attempt("domain", "verify", domain).returncode


def claim(world, domain):
    """Claims a domain; returns what its record has to say."""
    return world.gatehouse.json("domain", "claim", domain)["recordValue"]


def reclaim(world):
    """The domain given up and claimed again, its old record gone; returns what the new one has to say."""
    world.gatehouse("domain", "release", DOMAIN, "--yes", "--force")
    world.name_server.remove(DOMAIN)
    return claim(world, DOMAIN)


def reach_grace(world):
    """The record is taken out, and seen to be out four times."""
    world.name_server.remove(DOMAIN)
    for wait in (8 * HOUR, 5 * MINUTE, 30 * MINUTE, 2 * HOUR):
        assert state(world) == "verified"
        look(world, after=wait)
        assert "was not found the last" in world.gatehouse("domain", "show", DOMAIN) or state(world) == "grace"
    assert state(world) == "grace"


def refused_without_password(person):
    """The person is refused, and no password is asked for."""
    refused = log_in(person.login, LOCAL_PASSWORD)
    assert not refused.admitted
    assert "assword:" not in refused.screen
