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
    /// The answer that says what `verification` found, as octets. Only this package can make an assertion from them.
    public static func encode(_ verification: Verification) -> [UInt8] {
        var octets: [UInt8] = []
        verification.reason.write(to: &octets)
        verification.results.filter { $0.status == .warn }.write(to: &octets)
        verification.assertion.write(to: &octets)
        return octets
    }

    /// Reads the answer to `request`.
    ///
    /// - Returns: `nil` unless `octets` are exactly one answer that either names the rule that failed or holds an assertion of
    ///   the identity provider, and for the request, that were asked about, usable once and not for longer than any is.
    public init?(encoded octets: [UInt8], to request: VerificationRequest) {
        var rest = octets[...]
        do throws(Malformed) {
            reason = try RuleResult?(from: &rest)
            warnings = try [RuleResult](from: &rest)
            assertion = try VerifiedAssertion?(from: &rest)
        } catch {
            return nil
        }
        guard rest.isEmpty, (reason == nil) != (assertion == nil), reason.map({ $0.status == .fail }) ?? true,
            warnings.allSatisfy({ $0.status == .warn })
        else { return nil }
        guard let assertion else { return }
        let end = request.now + AssertionRules.maximumLifetime + 2 * TimeRules.maximumSkew
        guard sameBytes(assertion.issuer, request.identityProvider), assertion.expiresAt <= end,
            !assertion.responseID.isEmpty, !assertion.assertionID.isEmpty, !assertion.nameID.value.isEmpty
        else { return nil }
        switch (request.correlation, assertion.inResponseTo) {
        case (.request(let id), let answered?) where sameBytes(id, answered): break
        case (.unsolicited, nil): break
        default: return nil
        }
    }
}

extension RuleStatus: Carried {}

extension RuleResult: Carried {
    func write(to octets: inout [UInt8]) {
        code.write(to: &octets)
        text.write(to: &octets)
        status.write(to: &octets)
        expected.write(to: &octets)
        found.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        code = try RuleCode(from: &octets)
        text = printable(try String(from: &octets))
        status = try RuleStatus(from: &octets)
        expected = try String?(from: &octets).map(printable)
        found = try String?(from: &octets).map(printable)
    }
}

extension VerifiedAssertion: Carried {
    func write(to octets: inout [UInt8]) {
        responseID.write(to: &octets)
        assertionID.write(to: &octets)
        issuer.write(to: &octets)
        nameID.write(to: &octets)
        attributes.write(to: &octets)
        authnInstant.write(to: &octets)
        sessionIndex.write(to: &octets)
        sessionNotOnOrAfter.write(to: &octets)
        expiresAt.write(to: &octets)
        inResponseTo.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        responseID = try String(from: &octets)
        assertionID = try String(from: &octets)
        issuer = try String(from: &octets)
        nameID = try NameID(from: &octets)
        attributes = try [Attribute](from: &octets)
        authnInstant = try Int64(from: &octets)
        sessionIndex = try String?(from: &octets)
        sessionNotOnOrAfter = try Int64?(from: &octets)
        expiresAt = try Int64(from: &octets)
        inResponseTo = try String?(from: &octets)
    }
}

extension NameID: Carried {
    func write(to octets: inout [UInt8]) {
        value.write(to: &octets)
        format.write(to: &octets)
        nameQualifier.write(to: &octets)
        spNameQualifier.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        value = try String(from: &octets)
        format = try String?(from: &octets)
        nameQualifier = try String?(from: &octets)
        spNameQualifier = try String?(from: &octets)
    }
}

extension Attribute: Carried {
    func write(to octets: inout [UInt8]) {
        name.write(to: &octets)
        nameFormat.write(to: &octets)
        friendlyName.write(to: &octets)
        values.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        name = try String(from: &octets)
        nameFormat = try String?(from: &octets)
        friendlyName = try String?(from: &octets)
        values = try [String](from: &octets)
    }
}
