"""Responses of the world's identity provider for many people at once, made with its key and without its pages.

What is signed is written in its canonical form (exclusive XML canonicalization) to begin with.
"""
import base64
import hashlib
import secrets
import zlib
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from . import host, identity_provider

SIGNED_INFO = (
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>'
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>'
    '<ds:Reference URI="#{id}"><ds:Transforms>'
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>'
    '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>'
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
    '<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>')
ASSERTION = (
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{id}" IssueInstant="{now}" Version="2.0">'
    '<saml:Issuer>{issuer}</saml:Issuer>{signature}'
    '<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{email}</saml:NameID>'
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData'
    ' InResponseTo="{request}" NotOnOrAfter="{end}" Recipient="{postback}"></saml:SubjectConfirmationData>'
    '</saml:SubjectConfirmation></saml:Subject>'
    '<saml:Conditions NotBefore="{now}" NotOnOrAfter="{end}"><saml:AudienceRestriction>'
    '<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>'
    '<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="{id}"><saml:AuthnContext><saml:AuthnContextClassRef>'
    'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext>'
    '</saml:AuthnStatement>'
    '<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>{email}</saml:AttributeValue>'
    '</saml:Attribute></saml:AttributeStatement></saml:Assertion>')
RESPONSE = (
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="{postback}" ID="{id}"'
    ' InResponseTo="{request}" IssueInstant="{now}" Version="2.0">'
    '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>'
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>'
    '{assertion}</samlp:Response>')


class QuickProvider:
    def __init__(self):
        with open(identity_provider.KEY, "rb") as file:
            self.key = serialization.load_pem_private_key(file.read(), None)

    def answer(self, address, email):
        """The form fields for the postback URL, for the request in the address that a browser was sent to."""
        asked = parse_qs(urlsplit(address).query)
        request = ElementTree.fromstring(zlib.decompress(base64.b64decode(asked["SAMLRequest"][0]), -15)).get("ID")
        now = datetime.now(timezone.utc)
        words = {
            "id": "_" + secrets.token_hex(16), "request": request, "email": email,
            "now": f"{now:%Y-%m-%dT%H:%M:%SZ}", "end": f"{now + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}",
            "issuer": identity_provider.IdentityProvider.entity_id, "audience": f"{host.BASE_URL}/saml/metadata",
            "postback": f"{host.BASE_URL}/saml/acs"}
        digest = hashlib.sha256(ASSERTION.format(signature="", **words).encode()).digest()
        signed = SIGNED_INFO.format(id=words["id"], digest=base64.b64encode(digest).decode())
        value = base64.b64encode(self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
        signature = (f'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">{signed}'
                     f'<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>')
        assertion = ASSERTION.format(signature=signature, **words)
        xml = RESPONSE.format(assertion=assertion, **{**words, "id": "_" + secrets.token_hex(16)})
        return {"SAMLResponse": base64.b64encode(xml.encode()).decode(), "RelayState": asked["RelayState"][0]}
