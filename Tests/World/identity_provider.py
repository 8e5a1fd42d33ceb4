"""The SAML identity provider of the world: Debian's SimpleSAMLphp on PHP's own server."""
import os
from contextlib import contextmanager

import requests

from . import host
from .people import EVERYBODY, IDP_PASSWORD
from .processes import Server, make_certificate
from .response_shape import BOTH_SIGNED

ADDRESS, PORT = "127.0.0.1", 8444
BASE = f"http://{ADDRESS}:{PORT}/simplesaml"
FOLDER = "/var/lib/world/idp"
METADATA = f"{FOLDER}/metadata.xml"
KEY, CERTIFICATE = f"{FOLDER}/idp.key", f"{FOLDER}/idp.crt"
EMAIL_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"


def php(value):
    """`value` as a PHP literal."""
    if isinstance(value, (bool, int)):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, dict):
        return "[" + ", ".join(f"{php(key)} => {php(item)}" for key, item in value.items()) + "]"
    return "[" + ", ".join(php(item) for item in value) + "]"


def metadata_of(entity_id):
    """What an identity provider publishes at its entity ID; None while it does not answer."""
    try:
        answer = requests.get(entity_id, timeout=10)
    except requests.RequestException:
        return None
    return answer.text if answer.ok else None


class IdentityProvider:
    """Knows EVERYBODY by e-mail and IDP_PASSWORD, and one service provider. Refuses requests that are not signed."""

    entity_id = f"{BASE}/saml2/idp/metadata.php"

    def __init__(self, sp_entity_id, postback_url):
        self.sp_entity_id, self.postback_url = sp_entity_id, postback_url
        self.server = Server(
            "idp", "php8.2", "-d", f"session.save_path={FOLDER}/sessions", "-d", "display_errors=0",
            "-d", "opcache.revalidate_freq=0", "-S", f"{ADDRESS}:{PORT}", "-t", f"{FOLDER}/docroot",
            environment={"SIMPLESAMLPHP_CONFIG_DIR": f"{FOLDER}/config", "PHP_CLI_SERVER_WORKERS": "4"})

    def start(self):
        """Starts the server and writes its metadata to METADATA."""
        for name in ("config", "metadata", "data", "tmp", "log", "docroot", "sessions"):
            os.makedirs(f"{FOLDER}/{name}")
        make_certificate("identity provider", KEY, CERTIFICATE)
        os.symlink("/usr/share/simplesamlphp/www", f"{FOLDER}/docroot/simplesaml")
        self._configure()
        self.serve()
        host.write(METADATA, self.metadata())

    def serve(self):
        """Starts the server, also again after it was stopped."""
        self.server.start(lambda: self.metadata() is not None)

    @contextmanager
    def rolled_key(self):
        """Signs with a new key, and says so in the metadata, until the end of the context."""
        for path in (KEY, CERTIFICATE):
            os.rename(path, path + ".old")
        make_certificate("identity provider", KEY, CERTIFICATE)
        try:
            yield
        finally:
            for path in (KEY, CERTIFICATE):
                os.rename(path + ".old", path)

    def metadata(self):
        """Its metadata as it is now; None while it does not answer."""
        return metadata_of(self.entity_id)

    def _configure(self):
        self._write("config/config.php", "$config", {
            "baseurlpath": BASE + "/", "certdir": FOLDER + "/", "loggingdir": FOLDER + "/log/",
            "datadir": FOLDER + "/data/", "tempdir": FOLDER + "/tmp", "metadatadir": FOLDER + "/metadata",
            "timezone": "UTC", "secretsalt": "demonstration", "auth.adminpassword": "demonstration",
            "technicalcontact_name": "nobody", "technicalcontact_email": "na@example.org",
            "showerrors": True, "errorreporting": False, "logging.level": 7, "logging.handler": "file",
            "logging.logfile": "simplesamlphp.log", "enable.saml20-idp": True,
            "module.enable": {"exampleauth": True, "core": True, "saml": True},
            "session.cookie.name": "IdP", "session.phpsession.cookiename": "IdPPHP",
            "session.authtoken.cookiename": "IdPToken", "session.cookie.secure": False, "store.type": "phpsession",
            "language.default": "en", "language.available": ["en"], "theme.use": "default",
            "metadata.sources": [{"type": "flatfile"}], "authproc.idp": {}, "authproc.sp": {},
        })
        people = {f"{person.email}:{IDP_PASSWORD}": {"uid": [person.login], "email": [person.email],
                                                     "displayName": [person.name]} for person in EVERYBODY}
        self._write("config/authsources.php", "$config", {"people": {0: "exampleauth:UserPass", **people}})
        self._write("config/acl.php", "$config", {})
        self._write("metadata/saml20-idp-hosted.php", f"$metadata[{php(self.entity_id)}]", {
            "host": "__DEFAULT__", "privatekey": "idp.key", "certificate": "idp.crt", "auth": "people",
            "NameIDFormat": EMAIL_FORMAT,
            "attributes.NameFormat": "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
            "authproc": {3: {"class": "saml:AttributeNameID", "attribute": "email", "Format": EMAIL_FORMAT}},
        })
        self.emit(BOTH_SIGNED)

    def emit(self, shape):
        """Chooses how responses are protected from now on. SimpleSAMLphp encrypts with AES-128-CBC."""
        self._write("metadata/saml20-sp-remote.php", f"$metadata[{php(self.sp_entity_id)}]", {
            "AssertionConsumerService": [{"index": 0, "isDefault": True, "Location": self.postback_url,
                                          "Binding": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"}],
            "NameIDFormat": EMAIL_FORMAT, "saml20.sign.response": shape.sign_response,
            "saml20.sign.assertion": shape.sign_assertion, "assertion.encryption": shape.encrypt,
            "keys": [{"type": "X509Certificate", "signing": True, "encryption": True,
                      "X509Certificate": host.service_provider_certificate()}],
            "validate.authnrequest": True,
        })

    def _write(self, name, variable, value):
        with open(f"{FOLDER}/{name}", "w") as file:
            file.write(f"<?php\n{variable} = {php(value)};\n")
