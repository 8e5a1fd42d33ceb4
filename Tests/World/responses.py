"""Changing SAML responses: what an attacker without, or an identity provider with, the signing key could send."""
import base64
import re
import tempfile
from datetime import datetime, timedelta, timezone

from . import identity_provider
from .processes import run

PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol:Response"
ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def document(form):
    """The XML of the response in a form."""
    return base64.b64decode(form.fields["SAMLResponse"]).decode()


def replace(form, xml):
    """Puts another XML document into the form."""
    form.fields["SAMLResponse"] = base64.b64encode(xml.encode()).decode()


def tamper(form, old, new):
    """Changes the text of the response and leaves its signatures as they are."""
    xml = document(form)
    assert old in xml, f"{old} is not in the response"
    replace(form, xml.replace(old, new))


def resign(form, change, elements=("Assertion", "Response")):
    """Applies `change` to the XML and signs what is signed in it anew with the identity provider's own key."""
    xml = change(document(form))
    xml = re.sub(r"<ds:(DigestValue|SignatureValue)>[^<]*</ds:\1>", r"<ds:\1/>", xml)
    xml = re.sub(r"<ds:KeyInfo>.*?</ds:KeyInfo>", "", xml, flags=re.S)
    for element in elements:
        with tempfile.NamedTemporaryFile("w+", suffix=".xml") as file:
            file.write(xml)
            file.flush()
            xml = run("xmlsec1", "--sign", "--privkey-pem", identity_provider.KEY, "--id-attr:ID", ASSERTION,
                      "--id-attr:ID", PROTOCOL, "--node-xpath",
                      f"//*[local-name()='{element}']/*[local-name()='Signature']", file.name)
    replace(form, xml)


def moved_in_time(by):
    """A change for `resign`: every instant in the response moved by a timedelta."""
    def move(found):
        instant = datetime.strptime(found.group(0), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        return (instant + by).strftime("%Y-%m-%dT%H:%M:%SZ")
    return lambda xml: INSTANT.sub(move, xml)


AN_HOUR_AGO = moved_in_time(-timedelta(hours=1))
