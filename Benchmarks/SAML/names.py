"""Who takes part in every message, and the namespaces."""
IDP = "https://idp.example.org/idp/shibboleth"
SP = "https://sp.example.org/saml/metadata"
ACS = "https://sp.example.org/saml/acs"
REQUEST = "_req4fc2a6b1c0de4f5f9d7a1b3c5e7f9a0b2c4d6e8f"
PERSON = "AAdzZWNyZXQxjdoeQ2hlY2tNZTEyMzQ1Njc4OTA"

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
DS = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"

CASES = {"one": "assertion signed", "both": "both signed", "encrypted": "encrypted", "large": "300 groups"}
