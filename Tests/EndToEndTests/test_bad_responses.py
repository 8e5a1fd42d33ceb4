"""What a browser may bring back that must not open a door: each is refused with its reason in the audit log."""
import re
from datetime import timedelta

import pytest

from World import host
from World.browser import Browser
from World.people import ALICE, BOB, MALLORY
from World.responses import AN_HOUR_AGO, document, moved_in_time, replace, resign, tamper
from World.terminal import Terminal, log_in

POSTBACK = f"{host.BASE_URL}/saml/acs"
WRONG_CODE = "0000-0000"
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
def test_bad_response_is_refused(world, nobody_is_created, name):
    change, reason = BAD_RESPONSES[name]
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    change(form)

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert page.code == ""
    assert re.search(reason, world.reasons()), world.reasons()
    terminal.answer(WRONG_CODE)
    assert not terminal.outcome().admitted


def test_response_to_another_sign_in_is_refused(world, nobody_is_created):
    first, second = Terminal("alice"), Terminal("alice")
    browser = Browser(ALICE)
    held = browser.response_for(first.question().link)
    other = Browser(ALICE)
    wanted = other.response_for(second.question().link)
    wanted.fields["SAMLResponse"] = held.fields["SAMLResponse"]

    page = other.post(wanted)

    assert 400 <= page.status < 500
    assert re.search("(RESP-06|ASRT-08)", world.reasons()), world.reasons()


def test_response_in_another_browser_shows_no_code(world, nobody_is_created):
    terminal, sent = Terminal("alice"), Browser(ALICE)
    link = terminal.question().link
    form = sent.response_for(link)

    pages = [Browser(ALICE).post(form), sent.open(link), sent.open(link + "/code"), sent.post(form)]

    for page in pages:
        assert page.code == ""
        assert 400 <= page.status < 500
    assert "another browser" in pages[0].text
    assert "RPL-04" in world.reasons(), world.reasons()
    terminal.answer(WRONG_CODE)
    assert not terminal.outcome().admitted


def test_other_person_signing_in_is_refused(world, nobody_is_created):
    terminal = Terminal("alice")

    page = Browser(BOB).sign_in(terminal.question().link)

    terminal.answer(page.code or WRONG_CODE)
    assert not terminal.outcome().admitted
    assert re.search(BOB.email, world.reasons()), world.reasons()


def test_person_of_an_unclaimed_domain_is_refused(world, nobody_is_created):
    terminal = Terminal("mallory")

    page = Browser(MALLORY).sign_in(terminal.question().link)

    assert 400 <= page.status < 500
    assert page.code == ""
    terminal.answer(WRONG_CODE)
    assert not terminal.outcome().admitted
    assert re.search("claimed domains", world.reasons()), world.reasons()
    assert host.passwd_line("mallory") == ""


def test_three_wrong_codes_end_the_sign_in(world, nobody_is_created):
    outcome = log_in("alice", *[WRONG_CODE] * 3)

    assert not outcome.admitted
    assert "wrong code 3 times" in world.reasons()


def test_right_code_after_three_wrong_ones_is_refused(world, nobody_is_created):
    terminal = Terminal("alice")
    code = Browser(ALICE).sign_in(terminal.question().link).code
    for _ in range(3):
        terminal.answer(WRONG_CODE)
        if terminal.question() is None:
            break
    else:
        terminal.answer(code)

    assert not terminal.outcome().admitted


def test_unsigned_response_is_refused(world, nobody_is_created):
    terminal, browser = Terminal("alice"), Browser(ALICE)
    form = browser.response_for(terminal.question().link)
    replace(form, without_signatures(document(form)))

    page = browser.post(form)

    assert 400 <= page.status < 500
    assert re.search("SIG-", world.reasons()), world.reasons()


def without_signatures(xml):
    while "<ds:Signature " in xml:
        start, end = xml.index("<ds:Signature "), xml.index("</ds:Signature>") + len("</ds:Signature>")
        xml = xml[:start] + xml[end:]
    return xml
