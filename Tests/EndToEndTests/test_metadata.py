"""The identity provider's metadata by URL: added, refreshed, approved, signed, run out."""
import re
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime

import pytest

from World import host
from World.browser import Browser
from World.metadata_site import MetadataSite
from World.people import ALICE, LOCAL_PASSWORD, OLIVIA, OWNER_ACCOUNT
from World.processes import run
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
SIGNER_KEY, SIGNER = "/var/lib/world/metadata-signer.key", "/var/lib/world/metadata-signer.crt"


@pytest.fixture(scope="module")
def lasting_site(settled_world):
    site = MetadataSite()
    site.start()
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=metadata",
        "-keyout", SIGNER_KEY, "-out", SIGNER)
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


def let_run_out():
    """Moves the end of the metadata in force into the past."""
    with closing(sqlite3.connect(host.STORE)) as store, store:
        store.execute("UPDATE identity_provider SET valid_until = 1")


def signed(document):
    with tempfile.NamedTemporaryFile("w+", suffix=".xml") as file:
        file.write(in_root(document, 'ID="_metadata"', TEMPLATE))
        file.flush()
        return run("xmlsec1", "--sign", "--privkey-pem", SIGNER_KEY, "--id-attr:ID", ENTITY, file.name)


def add(world, site, *options):
    world.gatehouse("idp", "remove", IDP_NAME)
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
        shown = world.gatehouse("idp", "show", IDP_NAME)
        assert "key added: SHA-256" in shown and f"key removed: SHA-256 {old[0]}" in shown
        assert "gatehouse idp show" in world.gatehouse("status")

        world.gatehouse(*re.search(r"gatehouse (idp approve .*)", shown).group(1).split())

        assert fingerprints(world) != old
        assert world.sign_in(ALICE).admitted
    audit = world.gatehouse("audit")
    assert re.search(r"idp\.refresh  corp  waiting \[META-10\]  key added: SHA-256 \w{64}", audit)
    assert re.search(r"idp\.approve  corp  changed \[META-10\]  key added: SHA-256 \w{64}", audit)


def test_signed_key_is_in_force_at_once_and_new_people_still_get_in(world, site):
    site.document = signed(world.idp.metadata())
    add(world, site, "--metadata-cert", SIGNER)
    assert world.sign_in(OLIVIA).admitted
    with world.idp.rolled_key():
        site.document = signed(world.idp.metadata())

        refreshed = world.gatehouse.json("idp", "refresh", IDP_NAME)

        assert refreshed["outcome"] == "applied"
        assert world.sign_in(ALICE).admitted
    assert re.search(r"idp\.refresh  corp  changed \[META-10\]  key added: SHA-256 \w{64}", world.gatehouse("audit"))


def test_unsigned_document_is_refused_where_a_key_is_pinned(world, site):
    site.document = signed(world.idp.metadata())
    add(world, site, "--metadata-cert", SIGNER)
    site.document = world.idp.metadata()

    attempt = world.gatehouse.attempt("idp", "refresh", IDP_NAME)

    assert attempt.returncode == 1
    assert "META-03" in attempt.stdout + attempt.stderr
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
    let_run_out()

    outcome = world.sign_in(ALICE)

    assert not outcome.admitted
    assert "ran out" in world.gatehouse("status")
    assert log_in(OWNER_ACCOUNT.name, LOCAL_PASSWORD).admitted


def test_expired_metadata_cannot_be_added(world, site):
    world.gatehouse("idp", "remove", IDP_NAME)
    site.document = valid_until(world.idp.metadata(), datetime(2020, 1, 1))

    attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", site.url)

    assert attempt.returncode == 1
    assert "META-04" in attempt.stderr


def test_file_that_others_may_write_is_refused(world, site):
    world.gatehouse("idp", "remove", IDP_NAME)
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(site.document)
        file.flush()
        run("chmod", "666", file.name)

        attempt = world.gatehouse.attempt("idp", "add", IDP_NAME, "--metadata", file.name)

    assert attempt.returncode == 3
    assert "META-02" in attempt.stderr


def test_weaknesses_are_named_with_their_end(world, site):
    add(world, site, "--legacy", "sha1,signature-last", "--legacy-until", "2099-06-01")

    shown = world.gatehouse.json("idp", "show", IDP_NAME)

    assert shown["legacy"] == {"weaknesses": ["sha1", "signature-last"], "until": "2099-06-01T00:00:00Z",
                               "granted": True}
    assert "legacy sha1,signature-last until 2099-06-01" in world.gatehouse("audit")
