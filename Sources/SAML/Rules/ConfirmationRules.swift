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
            .that(
                subject.confirmation.notBefore == nil, expected: "no NotBefore",
                found: subject.confirmation.notBefore ?? "none")
        },
        Rule(.asrt08, "the confirmation's InResponseTo is this login's request") { subject in
            guard let id = subject.message.requestID else {
                return .that(
                    subject.confirmation.inResponseTo == nil, expected: "no InResponseTo",
                    found: subject.confirmation.inResponseTo ?? "none")
            }
            return .equal(subject.confirmation.inResponseTo, id)
        },
        Rule(.asrt09, "the confirmation's Address does not decide") { subject in
            guard let address = subject.confirmation.address else { return .notApplicable("no Address") }
            return .pass("\(address), ignored: addresses are translated on the way")
        },
    ]
}
