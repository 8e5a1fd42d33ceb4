"""Which names can be claimed, and what is printed for their records."""
import pytest

from World.people import DOMAIN
from claims import NEW


@pytest.mark.parametrize("typed, status, words", [
    ("co.uk", 1, "public suffix"), ("gmail.com", 1, "anybody can have an address"), ("corp.test", 1, "test is reserved"),
    ("alice@corp.example", 2, "corp.example"), ("corp", 2, "single label"), ("192.0.2.1", 2, "IP address"),
    ("*.corp.example", 2, "exactly one"), ("corp example.com", 2, "white space"),
])
def test_name_that_cannot_be_claimed_is_refused_with_the_reason(world, typed, status, words):
    refused = world.gatehouse.attempt("domain", "claim", typed)

    assert refused.returncode == status
    assert words in refused.stderr


def test_name_comes_to_one_form(world):
    claimed = world.gatehouse.json("domain", "claim", f"BÜCHER.{DOMAIN}.")

    assert claimed["domain"] == f"xn--bcher-kva.{DOMAIN}"
    assert claimed["unicode"] == f"bücher.{DOMAIN}"
    assert world.gatehouse.attempt("domain", "claim", f"xn--bcher-kva.{DOMAIN}").returncode == 1


def test_record_is_ready_to_paste(world):
    claimed = world.gatehouse.json("domain", "claim", NEW)
    panels = {panel["panel"]: panel for panel in claimed["panels"]}

    assert claimed["zone"] == DOMAIN
    assert panels["Cloudflare"]["name"] == "new"
    assert panels["Cloudflare"]["appendsZone"]
    assert panels["Cloudflare"]["value"] == claimed["recordValue"]
    assert panels["zone file"]["name"] == f"{NEW}."
    assert panels["zone file"]["value"] == f'"{claimed["recordValue"]}"'
