"""Makes the messages that every contender verifies.

    make_inputs.py FOLDER

    idp.key idp.crt sp.key sp.crt             made anew
    idp-metadata.xml sp-metadata.xml          what the two tell each other
    {one,both,encrypted,large}.xml  .b64      good responses, plain and as posted, with the times of now
    {…}-bad.xml  .b64                         the same with another NameID than the one that was signed
"""
import base64
import pathlib
import subprocess
import sys
import time

import xmlsec
from lxml import etree

import names

FOLDER = pathlib.Path(sys.argv[1])
NOW = time.time()
ASSERTION_ID, RESPONSE_ID = "_a7c1e9d35b0f4a6c8e2d4f6b8a0c2e4f6", "_r0b2d4f6a8c1e3d5b7f9a0c2e4d6f8b1a3"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
FEW_GROUPS = [f"cn={name},ou=groups,dc=example,dc=org" for name in ("linux-users", "payroll-admins")]
MANY_GROUPS = [f"cn=department-{number:03}-project-team-members-read-write,ou=project groups,ou=groups,ou=europe,"
               "dc=corp,dc=example,dc=org" for number in range(300)]


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(NOW + seconds))


def make_key(name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-sha256", "-nodes", "-days", "2",
                    "-subj", f"/C=DE/O=Example/CN={name}.example.org",
                    "-keyout", FOLDER / f"{name}.key", "-out", FOLDER / f"{name}.crt"],
                   check=True, stderr=subprocess.DEVNULL)


def certificate(name):
    return "".join(line for line in (FOLDER / f"{name}.crt").read_text().splitlines() if "-----" not in line)


def signature(reference):
    return f"""<ds:Signature xmlns:ds="{names.DS}"><ds:SignedInfo><ds:CanonicalizationMethod
 Algorithm="{EXCLUSIVE}"/><ds:SignatureMethod
 Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#{reference}"><ds:Transforms
><ds:Transform Algorithm="{names.DS}enveloped-signature"/><ds:Transform Algorithm="{EXCLUSIVE}"
><ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="xs"/></ds:Transform></ds:Transforms><ds:DigestMethod
 Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo
><ds:SignatureValue/></ds:Signature>"""


def attribute(name, values):
    inner = "".join(f'<saml2:AttributeValue xsi:type="xs:string">{value}</saml2:AttributeValue>' for value in values)
    return f'<saml2:Attribute Name="{name}">{inner}</saml2:Attribute>'


def assertion(groups):
    attributes = "".join(attribute(name, values) for name, values in {
        "uid": ["jdoe"], "mail": ["jane.doe@example.org"], "givenName": ["Jane"], "sn": ["Doe"],
        "displayName": ["Jane Doe"], "eduPersonPrincipalName": ["jdoe@example.org"],
        "eduPersonScopedAffiliation": ["member@example.org"], "isMemberOf": groups}.items())
    return f"""<saml2:Assertion xmlns:saml2="{names.SAML}" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="{ASSERTION_ID}" IssueInstant="{moment(-60)}"
 Version="2.0"><saml2:Issuer>{names.IDP}</saml2:Issuer>{signature(ASSERTION_ID)}<saml2:Subject><saml2:NameID
 Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="{names.IDP}"
 SPNameQualifier="{names.SP}">{names.PERSON}</saml2:NameID><saml2:SubjectConfirmation
 Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData Address="192.0.2.17"
 InResponseTo="{names.REQUEST}" NotOnOrAfter="{moment(3600)}" Recipient="{names.ACS}"/></saml2:SubjectConfirmation
></saml2:Subject><saml2:Conditions NotBefore="{moment(-60)}" NotOnOrAfter="{moment(3600)}"
><saml2:AudienceRestriction><saml2:Audience>{names.SP}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions
><saml2:AuthnStatement AuthnInstant="{moment(-60)}" SessionIndex="_9f1c3b5d7e"
 SessionNotOnOrAfter="{moment(8 * 3600)}"><saml2:SubjectLocality Address="192.0.2.17"/><saml2:AuthnContext
><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport\
</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>{attributes}\
</saml2:AttributeStatement></saml2:Assertion>"""


def response(content, is_signed):
    return f"""<saml2p:Response xmlns:saml2p="{names.SAMLP}" Destination="{names.ACS}" ID="{RESPONSE_ID}"
 InResponseTo="{names.REQUEST}" IssueInstant="{moment(-60)}" Version="2.0"><saml2:Issuer
 xmlns:saml2="{names.SAML}" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{names.IDP}</saml2:Issuer
>{signature(RESPONSE_ID) if is_signed else ""}<saml2p:Status><saml2p:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>{content}</saml2p:Response>"""


def sign(element):
    """Fills in the signature template of `element`, then puts the certificate in, as identity providers do."""
    node = element.find(f"{{{names.DS}}}Signature")
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_file(str(FOLDER / "idp.key"), xmlsec.KeyFormat.PEM)
    context.register_id(element, "ID")
    context.sign(node)
    node.append(etree.fromstring(
        f'<ds:KeyInfo xmlns:ds="{names.DS}"><ds:X509Data><ds:X509Certificate>{certificate("idp")}'
        "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"))


def change_name(element):
    element.find(f".//{{{names.SAML}}}NameID").text = names.PERSON[:-1] + "B"


def encrypt(plain):
    """An EncryptedAssertion for the service provider: AES-256-GCM, RSA-OAEP with SHA-1."""
    wrapping = etree.fromstring(f"""<saml2:EncryptedAssertion xmlns:saml2="{names.SAML}"><xenc:EncryptedData
 xmlns:xenc="{names.XENC}" Type="{names.XENC}Element"><xenc:EncryptionMethod
 Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><ds:KeyInfo xmlns:ds="{names.DS}"><xenc:EncryptedKey
><xenc:EncryptionMethod Algorithm="{names.XENC}rsa-oaep-mgf1p"><ds:DigestMethod
 Algorithm="{names.DS}sha1"/></xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue/></xenc:CipherData
></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData
></saml2:EncryptedAssertion>""")
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_file(str(FOLDER / "sp.crt"), xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    context.encrypt_binary(wrapping[0], plain)
    return wrapping


def message(groups, is_bad, sign_both=False, is_encrypted=False):
    root = etree.fromstring(response(assertion(groups), sign_both))
    inner = root.find(f"{{{names.SAML}}}Assertion")
    sign(inner)
    if is_bad and not sign_both:
        change_name(inner)
    if is_encrypted:
        # Parsed on its own again, so that it declares every prefix it uses.
        root.replace(inner, encrypt(etree.tostring(etree.fromstring(etree.tostring(inner)))))
    if sign_both:
        sign(root)
        if is_bad:
            change_name(inner)
    return b'<?xml version="1.0" encoding="UTF-8"?>' + etree.tostring(root)


def metadata(entity, role, key, uses, services):
    keys = "".join(
        f'<md:KeyDescriptor use="{use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate(key)}'
        "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>" for use in uses)
    return (f'<md:EntityDescriptor xmlns:md="{names.MD}" xmlns:ds="{names.DS}" entityID="{entity}"><md:{role}'
            f' protocolSupportEnumeration="{names.SAMLP}">{keys}{services}</md:{role}></md:EntityDescriptor>')


FOLDER.mkdir(parents=True, exist_ok=True)
make_key("idp")
make_key("sp")
binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-"
(FOLDER / "idp-metadata.xml").write_text(metadata(
    names.IDP, "IDPSSODescriptor", "idp", ["signing"],
    f'<md:SingleSignOnService Binding="{binding}Redirect" Location="https://idp.example.org/sso"/>'))
(FOLDER / "sp-metadata.xml").write_text(metadata(
    names.SP, "SPSSODescriptor", "sp", ["signing", "encryption"],
    f'<md:AssertionConsumerService Binding="{binding}POST" Location="{names.ACS}" index="0" isDefault="true"/>'))
for case, words in {"one": {"groups": FEW_GROUPS},
                    "both": {"groups": FEW_GROUPS, "sign_both": True},
                    "encrypted": {"groups": FEW_GROUPS, "is_encrypted": True},
                    "large": {"groups": MANY_GROUPS}}.items():
    for is_bad in (False, True):
        octets = message(is_bad=is_bad, **words)
        file = FOLDER / (case + ("-bad" if is_bad else ""))
        file.with_suffix(".xml").write_bytes(octets)
        file.with_suffix(".b64").write_bytes(base64.b64encode(octets))
