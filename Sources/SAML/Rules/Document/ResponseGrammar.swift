/// The elements of a response to a browser, after the schemas of SAML 2.0 (saml-schema-protocol-2.0 and
/// saml-schema-assertion-2.0, with the errata).
///
/// Left out, and so refused, is what a sign-in has no use for: `BaseID`, `Condition` and `Statement`, which mean
/// nothing without a type, `AuthzDecisionStatement`, and `AuthnContextDecl`, a declaration that would have to be
/// understood. Elements of other vocabularies may stand in `Extensions`, `StatusDetail`, `Advice` and
/// `AttributeValue` alone.
enum ResponseGrammar {
    static let response = ElementModel(
        name: ProtocolName.response, required: ["ID", "Version", "IssueInstant"],
        optional: ["Destination", "InResponseTo", "Consent"], isSignable: true,
        content: .sequence(
            .optional(issuer), .optional(extensions), .one(status),
            .any(opaque("Assertion"), opaque("EncryptedAssertion"))))

    static let assertion = ElementModel(
        name: AssertionName.assertion, required: ["ID", "Version", "IssueInstant"], isSignable: true,
        content: .sequence(
            .one(issuer), .optional(subject), .optional(conditions), .optional(advice),
            .any(authnStatement, attributeStatement)))

    private static func assertionName(_ local: StaticString) -> XMLName {
        XMLName(Namespace.assertion, local)
    }
    private static func protocolName(_ local: StaticString) -> XMLName { XMLName(Namespace.protocol_, local) }
    private static func text(_ local: StaticString) -> ElementModel {
        ElementModel(name: assertionName(local), content: .text)
    }
    private static func opaque(_ local: StaticString) -> ElementModel {
        ElementModel(name: assertionName(local), content: .opaque)
    }

    private static func name(_ local: StaticString) -> ElementModel {
        ElementModel(
            name: assertionName(local),
            optional: ["Format", "NameQualifier", "SPNameQualifier", "SPProvidedID"],
            content: .text)
    }
    private static let issuer = name("Issuer")
    private static let advice = ElementModel(name: assertionName("Advice"), content: .ignored)

    // MARK: Response

    private static let extensions = ElementModel(name: protocolName("Extensions"), content: .ignored)
    private static let status = ElementModel(
        name: ProtocolName.status,
        content: .sequence(
            .one(statusCode(statusCode(statusCode(nil)))),
            .optional(ElementModel(name: ProtocolName.statusMessage, content: .text)),
            .optional(ElementModel(name: protocolName("StatusDetail"), content: .ignored))))
    /// - Parameter inner: the code that may stand in it.
    private static func statusCode(_ inner: ElementModel?) -> ElementModel {
        ElementModel(
            name: ProtocolName.statusCode, required: ["Value"],
            content: inner.map { .sequence(.optional($0)) } ?? .empty)
    }

    // MARK: Subject

    private static let subject = ElementModel(
        name: AssertionName.subject,
        content: .either(
            [.one(name("NameID"), opaque("EncryptedID")), .any(subjectConfirmation)],
            [.some(subjectConfirmation)]))
    private static let subjectConfirmation = ElementModel(
        name: AssertionName.subjectConfirmation, required: ["Method"],
        content: .sequence(
            .optional(name("NameID"), opaque("EncryptedID")), .optional(subjectConfirmationData)))
    /// The schema allows any content; a key for another kind of confirmation is the only one known.
    private static let subjectConfirmationData = ElementModel(
        name: AssertionName.subjectConfirmationData,
        optional: ["NotBefore", "NotOnOrAfter", "Recipient", "InResponseTo", "Address"],
        allowsForeignAttributes: true,
        content: .sequence(.any(ElementModel(name: SignatureName.keyInfo, content: .opaque))))

    // MARK: Conditions

    private static let conditions = ElementModel(
        name: AssertionName.conditions, optional: ["NotBefore", "NotOnOrAfter"],
        content: .sequence(.any(audienceRestriction, oneTimeUse, proxyRestriction)))
    private static let audienceRestriction = ElementModel(
        name: AssertionName.audienceRestriction, content: .sequence(.some(text("Audience"))))
    private static let oneTimeUse = ElementModel(name: AssertionName.oneTimeUse, content: .empty)
    private static let proxyRestriction = ElementModel(
        name: AssertionName.proxyRestriction, optional: ["Count"],
        content: .sequence(.any(text("Audience"))))

    // MARK: Statements

    private static let authnStatement = ElementModel(
        name: AssertionName.authnStatement, required: ["AuthnInstant"],
        optional: ["SessionIndex", "SessionNotOnOrAfter"],
        content: .sequence(.optional(subjectLocality), .one(authnContext)))
    private static let subjectLocality = ElementModel(
        name: assertionName("SubjectLocality"), optional: ["Address", "DNSName"], content: .empty)
    private static let authnContext = ElementModel(
        name: AssertionName.authnContext,
        content: .either(
            [
                .one(text("AuthnContextClassRef")), .optional(text("AuthnContextDeclRef")),
                .any(text("AuthenticatingAuthority")),
            ],
            [.one(text("AuthnContextDeclRef")), .any(text("AuthenticatingAuthority"))]))
    private static let attributeStatement = ElementModel(
        name: AssertionName.attributeStatement,
        content: .sequence(.some(attribute, opaque("EncryptedAttribute"))))
    private static let attribute = ElementModel(
        name: AssertionName.attribute, required: ["Name"], optional: ["NameFormat", "FriendlyName"],
        allowsForeignAttributes: true, content: .sequence(.any(opaque("AttributeValue"))))
}
