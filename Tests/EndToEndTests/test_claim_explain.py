"""`domain explain` finds what is wrong in DNS."""
import json

from World.name_server import FORGED_DOMAIN
from World.people import DOMAIN
from claims import NEW, claim, verify


def explained(world, domain):
    """`domain explain` of a broken zone: the first finding."""
    result = world.gatehouse.attempt("domain", "explain", domain, "--json")
    assert result.returncode == 1, result.stdout + result.stderr
    explanation = json.loads(result.stdout)
    assert not explanation["present"]
    return explanation["findings"][0]


def test_explain_finds_a_doubled_zone_name(world):
    world.name_server.set_txt(f"{NEW}.{DOMAIN}", claim(world, NEW))

    finding = explained(world, NEW)

    assert f"{DOMAIN} was appended" in finding["problem"]
    assert f"without .{DOMAIN}" in finding["advice"]


def test_explain_finds_quotation_marks_in_the_value(world):
    world.name_server.set_txt(NEW, f'"{claim(world, NEW)}"')

    assert "quotation marks" in explained(world, NEW)["problem"]


def test_explain_finds_the_token_of_an_older_claim(world):
    world.name_server.set_txt(NEW, claim(world, NEW))
    world.gatehouse("domain", "release", NEW, "--yes")
    claim(world, NEW)

    assert "older claim" in explained(world, NEW)["problem"]


def test_explain_finds_the_record_at_www(world):
    world.name_server.set_txt(f"www.{NEW}", claim(world, NEW))

    finding = explained(world, NEW)

    assert f"www.{NEW}" in finding["problem"]
    assert NEW in finding["advice"]


def test_explain_finds_a_truncated_token(world):
    world.name_server.set_txt(NEW, claim(world, NEW)[:-7])

    assert "end of the token is missing" in explained(world, NEW)["problem"]


def test_explain_says_when_a_remembered_no_ends(world):
    claim(world, NEW)
    explanation = json.loads(world.gatehouse.attempt("domain", "explain", NEW, "--json").stdout)

    assert any("Resolvers may repeat" in finding["problem"] and "UTC" in finding["advice"]
               for finding in explanation["findings"])


def test_explain_finds_a_cname_in_the_way(world):
    world.name_server.set_txt(f"elsewhere.{DOMAIN}", claim(world, NEW))
    world.name_server.set_alias(NEW, f"elsewhere.{DOMAIN}")

    finding = explained(world, NEW)

    assert "CNAME" in finding["problem"]
    assert "_gatehouse-challenge" in finding["advice"]
    assert f"_gatehouse-challenge.{NEW}.  TXT" in world.gatehouse.attempt("domain", "explain", NEW).stdout
    assert verify(world) == 1


def test_explain_finds_broken_dnssec(world):
    claim(world, FORGED_DOMAIN)

    assert "DNSSEC" in explained(world, FORGED_DOMAIN)["problem"]
    assert verify(world, FORGED_DOMAIN) == 1


def test_explain_of_a_record_in_its_place_is_a_yes(world):
    text = world.gatehouse("domain", "explain", DOMAIN)

    assert "The record stands" in text
