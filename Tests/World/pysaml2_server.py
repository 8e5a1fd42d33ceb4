"""The program behind PySAML2Provider: pysaml2 does the SAML, Flask the pages. Loopback and made-up people only."""
import html
import json
import secrets
import sys

import saml2.entity
from flask import Flask, make_response, request
from saml2 import BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_BASIC, NAMEID_FORMAT_EMAILADDRESS, NameID
from saml2.server import Server
from saml2.sigver import verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

with open(sys.argv[1]) as file:
    SETTINGS = json.load(file)
FOLDER, BASE = SETTINGS["folder"], SETTINGS["base"]
PEOPLE = {person["email"]: person for person in SETTINGS["people"]}


def configuration():
    names = {name: name for name in ("uid", "email", "displayName")}
    with open(f"{FOLDER}/plain.py", "w") as file:
        file.write(f"MAP = {({'identifier': NAME_FORMAT_BASIC, 'fro': names, 'to': names})!r}\n")
    keys = {"key_file": f"{FOLDER}/idp.key", "cert_file": f"{FOLDER}/idp.crt"}
    config = IdPConfig()
    config.load({
        "entityid": f"{BASE}/metadata", "xmlsec_binary": "/usr/bin/xmlsec1", "attribute_map_dir": FOLDER, **keys,
        "encryption_keypairs": [keys], "metadata": {"local": [f"{FOLDER}/sp.xml"]},
        "service": {"idp": {
            "endpoints": {"single_sign_on_service": [(f"{BASE}/sso", BINDING_HTTP_REDIRECT)]},
            "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None,
                                   "name_form": NAME_FORMAT_BASIC, "nameid_format": NAMEID_FORMAT_EMAILADDRESS}},
            "name_id_format": [NAMEID_FORMAT_EMAILADDRESS],
            "signing_algorithm": SIG_RSA_SHA256, "digest_algorithm": DIGEST_SHA256,
        }},
    })
    return config


def shape():
    with open(f"{FOLDER}/shape.json") as file:
        return json.load(file)


def choose_cipher():
    """pysaml2 always asks for triple DES: its template and its call of xmlsec1 are given the chosen cipher instead."""
    template = saml2.entity.pre_encryption_part
    saml2.entity.pre_encryption_part = lambda **options: template(**options, msg_enc=shape()["cipher"])
    encrypt = idp.sec.encrypt_assertion
    idp.sec.encrypt_assertion = lambda *arguments, **options: encrypt(
        *arguments, **options, key_type=shape()["session_key"])


CONFIGURATION = configuration()
idp = Server(config=CONFIGURATION)
choose_cipher()
app = Flask(__name__)
waiting = {}


def page(body, status=200):
    return make_response(f"<!doctype html><title>Second identity provider</title>{body}", status)


@app.get("/metadata")
def metadata():
    return str(entity_descriptor(CONFIGURATION)), 200, {"Content-Type": "application/samlmetadata+xml"}


@app.get("/sso")
def sso():
    fields = request.args.to_dict()
    try:
        asked = idp.parse_authn_request(fields["SAMLRequest"], BINDING_HTTP_REDIRECT)
        certificate = idp.metadata.certs(asked.message.issuer.text, "spsso", "signing")[0]
        if not verify_redirect_signature(fields, idp.sec.sec_backend, certificate):
            return page("<p>refused: the request's signature is wrong", 400)
    except Exception as problem:  # pysaml2 raises what it likes; all of it means refused
        return page(f"<p>refused: {html.escape(repr(problem))}", 400)
    token = secrets.token_hex(16)
    waiting[token] = (asked, fields["RelayState"])
    return page(f"<form method=post action=/login><input type=hidden name=token value={token}>"
                "<input type=text name=user><input type=password name=password><button>Log in</button></form>")


@app.post("/login")
def login():
    person, password = PEOPLE.get(request.form["user"]), request.form["password"]
    if person is None or password != SETTINGS["password"] or request.form["token"] not in waiting:
        return page("<p>wrong", 403)
    asked, relay_state = waiting.pop(request.form["token"])
    chosen, arguments = shape(), idp.response_args(asked.message)
    response = idp.create_authn_response(
        {"uid": person["login"], "email": person["email"], "displayName": person["name"]}, userid=person["email"],
        name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=person["email"]),
        authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": BASE},
        sign_response=chosen["sign_response"], sign_assertion=chosen["sign_assertion"], sign_alg=SIG_RSA_SHA256,
        digest_alg=DIGEST_SHA256, encrypt_assertion=chosen["encrypt"], encrypted_advice_attributes=False,
        encrypt_assertion_self_contained=chosen["encrypt"], **arguments)
    bound = idp.apply_binding(arguments["binding"], str(response), arguments["destination"], relay_state, response=True)
    return make_response(bound["data"])


app.run(SETTINGS["address"], SETTINGS["port"], threaded=False)
