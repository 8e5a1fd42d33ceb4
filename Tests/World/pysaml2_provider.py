"""A second SAML identity provider of the world, on another SAML library: Debian's pysaml2 behind Flask."""
import dataclasses
import json
import os

from . import host
from .identity_provider import metadata_of
from .people import EVERYBODY, IDP_PASSWORD
from .processes import Server, make_certificate
from .response_shape import BOTH_SIGNED

ADDRESS, PORT = "127.0.0.1", 8445
BASE = f"http://{ADDRESS}:{PORT}"
FOLDER = "/var/lib/world/pysaml2"
METADATA = f"{FOLDER}/metadata.xml"
KEY, CERTIFICATE = f"{FOLDER}/idp.key", f"{FOLDER}/idp.crt"
SETTINGS, SHAPE = f"{FOLDER}/settings.json", f"{FOLDER}/shape.json"


class PySAML2Provider:
    """Knows EVERYBODY by e-mail and IDP_PASSWORD, and one service provider. Refuses requests that are not signed."""

    entity_id = f"{BASE}/metadata"

    def __init__(self):
        self.server = Server("pysaml2", "/usr/bin/python3", "-m", "World.pysaml2_server", SETTINGS,
                             environment={"PYTHONPATH": str(host.SOURCE / "Tests")})

    def start(self, service_provider_metadata):
        """Starts the server, which trusts the service provider described by the given XML, and writes METADATA."""
        os.makedirs(FOLDER, exist_ok=True)
        make_certificate("second identity provider", KEY, CERTIFICATE)
        host.write(f"{FOLDER}/sp.xml", service_provider_metadata)
        with open(SETTINGS, "w") as file:
            json.dump({"folder": FOLDER, "address": ADDRESS, "port": PORT, "base": BASE, "password": IDP_PASSWORD,
                       "people": [{"login": person.login, "email": person.email, "name": person.name}
                                  for person in EVERYBODY]}, file)
        self.emit(BOTH_SIGNED)
        self.server.start(lambda: metadata_of(self.entity_id) is not None)
        host.write(METADATA, metadata_of(self.entity_id))

    def emit(self, shape, cipher="http://www.w3.org/2009/xmlenc11#aes256-gcm", session_key="aes-256"):
        """Chooses how responses are protected from now on."""
        with open(SHAPE, "w") as file:
            json.dump({**dataclasses.asdict(shape), "cipher": cipher, "session_key": session_key}, file)

    def stop(self):
        self.server.stop()
