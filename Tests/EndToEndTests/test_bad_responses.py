"""What a browser may bring back that must not open a door: each is refused with its reason in the audit log."""
from datetime import timedelta

import pytest

from World import host
from World.browser import Browser
from World.people import ALICE, BOB, MALLORY
from World.responses import AN_HOUR_AGO, document, moved_in_time, replace, resign, tamper
from World.terminal import Terminal, log_in

pytestmark = pytest.mark.usefixtures("nobody_is_created")

POSTBACK = f"{host.BASE_URL}/saml/acs"
ENTITY_ID = f"{host.BASE_URL}/saml/metadata"


def forged(old, new):
    """Somebody without the key changed the response."""
    return lambda form: tamper(form, old, new)


def signed(old, new):
    """The identity provider itself signed a response with something else in it."""
    def change(xml):
        assert old in xml, f"{old} is not in the response"
        return xml.replace(old, new)
    return lambda form: resign(form, change)


BAD_RESPONSES = {
    "another person's e-mail": (forged(ALICE.email, BOB.email), "SIG-"),
    "a spoilt signature": (forged("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"), "SIG-"),
    "for another host": (signed(f"<saml:Audience>{ENTITY_ID}<", "<saml:Audience>http://other.example<"), "ASRT-11"),
    "sent to another host": (signed(f'Recipient="{POSTBACK}"', 'Recipient="http://other.example"'), "ASRT-05"),
    "with another destination": (signed(f'Destination="{POSTBACK}"', 'Destination="http://other.example"'), "RESP-04"),
    "an hour old": (lambda form: resign(form, AN_HOUR_AGO), "(RESP-02|ASRT-06|ASRT-10)"),
    "from the future": (lambda form: resign(form, moved_in_time(timedelta(hours=1))), "(RESP-02|ASRT-10|ASRT-13)"),
    "from another provider": (signed("metadata.php</saml:Issuer>", "other</saml:Issuer>"), "(RESP-05|ASRT-02)"),
    "no XML at all": (lambda form: replace(form, "nonsense"), "PARSE-"),
}


@pytest.mark.parametrize("name", BAD_RESPONSES)
def test_bad_response_is_refused(world, name):
    change, reason = BAD_RESPONSES[name]
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    change(form)

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert page.code == ""
    assert world.audit_mentions(reason), world.gatehouse("audit")
    terminal.answer("ABCD-EFGH")
    assert not terminal.outcome().admitted


def test_response_to_another_sign_in_is_refused(world):
    first, second = Terminal("alice"), Terminal("alice")
    browser = Browser(ALICE)
    held = browser.response_for(first.question().link)
    other = Browser(ALICE)
    wanted = other.response_for(second.question().link)
    wanted.fields["SAMLResponse"] = held.fields["SAMLResponse"]

    page = other.post(wanted)

    assert 400 <= page.status < 500
    assert world.audit_mentions("(RESP-06|ASRT-08)"), world.gatehouse("audit")


def test_response_in_another_browser_shows_no_code(world):
    form = Browser(ALICE).response_for(Terminal("alice").question().link)

    page = Browser(ALICE).post(form)

    assert page.code == ""
    assert 400 <= page.status < 500


def test_other_person_signing_in_is_refused(world):
    terminal = Terminal("alice")

    page = Browser(BOB).sign_in(terminal.question().link)

    terminal.answer(page.code or "ABCD-EFGH")
    assert not terminal.outcome().admitted
    assert world.audit_mentions(BOB.email), world.gatehouse("audit")


def test_person_of_an_unclaimed_domain_is_refused(world):
    terminal = Terminal("mallory")

    page = Browser(MALLORY).sign_in(terminal.question().link)

    assert 400 <= page.status < 500
    assert page.code == ""
    terminal.answer("ABCD-EFGH")
    assert not terminal.outcome().admitted
    assert world.audit_mentions("claimed domains"), world.gatehouse("audit")
    assert host.passwd_line("mallory") == ""


def test_three_wrong_codes_end_the_sign_in(world):
    terminal = Terminal("alice")
    code = Browser(ALICE).sign_in(terminal.question().link).code

    for _ in range(3):
        terminal.answer("WRNG-CODE" if code != "WRNG-CODE" else "WRNG-CODF")
        if terminal.question() is None:
            break

    assert not terminal.outcome().admitted
    assert world.audit_mentions("code"), world.gatehouse("audit")


def test_signing_in_without_the_browser_is_refused(world):
    assert not log_in("alice", "ABCD-EFGH", "ABCD-EFGH", "ABCD-EFGH").admitted


def test_unsigned_response_is_refused(world):
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    replace(form, without_signatures(document(form)))

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert world.audit_mentions("SIG-"), world.gatehouse("audit")


def without_signatures(xml):
    while "<ds:Signature " in xml:
        start, end = xml.index("<ds:Signature "), xml.index("</ds:Signature>") + len("</ds:Signature>")
        xml = xml[:start] + xml[end:]
    return xml
