"""The guard of `sso require on`, and the commands that tell beforehand: who could still log in, how, and why not."""
import re

import pytest

from World import administrator
from World.administrator import Administrator
from World.people import ALICE, BOB, DOMAIN, LOCAL_USER, OLIVIA, OTHER_DOMAIN
from World.world import IDP_NAME

EXTERNAL = f"carla@{OTHER_DOMAIN}"


@pytest.fixture
def relaxed(world):
    """The world, with single sign-on not required any more."""
    world.gatehouse("sso", "require", "off")
    return world


@pytest.fixture
def ready(relaxed):
    """And nothing missing for requiring it."""
    relaxed.gatehouse("recovery", "codes", OLIVIA.email)
    return relaxed


@pytest.fixture
def external(ready):
    """And a member who uses the password, with an address of a domain that nobody claimed."""
    ready.gatehouse("member", "add", EXTERNAL, "--account", LOCAL_USER.name)
    return ready


def is_required(world):
    return world.gatehouse.json("status")["ssoRequired"]


def refused(world, *options):
    """`sso require on` without a terminal, which is refused; returns the reason."""
    result = world.gatehouse.attempt("sso", "require", "on", *options)
    assert result.returncode == 1, result.stdout + result.stderr
    assert not is_required(world)
    return result.stderr


def missing(text):
    return re.findall(r"^  - (.*?)\. ", text, re.M)


def test_with_everything_there_it_is_required(ready):
    ready.gatehouse("sso", "require", "on")

    assert is_required(ready)
    assert ready.gatehouse.json("status")["missing"] == []


def test_recovery_codes_are_missing(relaxed):
    assert missing(refused(relaxed)) == ["recovery codes of an owner"]
    assert missing(refused(relaxed, "--yes")) == ["recovery codes of an owner"]


def test_an_owner_has_to_sign_in_again_after_the_identity_provider_changed(ready):
    ready.gatehouse("idp", "remove", IDP_NAME, "--yes")
    assert missing(refused(ready)) == [
        "a usable identity provider", "a single sign-on of an owner since the identity provider was last changed"]
    ready.add_idp()
    assert missing(refused(ready)) == ["a single sign-on of an owner since the identity provider was last changed"]

    ready.sign_in(OLIVIA)

    ready.gatehouse("sso", "require", "on")


def test_a_members_sign_in_is_not_an_owners(ready):
    ready.gatehouse("idp", "remove", IDP_NAME, "--yes")
    ready.add_idp()
    ready.gatehouse("member", "add", BOB.email)
    assert ready.sign_in(BOB).admitted

    assert len(missing(refused(ready))) == 1


def test_a_verified_domain_is_missing(ready):
    ready.gatehouse("domain", "release", DOMAIN, "--yes")

    assert "a verified domain" in missing(refused(ready))


def test_force_overrides_and_is_audited(relaxed):
    relaxed.gatehouse("domain", "release", DOMAIN, "--yes")
    relaxed.gatehouse("sso", "require", "on", "--force")

    assert is_required(relaxed)
    detail = relaxed.gatehouse.audit("sso.require")[-1]["detail"]
    assert detail.startswith("forced without a verified domain")


def test_who_would_lose_access_is_told_before(external):
    assert f"{EXTERNAL}, member: row 11" in refused(external)
    assert OLIVIA.email not in refused(external)

    told = external.gatehouse.attempt("sso", "require", "on", "--yes")

    assert told.returncode == 0 and EXTERNAL in told.stderr
    assert is_required(external)


def test_at_a_terminal_it_asks(external):
    administrator.allow()
    person = Administrator("sso", "require", "on")
    assert person.expect("Type yes")
    assert EXTERNAL in person.screen
    person.answer("no")
    assert person.status() == 1
    assert not is_required(external)

    person = Administrator("sso", "require", "on")
    assert person.expect("Type yes")
    person.answer("yes")
    assert person.status() == 0
    assert is_required(external)


def test_what_goes_while_it_asks_is_missed_before_anything_changes(external):
    administrator.allow()
    person = Administrator("sso", "require", "on")
    assert person.expect("Type yes")

    external.gatehouse("domain", "release", DOMAIN, "--yes")
    person.answer("yes")

    assert person.status() == 1
    assert "changed meanwhile" in person.screen
    assert not is_required(external)


def test_a_member_whom_the_organisation_lets_use_a_password_loses_nothing(external):
    external.gatehouse("org", "set", "--externals", "password")

    external.gatehouse("sso", "require", "on")

    assert is_required(external)


def test_required_already_is_no_question(world):
    assert world.gatehouse.attempt("sso", "require", "on").returncode == 0


def test_just_in_time_provisioning_wants_a_domain_and_an_identity_provider(relaxed):
    relaxed.gatehouse("jit", "off")
    relaxed.gatehouse("domain", "release", DOMAIN, "--yes")
    relaxed.gatehouse("idp", "remove", IDP_NAME, "--yes")

    result = relaxed.gatehouse.attempt("jit", "on")

    assert result.returncode == 1
    assert missing(result.stderr) == ["a verified domain", "a usable identity provider"]
    assert not relaxed.gatehouse.json("status")["jit"]["enabled"]


# What would happen.


def person(report, email):
    [found] = [person for person in report["people"] if person["email"] == email]
    return found


def test_simulate_counts_owners_without_recovery_codes_as_shut_out(world):
    result = world.gatehouse.attempt("simulate", "--idp-down")
    assert result.returncode == 1
    assert f"{OLIVIA.email}, owner: row 8: the identity provider does not answer" in result.stdout

    world.gatehouse("recovery", "codes", OLIVIA.email)

    olivia = person(world.gatehouse.json("simulate", "--idp-down"), OLIVIA.email)
    assert olivia["now"]["ways"][:2] == ["sso", "recovery-code"]
    assert olivia["then"]["ways"][0] == "recovery-code"


def test_simulate_says_what_the_login_then_says(external):
    report = external.gatehouse.json("simulate", "--require", "on")
    assert (report["losingAccess"], report["ownersLosingAccess"]) == (1, 0)
    foretold = person(report, EXTERNAL)["then"]
    external.gatehouse("sso", "require", "on", "--yes")

    explained = external.gatehouse.attempt("explain", EXTERNAL, "--method", "sso", "--json")

    assert explained.returncode == 1
    assert f'"row":{foretold["row"]}' in explained.stdout


def test_simulate_of_a_lapsed_domain_and_a_broken_set_up(world):
    assert world.sign_in(ALICE).admitted
    lapsed = world.gatehouse.json("simulate", "--domain-lapsed", DOMAIN)
    broken = world.gatehouse.json("simulate", "--idp-broken")

    for report, row in (lapsed, 6), (broken, 7):
        alice = person(report, ALICE.email)
        assert alice["losesAccess"] and alice["then"]["row"] == row
        assert "password" in person(report, OLIVIA.email)["then"]["ways"]
        assert not report["newPeople"]["created"]
    assert world.gatehouse.attempt("simulate", "--domain-lapsed", OTHER_DOMAIN).returncode == 2


def test_simulate_changes_nothing(world):
    before = world.gatehouse.json("status"), len(world.gatehouse.audit())

    world.gatehouse.attempt("simulate", "--require", "off", "--idp-broken", "--in-days", "4000")
    world.gatehouse.attempt("simulate", "--require", "off", "--idp-broken", "--in-days", "400")

    assert (world.gatehouse.json("status"), len(world.gatehouse.audit())) == before


def test_explain_takes_addresses_and_tells_of_every_proof(world):
    assert world.sign_in(ALICE).admitted

    report = world.gatehouse.json("explain", ALICE.email)

    assert (report["outcome"], report["row"], report["organisation"]) == ("sign in", 8, "Corp")
    assert {proof["method"]: proof["row"] for proof in report["proofs"]} == {
        "sso": 8, "password": 16, "publickey": 17, "recovery-code": 16}
    [facts] = report["memberships"]
    assert facts["role"] == "member" and facts["domain"] == DOMAIN and facts["problem"] is None
    assert world.gatehouse.json("explain", BOB.email)["row"] == 9
    assert world.gatehouse.json("explain", "alice", "--service", "cron")["row"] == 21
    assert world.gatehouse.json("explain", "alice", "--org", "Corp")["row"] == 8
    assert world.gatehouse.attempt("explain", f"nobody@{OTHER_DOMAIN}").returncode == 1
    assert world.gatehouse.json("explain", LOCAL_USER.name)["row"] == 1


def test_status_tells_what_would_happen(world):
    text = world.gatehouse("status")

    assert f"{OLIVIA.email}  none. Run: gatehouse recovery codes {OLIVIA.email}" in text
    assert "the identity provider does not answer: 1 person loses access, 1 of them owners" in text
    assert "the identity provider is not set up correctly: nobody loses access" in text
    assert "Key max age        24h" in text
