/// The elements of a response to a browser, after the schemas of SAML 2.0 (saml-schema-protocol-2.0 and
/// saml-schema-assertion-2.0, with the errata).
///
/// Left out, and so refused, is what a sign-in has no use for: `BaseID`, `Condition` and `Statement`, which mean
/// nothing without a type, `AuthzDecisionStatement`, and `AuthnContextDecl`, a declaration that would have to be
/// understood. Elements of other vocabularies may stand in `Extensions`, `StatusDetail`, `Advice` and
/// `AttributeValue` alone.
enum ResponseGrammar {
    private typealias Model = ElementModel

    static let response = ElementModel(
        name: ProtocolName.response, required: ["ID", "Version", "IssueInstant"],
        optional: ["Destination", "InResponseTo", "Consent"], isSignable: true,
        content: .elements([
            [
                .optional(issuer), .optional(extensions), .one(status),
                .any(opaque("Assertion"), opaque("EncryptedAssertion")),
            ]
        ]))

    static let assertion = ElementModel(
        name: AssertionName.assertion, required: ["ID", "Version", "IssueInstant"], isSignable: true,
        content: .elements([
            [
                .one(issuer), .optional(subject), .optional(conditions),
                .optional(Model(name: assertionName("Advice"), content: .ignored)),
                .any(authnStatement, attributeStatement),
            ]
        ]))

    private static func assertionName(_ local: StaticString) -> XMLName {
        XMLName(Namespace.assertion, local)
    }
    private static func protocolName(_ local: StaticString) -> XMLName { XMLName(Namespace.protocol_, local) }
    private static func text(_ local: StaticString) -> ElementModel {
        Model(name: assertionName(local), content: .text)
    }
    private static func opaque(_ local: StaticString) -> ElementModel {
        Model(name: assertionName(local), content: .opaque)
    }

    private static func name(_ local: StaticString) -> ElementModel {
        Model(
            name: assertionName(local),
            optional: ["Format", "NameQualifier", "SPNameQualifier", "SPProvidedID"],
            content: .text)
    }
    private static let issuer = name("Issuer")

    // MARK: Response

    private static let extensions = Model(name: protocolName("Extensions"), content: .ignored)
    private static let status = Model(
        name: ProtocolName.status,
        content: .elements([
            [
                .one(statusCode(statusCode(statusCode(nil)))),
                .optional(Model(name: ProtocolName.statusMessage, content: .text)),
                .optional(Model(name: protocolName("StatusDetail"), content: .ignored)),
            ]
        ]))
    private static func statusCode(_ inner: ElementModel?) -> ElementModel {
        Model(
            name: ProtocolName.statusCode, required: ["Value"],
            content: .elements([inner.map { [.optional($0)] } ?? []]))
    }

    // MARK: Subject

    private static let subject = Model(
        name: AssertionName.subject,
        content: .elements([
            [.one(name("NameID"), opaque("EncryptedID")), .any(subjectConfirmation)],
            [.some(subjectConfirmation)],
        ]))
    private static let subjectConfirmation = Model(
        name: AssertionName.subjectConfirmation, required: ["Method"],
        content: .elements([
            [.optional(name("NameID"), opaque("EncryptedID")), .optional(subjectConfirmationData)]
        ]))
    /// The schema allows any content; a key for another kind of confirmation is the only one known.
    private static let subjectConfirmationData = Model(
        name: AssertionName.subjectConfirmationData,
        optional: ["NotBefore", "NotOnOrAfter", "Recipient", "InResponseTo", "Address"],
        allowsForeignAttributes: true,
        content: .elements([[.any(Model(name: SignatureName.keyInfo, content: .opaque))]]))

    // MARK: Conditions

    private static let conditions = Model(
        name: AssertionName.conditions, optional: ["NotBefore", "NotOnOrAfter"],
        content: .elements([
            [
                .any(
                    Model(
                        name: AssertionName.audienceRestriction,
                        content: .elements([[.some(text("Audience"))]])),
                    Model(name: AssertionName.oneTimeUse, content: .elements([[]])),
                    Model(
                        name: AssertionName.proxyRestriction, optional: ["Count"],
                        content: .elements([[.any(text("Audience"))]])))
            ]
        ]))

    // MARK: Statements

    private static let authnStatement = Model(
        name: AssertionName.authnStatement, required: ["AuthnInstant"],
        optional: ["SessionIndex", "SessionNotOnOrAfter"],
        content: .elements([
            [
                .optional(
                    Model(
                        name: assertionName("SubjectLocality"), optional: ["Address", "DNSName"],
                        content: .elements([[]]))),
                .one(authnContext),
            ]
        ]))
    private static let authnContext = Model(
        name: AssertionName.authnContext,
        content: .elements([
            [
                .one(text("AuthnContextClassRef")), .optional(text("AuthnContextDeclRef")),
                .any(text("AuthenticatingAuthority")),
            ],
            [.one(text("AuthnContextDeclRef")), .any(text("AuthenticatingAuthority"))],
        ]))
    private static let attributeStatement = Model(
        name: AssertionName.attributeStatement,
        content: .elements([
            [
                .some(
                    Model(
                        name: AssertionName.attribute, required: ["Name"],
                        optional: ["NameFormat", "FriendlyName"], allowsForeignAttributes: true,
                        content: .elements([[.any(opaque("AttributeValue"))]])),
                    opaque("EncryptedAttribute"))
            ]
        ]))
}
