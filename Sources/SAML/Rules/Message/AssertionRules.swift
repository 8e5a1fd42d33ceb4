/// The ASRT family but for dates and confirmations (SAML Core 2.3 to 2.7, Profiles 4.1.4.2).
enum AssertionRules {
    /// Seconds after its `IssueInstant` at which an assertion is too old whatever its own dates say, before the skew.
    /// A response is made at the moment its assertion is, and may be ``ResponseRules/maximumAge`` old; products let
    /// assertions live from five minutes to more than an hour, and may be told to let them live for years.
    static let maximumLifetime: Int64 = 600

    static let list: [Rule<AssertionFacts>] = [
        Rule(.asrt01, "ID, Version 2.0 and IssueInstant") { facts in
            let assertion = facts.assertion
            guard let id = assertion.id, !id.isEmpty else { return .fail(expected: "an ID", found: "none") }
            guard let text = assertion.issueInstant, let issued = CalendarInstant.parse(text),
                facts.message.isReached(issued)
            else {
                return .fail(
                    expected: "an IssueInstant not after \(facts.message.nowText)",
                    found: assertion.issueInstant ?? "none")
            }
            return .equal(assertion.version, "2.0")
        },
        Rule(.asrt02, "the assertion's Issuer is the identity provider") { facts in
            .issuer(facts.assertion.issuers, is: facts.message.entityID)
        },
        Rule(.asrt03, "one Subject with one NameID") { facts in
            .that(
                facts.assertion.subjects == 1 && facts.assertion.names.count == 1,
                expected: "1 Subject, 1 NameID",
                found: "\(facts.assertion.subjects) Subject, \(facts.assertion.names.count) NameID")
        },
        Rule(.asrt04, "a bearer confirmation") { facts in
            let confirmations = facts.assertion.confirmations
            guard confirmations.count <= AssertionFacts.confirmationLimit else {
                return .fail(
                    expected: "at most \(AssertionFacts.confirmationLimit) SubjectConfirmation",
                    found: "\(confirmations.count)")
            }
            return .that(
                confirmations.contains(where: \.isBearer), expected: AssertionReading.Confirmation.bearer,
                found: confirmations.map { $0.method ?? "no Method" }.joined(separator: " "))
        },
    ]

    /// What follows the confirmation's own rules.
    static let conditions: [Rule<AssertionFacts>] = [
        Rule(.asrt10, "now is within one Conditions") { facts in
            guard facts.assertion.conditions.count == 1 else {
                return .fail(expected: "1 Conditions", found: "\(facts.assertion.conditions.count)")
            }
            return judgePeriod(facts.assertion.conditions[0], facts.message)
        },
        Rule(.asrt11, "every AudienceRestriction names this service provider") { facts in
            let restrictions = facts.assertion.conditions.flatMap(\.audiences)
            let entityID = facts.message.relyingParty.entityID
            guard !restrictions.isEmpty else {
                return .fail(expected: entityID, found: "no AudienceRestriction")
            }
            let holds = restrictions.allSatisfy { audiences in
                audiences.contains { $0.map { sameBytes($0, entityID) } ?? false }
            }
            guard !holds else { return .pass(entityID) }
            let found = restrictions.map { $0.map { $0 ?? "not plain text" }.joined(separator: " ") }
            return .fail(expected: entityID, found: found.joined(separator: " | "))
        },
        Rule(.asrt12, "no unknown condition") { facts in
            let unknown = facts.assertion.conditions.flatMap(\.unknown)
            guard unknown.isEmpty else {
                return .fail(expected: "known conditions", found: unknown.joined(separator: " "))
            }
            let isOnce = facts.assertion.conditions.contains(where: \.oneTimeUse)
            return .pass(isOnce ? "OneTimeUse: kept, as every assertion is used once" : nil)
        },
        Rule(.asrt13, "an authentication that is not in the future") { facts in
            let statements = facts.assertion.authentications
            guard !statements.isEmpty else { return .fail(expected: "an AuthnStatement", found: "none") }
            for statement in statements {
                guard let text = statement.authnInstant, let instant = CalendarInstant.parse(text),
                    facts.message.isReached(instant)
                else {
                    return .fail(
                        expected: "not after \(facts.message.nowText)",
                        found: statement.authnInstant ?? "none")
                }
            }
            return .pass(statements[0].authnInstant)
        },
        Rule(.asrt14, "the session at the identity provider has not ended") { facts in
            let ends = facts.assertion.authentications.compactMap(\.sessionNotOnOrAfter)
            for text in ends {
                guard let end = CalendarInstant.parse(text), facts.message.isBefore(end) else {
                    return .fail(expected: "later than \(facts.message.nowText)", found: text)
                }
            }
            return ends.isEmpty ? .notApplicable("no SessionNotOnOrAfter") : .pass(ends[0])
        },
        Rule(.asrt15, "the person signed in in a way that is asked for") { facts in
            let wanted = facts.message.expectations.authnContexts
            guard !wanted.isEmpty else { return .notApplicable("any way will do") }
            let stated = facts.assertion.authentications.flatMap(\.contexts)
            if let context = stated.first(where: { context in wanted.contains { sameBytes($0, context) } }) {
                return .pass(context)
            }
            return .fail(
                expected: wanted.joined(separator: " or "),
                found: stated.isEmpty ? "no authentication context" : stated.joined(separator: " "))
        },
        Rule(.asrt16, "the assertion is at most \(maximumLifetime) s old, whatever its dates say") { facts in
            guard let issued = facts.assertion.issueInstant.flatMap(CalendarInstant.parse),
                facts.message.isBefore(issued + maximumLifetime)
            else {
                return .fail(
                    expected: "issued within \(maximumLifetime) s before \(facts.message.nowText)",
                    found: facts.assertion.issueInstant ?? "no IssueInstant")
            }
            return .pass(facts.assertion.issueInstant)
        },
        Rule(.asrt19, "the person signed in anew") { facts in
            guard let after = facts.message.expectations.signedInAfter else {
                return .notApplicable("an older sign-in will do")
            }
            let instants = facts.assertion.authentications.map { $0.authnInstant ?? "none" }
            guard !instants.isEmpty,
                let stale = instants.first(where: { text in
                    CalendarInstant.parse(text).map { $0 + facts.message.skew < after } ?? true
                })
            else {
                return instants.isEmpty
                    ? .fail(expected: "an AuthnInstant", found: "none") : .pass(instants[0])
            }
            return .fail(
                expected: "not before \(CalendarInstant.format(after)) +/- \(facts.message.skew) s",
                found: stale)
        },
    ]

    private static func judgePeriod(_ conditions: AssertionReading.Conditions, _ message: MessageFacts)
        -> Finding
    {
        if let text = conditions.notBefore {
            guard let begin = CalendarInstant.parse(text), message.isReached(begin) else {
                return .fail(expected: "NotBefore not after \(message.nowText)", found: text)
            }
        }
        if let text = conditions.notOnOrAfter {
            guard let end = CalendarInstant.parse(text), message.isBefore(end) else {
                return .fail(expected: "NotOnOrAfter later than \(message.nowText)", found: text)
            }
        }
        return .pass(conditions.notOnOrAfter)
    }
}
