"""What two identity providers of different make can send: each shape of signing and encrypting, by real log-ins."""
import re

import pytest

from World import identity_provider, pysaml2_provider
from World.browser import Browser
from World.people import ALICE, OLIVIA
from World.response_shape import (ASSERTION_SIGNED, BOTH_SIGNED, ENCRYPTED, ENCRYPTED_UNSIGNED_INSIDE,
                                  ENCRYPTED_UNSIGNED_OUTSIDE, RESPONSE_SIGNED, UNSIGNED)
from World.terminal import Terminal
from World.world import IDP_NAME

SIGNED = {"the response signed": RESPONSE_SIGNED, "the assertion signed": ASSERTION_SIGNED, "both signed": BOTH_SIGNED}
ENCRYPTED_SHAPES = {"both signed": ENCRYPTED, "the response signed": ENCRYPTED_UNSIGNED_INSIDE}
TRIPLE_DES = {"cipher": "http://www.w3.org/2001/04/xmlenc#tripledes-cbc", "session_key": "des-192"}


@pytest.fixture
def simplesamlphp(world):
    """The world's own identity provider; what it emits is put back afterwards."""
    yield world.idp
    world.idp.emit(BOTH_SIGNED)


@pytest.fixture
def pysaml2(world, pysaml2_server):
    """The second identity provider, trusted instead of the first and proven by the owner's sign-in."""
    pysaml2_server.emit(BOTH_SIGNED)
    use(world, pysaml2_provider.METADATA)
    return pysaml2_server


def use(world, metadata, *options):
    """Replaces the identity provider, and proves the new one."""
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    world.gatehouse("idp", "add", IDP_NAME, "--metadata", metadata, *options)
    world.gatehouse("member", "relink", OLIVIA.email)
    world.sign_in_owner()


def refused(world):
    """The reason for which a sign-in of Alice is refused."""
    terminal = Terminal(ALICE.login)
    page = Browser(ALICE).sign_in(terminal.question().link)
    assert page.code == "" and 400 <= page.status < 500
    terminal.answer("0000-0000")
    assert not terminal.outcome().admitted
    return re.findall(r"\b[A-Z]+-\d\d\b", world.gatehouse("audit"))[-1]


@pytest.mark.parametrize("name", SIGNED)
def test_simplesamlphp_signs_a_person_in(world, simplesamlphp, name):
    simplesamlphp.emit(SIGNED[name])

    assert world.sign_in(ALICE).admitted


@pytest.mark.parametrize("name", SIGNED)
def test_pysaml2_signs_a_person_in(world, pysaml2, name):
    pysaml2.emit(SIGNED[name])

    assert world.sign_in(ALICE).admitted


@pytest.mark.parametrize("name", ENCRYPTED_SHAPES)
def test_encrypted_assertion_signs_a_person_in(world, pysaml2, name):
    pysaml2.emit(ENCRYPTED_SHAPES[name])

    assert world.sign_in(ALICE).admitted


def test_encrypted_assertion_that_only_itself_is_signed_signs_a_person_in(world, pysaml2):
    pysaml2.emit(ENCRYPTED_UNSIGNED_OUTSIDE)

    assert world.sign_in(ALICE).admitted


@pytest.mark.parametrize("name", ENCRYPTED_SHAPES)
def test_old_ciphers_are_refused_unless_granted(world, pysaml2, name):
    pysaml2.emit(ENCRYPTED_SHAPES[name], **TRIPLE_DES)
    assert refused(world) == "ENC-01"

    pysaml2.emit(BOTH_SIGNED)
    use(world, pysaml2_provider.METADATA, "--legacy", "3des")
    pysaml2.emit(ENCRYPTED_SHAPES[name], **TRIPLE_DES)

    assert world.sign_in(ALICE).admitted


def test_simplesamlphp_encrypts_with_cbc_which_has_to_be_granted(world, simplesamlphp):
    simplesamlphp.emit(ENCRYPTED)
    assert refused(world) == "ENC-01"

    simplesamlphp.emit(BOTH_SIGNED)
    use(world, identity_provider.METADATA, "--legacy", "cbc")
    simplesamlphp.emit(ENCRYPTED)

    assert world.sign_in(ALICE).admitted


def test_granted_cipher_still_needs_a_signature_around_it(world, pysaml2):
    use(world, pysaml2_provider.METADATA, "--legacy", "3des")
    pysaml2.emit(ENCRYPTED_UNSIGNED_OUTSIDE, **TRIPLE_DES)

    assert refused(world) == "ENC-01"


def test_encryption_is_no_signature(world, simplesamlphp):
    simplesamlphp.emit(UNSIGNED)

    assert refused(world) == "SIG-02"
