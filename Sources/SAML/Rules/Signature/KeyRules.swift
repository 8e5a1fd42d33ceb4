/// Rules on trusted keys: the KEY family, and the two SIG rules that need no message.
enum KeyRules {
    static let list: [Rule<KeyFacts>] = [
        Rule(.sig01, "a trusted key is configured") { facts in
            .that(!facts.keys.isEmpty, expected: "at least one signing key", found: "\(facts.keys.count)")
        },
        Rule(.sig18, "keys are strong enough") { facts in
            let weak = facts.keys.first { facts.strength(of: $0) == .weak }.map(facts.describe)
            if let weak, facts.usable.isEmpty {
                return .fail(
                    expected:
                        "RSA of 2048 bits with an odd exponent of 65537 or more, or P-256, P-384, P-521 by name",
                    found: weak)
            }
            if let tolerated = facts.keys.first(where: { facts.strength(of: $0) == .tolerated }) {
                return .tolerated(facts.describe(tolerated), by: .rsa1024)
            }
            return weak.map { .warn("not used: \($0)") } ?? .pass
        },
        Rule(.key01, "certificate dates, for information only") { facts in
            let stale = facts.keys.filter {
                facts.now < $0.certificate.notBefore || facts.now > $0.certificate.notAfter
            }
            guard let first = stale.first else { return .pass }
            return .warn(
                "\(first.certificate.fingerprintSHA256) is valid from "
                    + CalendarInstant.format(first.certificate.notBefore) + " to "
                    + CalendarInstant.format(first.certificate.notAfter))
        },
        Rule(.key02, "every key is tried, up to \(KeyFacts.limit)") { facts in
            .that(
                facts.keys.count <= KeyFacts.limit, expected: "at most \(KeyFacts.limit) keys",
                found: "\(facts.keys.count)")
        },
        Rule(.key05, "keys belong to this identity provider alone") { facts in .pass(facts.entityID) },
    ]
}
