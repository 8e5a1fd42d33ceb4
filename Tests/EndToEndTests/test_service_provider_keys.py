"""The keys of the host for SAML: requests are signed, metadata tells the keys, and a key that everybody could read stops it all."""
import os

import pytest
import requests

from World import host
from World.browser import Browser, SignInFailed
from World.gatehouse import unfolded
from World.people import ALICE
from World.terminal import Terminal


@pytest.fixture
def settings(world):
    """Changes a line of the host's settings and restarts the services; puts everything back afterwards."""
    with open(host.CONFIGURATION) as file:
        before = file.read()

    def change(old, new):
        assert old in before
        world.services.stop()
        host.write(host.CONFIGURATION, before.replace(old, new))
        world.services.start()

    yield change
    host.write(host.CONFIGURATION, before)
    world.services.stop()
    world.services.start()


def test_identity_provider_that_demands_signed_requests_gets_them(world):
    assert world.sign_in(ALICE).admitted


def test_it_does_refuse_requests_that_are_not_signed(world, settings):
    settings("signing-key", "# signing-key")

    with pytest.raises(SignInFailed):
        Browser(ALICE).response_for(Terminal(ALICE.login).question().link)
    assert 'AuthnRequestsSigned="false"' in world.gatehouse("sp-metadata")


def test_metadata_tells_the_keys_by_use_on_the_command_line_and_on_the_page(world):
    metadata = world.gatehouse("sp-metadata")

    assert 'AuthnRequestsSigned="true"' in metadata
    for use in ("signing", "encryption"):
        assert f'<md:KeyDescriptor use="{use}">' in metadata
    assert metadata.count(host.service_provider_certificate()) == 2
    assert requests.get(f"{host.BASE_URL}/saml/metadata", timeout=30).text.strip() == metadata.strip()


def test_key_that_everybody_may_read_is_refused_with_what_to_do(world):
    os.chmod(host.SAML_KEY, 0o644)
    try:
        result = world.gatehouse.attempt("serve")
    finally:
        os.chmod(host.SAML_KEY, 0o640)

    assert result.returncode == 3
    assert f"signing-key: {host.SAML_KEY}: is open to everybody" in unfolded(result.stderr)
    assert f"chmod o= {host.SAML_KEY}" in result.stderr
