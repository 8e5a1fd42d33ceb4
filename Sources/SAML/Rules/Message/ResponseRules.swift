/// The RESP family: what the response itself must say (SAML Core 3.2.2, Bindings 3.5.5, Profiles 4.1.4).
enum ResponseRules {
    /// Seconds after which a response is too old, before the skew.
    static let maximumAge: Int64 = 300

    static let list: [Rule<MessageFacts>] = [
        Rule(.resp01, "the root is a Response of version 2.0") { facts in
            guard facts.response.isResponse else {
                return .fail(expected: "samlp:Response", found: "another element")
            }
            return .equal(facts.response.version, "2.0")
        },
        Rule(.resp02, "ID, and an IssueInstant of at most \(maximumAge) s ago") { facts in
            guard let id = facts.response.id, !id.isEmpty else {
                return .fail(expected: "an ID", found: "none")
            }
            guard let text = facts.response.issueInstant, let issued = CalendarInstant.parse(text) else {
                return .fail(expected: "an IssueInstant", found: facts.response.issueInstant ?? "none")
            }
            return .that(
                facts.isReached(issued) && facts.isBefore(issued + maximumAge),
                expected: "within \(maximumAge) s before \(facts.nowText)", found: text)
        },
        Rule(.resp03, "the status is success") { facts in
            let response = facts.response
            guard response.statuses == 1, response.statusCodes.count == 1 else {
                return .fail(
                    expected: "one Status with one StatusCode", found: "\(response.statusCodes.count)")
            }
            guard response.statusCodes[0] == StatusValue.success else {
                let found = [response.statusCodes[0], response.statusDetail].compactMap { $0 }
                return .fail(expected: StatusValue.success, found: found.joined(separator: ", "))
            }
            return .pass(StatusValue.success)
        },
        Rule(.resp04, "Destination is the assertion consumer service") { facts in
            if facts.response.destination == nil, !facts.isResponseSigned {
                return .notApplicable("no Destination, and the response is not signed")
            }
            return .equal(facts.response.destination, facts.relyingParty.acsURL)
        },
        Rule(.resp05, "the response's Issuer is the identity provider") { facts in
            .issuer(facts.response.issuers, is: facts.entityID, isRequired: facts.isResponseSigned)
        },
        Rule(.resp06, "InResponseTo is this login's request") { facts in
            guard let id = facts.requestID else { return .notApplicable("no request was sent") }
            return .equal(facts.response.inResponseTo, id)
        },
        Rule(.resp07, "the response is held against the identity provider that was asked, and no other") {
            facts in
            .pass(facts.entityID)
        },
        Rule(.resp08, "an unsolicited response answers no request") { facts in
            guard facts.requestID == nil else { return .notApplicable("a request was sent") }
            return .that(
                facts.response.inResponseTo == nil, expected: "no InResponseTo",
                found: facts.response.inResponseTo ?? "none")
        },
        Rule(.resp09, "this service provider's own addresses come from its configuration") { facts in
            .pass(facts.relyingParty.acsURL)
        },
    ]
}
