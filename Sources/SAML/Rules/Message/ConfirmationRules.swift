/// Rules on one bearer confirmation (SAML Profiles 4.1.4.2). At least one confirmation must keep all of them.
enum ConfirmationRules {
    typealias Subject = (message: MessageFacts, confirmation: AssertionReading.Confirmation)

    static let list: [Rule<Subject>] = [
        Rule(.asrt05, "Recipient is the assertion consumer service") { subject in
            .equal(subject.confirmation.recipient, subject.message.relyingParty.acsURL)
        },
        Rule(.asrt06, "the confirmation has not run out") { subject in
            guard let text = subject.confirmation.notOnOrAfter, let end = CalendarInstant.parse(text) else {
                return .fail(expected: "NotOnOrAfter", found: subject.confirmation.notOnOrAfter ?? "none")
            }
            return .that(
                subject.message.isBefore(end), expected: "later than \(subject.message.nowText)", found: text)
        },
        Rule(.asrt07, "the confirmation has no NotBefore") { subject in
            guard let text = subject.confirmation.notBefore else { return .pass }
            guard subject.message.identityProvider.weaknesses.contains(.scdNotBefore) else {
                return .fail(expected: "no NotBefore", found: text)
            }
            guard let begin = CalendarInstant.parse(text), subject.message.isReached(begin) else {
                return .fail(expected: "NotBefore not after \(subject.message.nowText)", found: text)
            }
            return .tolerated("NotBefore " + text, by: .scdNotBefore)
        },
        Rule(.asrt08, "the confirmation's InResponseTo is this login's request") { subject in
            guard let id = subject.message.requestID else {
                return .that(
                    subject.confirmation.inResponseTo == nil, expected: "no InResponseTo",
                    found: subject.confirmation.inResponseTo ?? "none")
            }
            return .equal(subject.confirmation.inResponseTo, id)
        },
        Rule(.asrt09, "the confirmation's Address, where it is asked for, is the person's") { subject in
            guard let address = subject.confirmation.address else { return .notApplicable("no Address") }
            guard let expected = subject.message.expectations.clientAddress else {
                return .notApplicable("ignored: addresses are translated on the way")
            }
            return .equal(address, expected)
        },
    ]

    /// What an unsigned response says decides nothing: the confirmation's rules ask for the same. This one says that
    /// somebody may have put an assertion into a response of their own.
    static let binding: [Rule<Subject>] = [
        Rule(.see04, "what an unsigned response says of itself, the signed confirmation says too") {
            subject in
            let (message, confirmation) = subject
            guard !message.isResponseSigned else { return .notApplicable("the response is signed") }
            let response = message.response
            if let destination = response.destination, !sameBytes(destination, confirmation.recipient ?? "") {
                return .fail(expected: "Recipient " + destination, found: confirmation.recipient ?? "none")
            }
            guard sameBytes(response.inResponseTo ?? "", confirmation.inResponseTo ?? "") else {
                return .fail(
                    expected: "InResponseTo " + (response.inResponseTo ?? "of no request"),
                    found: confirmation.inResponseTo ?? "none")
            }
            return .pass
        }
    ]
}
