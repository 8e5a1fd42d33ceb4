/// An element's full name. Elements are told apart by this alone, never by prefix.
struct XMLName: Sendable {
    let namespace: StaticString
    let local: StaticString

    init(_ namespace: StaticString, _ local: StaticString) {
        self.namespace = namespace
        self.local = local
    }
}

/// The namespaces this package reads.
enum Namespace {
    static let protocol_: StaticString = "urn:oasis:names:tc:SAML:2.0:protocol"
    static let assertion: StaticString = "urn:oasis:names:tc:SAML:2.0:assertion"
    static let metadata: StaticString = "urn:oasis:names:tc:SAML:2.0:metadata"
    static let signature: StaticString = "http://www.w3.org/2000/09/xmldsig#"
    static let exclusiveC14N: StaticString = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let schemaInstance: StaticString = "http://www.w3.org/2001/XMLSchema-instance"
}

/// Names of `samlp:` elements.
enum ProtocolName {
    static let response = XMLName(Namespace.protocol_, "Response")
    static let status = XMLName(Namespace.protocol_, "Status")
    static let statusCode = XMLName(Namespace.protocol_, "StatusCode")
    static let statusMessage = XMLName(Namespace.protocol_, "StatusMessage")
}

/// Names of `saml:` elements.
enum AssertionName {
    static let assertion = XMLName(Namespace.assertion, "Assertion")
    static let encryptedAssertion = XMLName(Namespace.assertion, "EncryptedAssertion")
    static let encryptedID = XMLName(Namespace.assertion, "EncryptedID")
    static let encryptedAttribute = XMLName(Namespace.assertion, "EncryptedAttribute")
    static let issuer = XMLName(Namespace.assertion, "Issuer")
    static let subject = XMLName(Namespace.assertion, "Subject")
    static let nameID = XMLName(Namespace.assertion, "NameID")
    static let subjectConfirmation = XMLName(Namespace.assertion, "SubjectConfirmation")
    static let subjectConfirmationData = XMLName(Namespace.assertion, "SubjectConfirmationData")
    static let conditions = XMLName(Namespace.assertion, "Conditions")
    static let audienceRestriction = XMLName(Namespace.assertion, "AudienceRestriction")
    static let audience = XMLName(Namespace.assertion, "Audience")
    static let oneTimeUse = XMLName(Namespace.assertion, "OneTimeUse")
    static let proxyRestriction = XMLName(Namespace.assertion, "ProxyRestriction")
    static let authnStatement = XMLName(Namespace.assertion, "AuthnStatement")
    static let authnContext = XMLName(Namespace.assertion, "AuthnContext")
    static let authnContextClassRef = XMLName(Namespace.assertion, "AuthnContextClassRef")
    static let authnContextDeclRef = XMLName(Namespace.assertion, "AuthnContextDeclRef")
    static let attributeStatement = XMLName(Namespace.assertion, "AttributeStatement")
    static let attribute = XMLName(Namespace.assertion, "Attribute")
    static let attributeValue = XMLName(Namespace.assertion, "AttributeValue")
}

/// Names of `ds:` elements, and the one of exclusive canonicalisation.
enum SignatureName {
    static let signature = XMLName(Namespace.signature, "Signature")
    static let signedInfo = XMLName(Namespace.signature, "SignedInfo")
    static let signatureValue = XMLName(Namespace.signature, "SignatureValue")
    static let keyInfo = XMLName(Namespace.signature, "KeyInfo")
    static let canonicalizationMethod = XMLName(Namespace.signature, "CanonicalizationMethod")
    static let signatureMethod = XMLName(Namespace.signature, "SignatureMethod")
    static let reference = XMLName(Namespace.signature, "Reference")
    static let transforms = XMLName(Namespace.signature, "Transforms")
    static let transform = XMLName(Namespace.signature, "Transform")
    static let digestMethod = XMLName(Namespace.signature, "DigestMethod")
    static let digestValue = XMLName(Namespace.signature, "DigestValue")
    static let x509Data = XMLName(Namespace.signature, "X509Data")
    static let x509Certificate = XMLName(Namespace.signature, "X509Certificate")
    static let inclusiveNamespaces = XMLName(Namespace.exclusiveC14N, "InclusiveNamespaces")
}

/// Names of `md:` elements.
enum MetadataName {
    static let entitiesDescriptor = XMLName(Namespace.metadata, "EntitiesDescriptor")
    static let entityDescriptor = XMLName(Namespace.metadata, "EntityDescriptor")
    static let idpDescriptor = XMLName(Namespace.metadata, "IDPSSODescriptor")
    static let nameIDFormat = XMLName(Namespace.metadata, "NameIDFormat")
    static let keyDescriptor = XMLName(Namespace.metadata, "KeyDescriptor")
    static let singleSignOnService = XMLName(Namespace.metadata, "SingleSignOnService")
}
