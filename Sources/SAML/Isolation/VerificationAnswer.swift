internal import FoundationEssentials

/// What another process found when it verified a response.
public struct VerificationAnswer: Sendable {
    /// The first rule that failed.
    public let reason: RuleResult?
    /// The rules that hold, but at which a person should look.
    public let warnings: [RuleResult]
    /// What the identity provider says about the person; `nil` whenever ``reason`` is not.
    public let assertion: VerifiedAssertion?
}

extension VerificationAnswer {
    /// The form on the wire, one JSON object. Only this package can make an assertion from one.
    private struct Form: Codable {
        var reason: Result?
        var warnings: [Result]
        var assertion: Assertion?
    }

    private struct Result: Codable {
        let code: RuleCode
        let text: String
        let expected: String?
        let found: String?

        init(_ result: RuleResult) {
            code = result.code
            text = result.text
            expected = result.expected
            found = result.found
        }
    }

    /// The answer that says what `verification` found, as octets.
    public static func encode(_ verification: Verification) -> [UInt8]? {
        let form = Form(
            reason: verification.reason.map { Result($0) },
            warnings: verification.results.filter { $0.status == .warn }.map { Result($0) },
            assertion: verification.assertion.map { Assertion($0) })
        return (try? JSONEncoder().encode(form)).map { [UInt8]($0) }
    }

    /// Reads the answer to `request`.
    ///
    /// - Returns: `nil` unless `octets` are exactly one answer that either names the rule that failed or holds an assertion of
    ///   the identity provider, and for the request, that were asked about.
    public init?(encoded octets: [UInt8], to request: VerificationRequest) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(octets)),
            (form.reason == nil) != (form.assertion == nil)
        else { return nil }
        reason = form.reason.map {
            RuleResult(
                code: $0.code, text: printable($0.text),
                finding: .fail(expected: $0.expected, found: $0.found))
        }
        warnings = form.warnings.map {
            RuleResult(code: $0.code, text: printable($0.text), finding: .warn($0.found ?? ""))
        }
        assertion = form.assertion.map { VerifiedAssertion($0) }
        guard let assertion else { return }
        guard sameBytes(assertion.issuer, request.identityProvider) else { return nil }
        switch (request.correlation, assertion.inResponseTo) {
        case (.request(let id), let answered?) where sameBytes(id, answered): break
        case (.unsolicited, nil): break
        default: return nil
        }
    }
}

/// A ``VerifiedAssertion`` on the wire.
private struct Assertion: Codable {
    let responseID: String
    let assertionID: String
    let issuer: String
    let nameID: Name
    let attributes: [Attribute]
    let authnInstant: Int64
    let sessionIndex: String?
    let sessionNotOnOrAfter: Int64?
    let expiresAt: Int64
    let inResponseTo: String?

    struct Name: Codable {
        let value: String
        let format: String?
        let nameQualifier: String?
        let spNameQualifier: String?
    }

    struct Attribute: Codable {
        let name: String
        let nameFormat: String?
        let friendlyName: String?
        let values: [String]
    }

    init(_ assertion: VerifiedAssertion) {
        responseID = assertion.responseID
        assertionID = assertion.assertionID
        issuer = assertion.issuer
        let name = assertion.nameID
        nameID = Name(
            value: name.value, format: name.format, nameQualifier: name.nameQualifier,
            spNameQualifier: name.spNameQualifier)
        attributes = assertion.attributes.map {
            Attribute(
                name: $0.name, nameFormat: $0.nameFormat, friendlyName: $0.friendlyName, values: $0.values)
        }
        authnInstant = assertion.authnInstant
        sessionIndex = assertion.sessionIndex
        sessionNotOnOrAfter = assertion.sessionNotOnOrAfter
        expiresAt = assertion.expiresAt
        inResponseTo = assertion.inResponseTo
    }
}

extension VerifiedAssertion {
    fileprivate init(_ assertion: Assertion) {
        responseID = assertion.responseID
        assertionID = assertion.assertionID
        issuer = assertion.issuer
        let name = assertion.nameID
        nameID = NameID(
            value: name.value, format: name.format, nameQualifier: name.nameQualifier,
            spNameQualifier: name.spNameQualifier)
        attributes = assertion.attributes.map {
            Attribute(
                name: $0.name, nameFormat: $0.nameFormat, friendlyName: $0.friendlyName, values: $0.values)
        }
        authnInstant = assertion.authnInstant
        sessionIndex = assertion.sessionIndex
        sessionNotOnOrAfter = assertion.sessionNotOnOrAfter
        expiresAt = assertion.expiresAt
        inResponseTo = assertion.inResponseTo
    }
}
