/// What an identity provider says about a person, after every rule held. Only ``Verifier`` can make one.
///
/// It has not been used yet: whoever acts on it first consumes ``responseID`` and ``assertionID`` so that
/// neither can be used again.
public struct VerifiedAssertion: Sendable {
    /// ID of the response, to be consumed. Covered by a signature only when the response is signed.
    public let responseID: String
    /// ID of the assertion, to be consumed.
    public let assertionID: String
    /// Entity ID of the identity provider.
    public let issuer: String
    /// The person.
    public let nameID: NameID
    /// The person's attributes. Attributes with anything but plain text in them are left out; so is nothing else, as
    /// unknown ones do no harm (ATTR-09).
    public let attributes: [Attribute]
    /// When the person signed in at the identity provider, seconds since 1970 UTC; the earliest, if it tells
    /// several.
    public let authnInstant: Int64
    /// The identity provider's session.
    public let sessionIndex: String?
    /// When that session ends, seconds since 1970 UTC; the earliest, if it tells several.
    public let sessionNotOnOrAfter: Int64?
    /// From when on this assertion would be refused anyway, seconds since 1970 UTC, clock difference included: until
    /// then its IDs must be remembered. Never far away, whatever the identity provider says (ASRT-16).
    public let expiresAt: Int64
    /// The request that was answered.
    public let inResponseTo: String?

    /// `nil` unless `facts` hold everything an assertion needs.
    init?(_ facts: AssertionFacts) {
        let assertion = facts.assertion
        guard let responseID = facts.message.response.id, let assertionID = assertion.id,
            let issuer = assertion.issuers.first?.value, let name = assertion.names.first,
            let value = name.content.value, let confirmation = facts.confirmation,
            let authnInstant = assertion.authentications.compactMap({
                $0.authnInstant.flatMap(CalendarInstant.parse)
            })
            .min()
        else { return nil }
        let ends =
            assertion.confirmations.compactMap(\.notOnOrAfter)
            + assertion.conditions.compactMap(\.notOnOrAfter)
        guard let end = ends.compactMap(CalendarInstant.parse).max(),
            let issued = assertion.issueInstant.flatMap(CalendarInstant.parse)
        else { return nil }
        self.responseID = responseID
        self.assertionID = assertionID
        self.issuer = issuer
        nameID = NameID(
            value: value, format: name.format, nameQualifier: name.nameQualifier,
            spNameQualifier: name.spNameQualifier)
        attributes = assertion.attributes.compactMap { attribute in
            let values = attribute.values.compactMap { $0 }
            guard let name = attribute.name, values.count == attribute.values.count else { return nil }
            return Attribute(
                name: name, nameFormat: attribute.nameFormat, friendlyName: attribute.friendlyName,
                values: values)
        }
        self.authnInstant = authnInstant
        sessionIndex = assertion.authentications.first?.sessionIndex
        sessionNotOnOrAfter =
            assertion.authentications.compactMap { $0.sessionNotOnOrAfter.flatMap(CalendarInstant.parse) }
            .min()
        expiresAt = min(end, issued + AssertionRules.maximumLifetime) + facts.message.skew
        inResponseTo = confirmation.inResponseTo
    }

    /// The only value of the attribute called `name`, or `nil` when there is no such attribute.
    ///
    /// - Parameter nameFormat: only attributes of this format are considered; `nil` considers all.
    /// - Throws: when there are several such attributes, or not exactly one value.
    public func value(of name: String, nameFormat: String? = nil) throws(AttributeError) -> String? {
        let found = attributes.filter { attribute in
            sameBytes(attribute.name, name)
                && (nameFormat.map { sameBytes($0, attribute.nameFormat ?? "") } ?? true)
        }
        guard let attribute = found.first else { return nil }
        guard found.count == 1 else { throw .repeated(name: name) }
        guard attribute.values.count == 1 else { throw .notSingle(name: name, count: attribute.values.count) }
        return attribute.values[0]
    }
}
