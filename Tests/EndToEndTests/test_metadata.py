"""The identity provider's metadata by URL: added, refreshed, approved, signed, run out."""
import json
import re
import tempfile
from datetime import datetime, timedelta

import pexpect
import pytest

from World import host
from World.browser import Browser
from World.gatehouse import unfolded
from World.metadata_site import MetadataSite
from World.people import ALICE, LOCAL_PASSWORD, OLIVIA, OWNER_ACCOUNT
from World.processes import make_certificate, run
from World.terminal import Terminal, log_in
from World.world import IDP_NAME

ENTITY = "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor"
TEMPLATE = """<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#_metadata">
<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
</ds:SignedInfo><ds:SignatureValue/></ds:Signature>"""
NEXT_YEAR = f"{datetime.now() + timedelta(days=300):%Y-%m-%d}"
SIGNER_KEY, SIGNER = "/var/lib/world/metadata-signer.key", "/var/lib/world/metadata-signer.crt"


@pytest.fixture(scope="module")
def lasting_site(settled_world):
    site = MetadataSite()
    site.start()
    site.trust()
    make_certificate("metadata", SIGNER_KEY, SIGNER)
    yield site
    site.stop()


@pytest.fixture
def site(world, lasting_site):
    lasting_site.document, lasting_site.redirect = world.idp.metadata(), None
    return lasting_site


def in_root(document, attributes="", content=""):
    """The document with attributes and content added to its root."""
    return re.sub(r"(<md:EntityDescriptor\b[^>]*)>", rf"\1 {attributes}>{content}", document, count=1)


def valid_until(document, moment):
    return in_root(document, f'validUntil="{moment:%Y-%m-%dT%H:%M:%SZ}"')


def signed(document):
    with tempfile.NamedTemporaryFile("w+", suffix=".xml") as file:
        file.write(in_root(document, 'ID="_metadata"', TEMPLATE))
        file.flush()
        return run("xmlsec1", "--sign", "--privkey-pem", SIGNER_KEY, "--id-attr:ID", ENTITY, file.name)


def add(world, site, *options):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    return world.gatehouse("idp", "add", IDP_NAME, "--metadata", site.url, *options)


def refused_page():
    """What Alice's browser shows at the end of a sign-in that is refused."""
    page = Browser(ALICE).sign_in(Terminal(ALICE.login).question().link)
    assert page.code == ""
    return page


def fingerprints(world):
    return [key["sha256"] for key in world.gatehouse.json("idp", "show", IDP_NAME)["certificates"]]


def test_key_of_an_unsigned_source_waits_for_approval_and_then_signs_people_in(world, site):
    add(world, site)
    assert world.sign_in(OLIVIA).admitted
    assert world.sign_in(ALICE).admitted
    old = fingerprints(world)
    with world.idp.rolled_key():
        assert refused_page().status == 403
        site.document = world.idp.metadata()

        refreshed = world.gatehouse.json("idp", "refresh", IDP_NAME)

        assert refreshed["outcome"] == "waiting"
        assert fingerprints(world) == old
        assert refused_page().status == 403
        shown = unfolded(world.gatehouse("idp", "show", IDP_NAME))
        assert "key added: SHA-256" in shown and f"key removed: SHA-256 {old[0]}" in shown
        assert "gatehouse idp show" in world.gatehouse("status")

        world.gatehouse(*re.search(r"gatehouse (idp approve .*)", shown).group(1).split())

        assert fingerprints(world) != old
        assert world.sign_in(ALICE).admitted
    for event, outcome in (("idp.refresh", "waiting"), ("idp.approve", "changed")):
        assert any((record["outcome"], record["rule"]) == (outcome, "META-10")
                   and re.match(r"key added: SHA-256 \w{64}", record["detail"])
                   for record in world.gatehouse.audit(event))


def test_signed_key_is_in_force_at_once_and_new_people_still_get_in(world, site):
    site.document = signed(world.idp.metadata())
    add(world, site, "--metadata-cert", SIGNER)
    assert world.sign_in(OLIVIA).admitted
    with world.idp.rolled_key():
        site.document = signed(world.idp.metadata())

        refreshed = world.gatehouse.json("idp", "refresh", IDP_NAME)

        assert refreshed["outcome"] == "applied"
        assert world.sign_in(ALICE).admitted
    record = world.gatehouse.audit("idp.refresh")[-1]
    assert (record["outcome"], record["rule"]) == ("changed", "META-10")
    assert re.match(r"key added: SHA-256 \w{64}", record["detail"])


def test_unsigned_document_is_refused_where_a_key_is_pinned(world, site):
    site.document = signed(world.idp.metadata())
    add(world, site, "--metadata-cert", SIGNER)
    site.document = world.idp.metadata()

    attempt = world.gatehouse.attempt("idp", "refresh", IDP_NAME)

    assert attempt.returncode == 1
    assert "META" not in attempt.stdout + attempt.stderr
    assert world.gatehouse.json("idp", "show", IDP_NAME)["metadata"]["failure"].startswith("META-03: ")
    assert "META" not in world.gatehouse("idp", "show", IDP_NAME)
    assert "last refresh failed" in world.gatehouse("status")


def test_source_that_is_gone_leaves_logins_alone(world, site):
    add(world, site)
    site.redirect = f"{host.BASE_URL}/elsewhere"

    attempt = world.gatehouse.attempt("idp", "refresh", IDP_NAME)

    assert attempt.returncode == 3
    assert f"{host.BASE_URL}/elsewhere" in attempt.stdout
    assert world.sign_in(OLIVIA).admitted


def test_metadata_that_has_run_out_lets_nobody_in_but_the_owner_by_password(world, site):
    site.document = valid_until(world.idp.metadata(), datetime(2099, 1, 1))
    add(world, site)
    assert world.sign_in(OLIVIA).admitted
    assert world.sign_in(ALICE).admitted
    assert "metadata runs out 2099-01-01" in world.gatehouse("status")
    world.change("UPDATE identity_provider SET valid_until = 1")

    outcome = world.sign_in(ALICE)

    assert not outcome.admitted
    assert "ran out" in world.gatehouse("status")
    assert log_in(OWNER_ACCOUNT.name, LOCAL_PASSWORD).admitted


def test_expired_metadata_cannot_be_added(world, site):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    site.document = valid_until(world.idp.metadata(), datetime(2020, 1, 1))

    attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", site.url, "--json")

    assert attempt.returncode == 1
    assert json.loads(attempt.stdout)["rule"] == "META-04"
    assert "META" not in attempt.stderr


def test_file_that_others_may_write_is_refused(world, site):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(site.document)
        file.flush()
        run("chmod", "666", file.name)

        attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", file.name)

    assert attempt.returncode == 3
    assert file.name in attempt.stderr


def test_weaknesses_are_named_with_their_end(world, site):
    add(world, site, "--legacy", "sha1,signature-last", "--legacy-until", NEXT_YEAR)

    shown = world.gatehouse.json("idp", "show", IDP_NAME)

    assert shown["legacy"] == {"weaknesses": ["sha1", "signature-last"], "until": f"{NEXT_YEAR}T00:00:00Z",
                               "granted": True}
    assert f"legacy sha1,signature-last until {NEXT_YEAR}" in world.gatehouse.audit("idp.add")[-1]["detail"]


@pytest.mark.parametrize("day", ["2027-02-30", "2027-13-01", "2027-6-1", "tomorrow", "2020-01-01", "2099-01-01"])
def test_day_that_does_not_exist_is_over_or_too_far_ahead_ends_no_weakness(world, day):
    attempt = world.gatehouse.attempt("idp", "set", IDP_NAME, "--legacy", "sha1", "--legacy-until", day)

    assert attempt.returncode == 2
    assert f"--legacy-until: {day}" in attempt.stderr
    assert world.gatehouse.json("idp", "show", IDP_NAME)["legacy"] is None


def test_weaknesses_and_source_are_changed_while_people_keep_signing_in(world, site):
    site.document = signed(world.idp.metadata())
    world.gatehouse("idp", "set", IDP_NAME, "--metadata", site.url, "--metadata-cert", SIGNER)
    world.gatehouse("idp", "set", IDP_NAME, "--legacy", "sha1", "--legacy-until", NEXT_YEAR)

    shown = world.gatehouse.json("idp", "show", IDP_NAME)
    assert shown["proven"] and shown["metadata"]["source"] == site.url and shown["metadata"]["signed"]
    assert shown["legacy"]["weaknesses"] == ["sha1"]
    assert world.sign_in(ALICE).admitted
    assert not log_in(OWNER_ACCOUNT.name, LOCAL_PASSWORD, method="password").admitted
    world.gatehouse("idp", "set", IDP_NAME, "--no-metadata-cert", "--no-legacy")
    shown = world.gatehouse.json("idp", "show", IDP_NAME)
    assert shown["proven"] and not shown["metadata"]["signed"] and shown["legacy"] is None
    audit = " ".join(record["detail"] for record in world.gatehouse.audit("idp.set"))
    assert re.search(r"metadata signed by: nobody -> SHA-256 \w{64}", audit)
    assert f"legacy: sha1 until {NEXT_YEAR} -> none" in audit


def test_changed_key_is_shown_and_opens_the_password_until_the_next_sign_in(world, site):
    with world.idp.rolled_key():
        site.document = world.idp.metadata()

        said = unfolded(world.gatehouse("idp", "set", IDP_NAME, "--metadata", site.url))

        assert "key added: SHA-256" in said and "key removed: SHA-256" in said
        assert "Until somebody has signed in through it, owners and admins may use their password" in said
        assert not world.gatehouse.json("idp", "show", IDP_NAME)["proven"]
        assert world.sign_in(OLIVIA).admitted
        assert world.gatehouse.json("idp", "show", IDP_NAME)["proven"]


def test_source_that_gives_nothing_changes_nothing(world, site):
    before = world.gatehouse.json("idp", "show", IDP_NAME)
    site.document = "<no-metadata/>"

    assert world.gatehouse.attempt("idp", "set", IDP_NAME, "--metadata", site.url).returncode == 1
    assert world.gatehouse.json("idp", "show", IDP_NAME) == before


def test_removing_one_that_people_use_wants_a_yes_and_adding_another_points_to_set(world):
    world.gatehouse("sso", "require", "off")
    attempt = world.gatehouse.attempt("idp", "remove", IDP_NAME)

    assert attempt.returncode == 1
    assert f"gatehouse idp set {IDP_NAME}" in attempt.stderr and "--yes" in attempt.stderr
    attempt = world.gatehouse.attempt("idp", "add", "other", "--metadata", "/dev/null")
    assert attempt.returncode == 1
    assert f"gatehouse idp set {IDP_NAME}" in attempt.stderr
    assert world.gatehouse.json("idp", "show", IDP_NAME)["proven"]


def test_one_that_is_required_stays_unless_forced_which_the_audit_log_tells(world):
    attempt = world.gatehouse.attempt("idp", "remove", IDP_NAME, "--yes")

    assert attempt.returncode == 1
    assert "gatehouse sso require off" in attempt.stderr and "--force" in attempt.stderr
    assert world.gatehouse.json("idp", "show", IDP_NAME)["proven"]
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    assert "by force" in unfolded(world.gatehouse("audit"))


@pytest.mark.parametrize("typed, remains", [(IDP_NAME, False), ("yes", True), ("", True)])
def test_removing_asks_for_the_name_on_a_terminal(world, typed, remains):
    child = pexpect.spawn("gatehouse", ["idp", "remove", IDP_NAME, "--force"], timeout=30, encoding="utf-8")
    child.expect(f"Type {IDP_NAME} to remove it: ")
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == int(remains)
    assert bool(world.gatehouse.json("idp", "list")["identityProviders"]) is remains


def test_authority_unknown_to_the_host_is_trusted_once_it_is_installed_as_debian_does(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    stranger = MetadataSite("/var/lib/world/stranger")
    stranger.start()
    try:
        stranger.document = world.idp.metadata()
        attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", stranger.url)

        assert attempt.returncode == 3
        assert "not trusted by this host" in unfolded(attempt.stderr) and "update-ca-certificates" in attempt.stderr
        assert "SSL" not in attempt.stderr and "handshake" not in attempt.stderr
        stranger.trust()
        world.gatehouse("idp", "add", IDP_NAME, "--metadata", stranger.url)
    finally:
        stranger.stop()


@pytest.mark.parametrize("url, words", [
    ("https://127.0.0.1:9/metadata", "refuses the connection"),
    ("https://no-such-host.invalid/metadata", "no-such-host.invalid is not found in DNS"),
])
def test_trouble_on_the_way_is_told_in_words(world, url, words):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")

    attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", url)

    assert attempt.returncode == 3
    assert words in unfolded(attempt.stderr)
    assert "Error" not in attempt.stderr and "(" not in attempt.stderr
