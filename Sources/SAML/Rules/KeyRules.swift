/// The keys that a verification may use: subject of the key rules.
struct KeyFacts {
    /// Keys beyond this number are a mistake of the configuration.
    static let limit = 8

    let entityID: String
    let keys: [SigningKey]
    let now: Int64

    /// Keys strong enough to be tried.
    var usable: [SigningKey] { keys.filter { Self.isStrong($0.publicKey.kind) } }

    static func isStrong(_ kind: PublicKey.Kind) -> Bool {
        switch kind {
        case .rsa(let bits, let exponent):
            bits >= 2048 && (exponent ?? 0) >= 65537 && (exponent ?? 0) % 2 == 1
        case .ellipticCurve: true
        }
    }
}

/// Rules on trusted keys: the KEY family, and the two SIG rules that need no message.
enum KeyRules {
    static let list: [Rule<KeyFacts>] = [
        Rule(.sig01, "a trusted key is configured") { facts in
            .that(!facts.keys.isEmpty, expected: "at least one signing key", found: "\(facts.keys.count)")
        },
        Rule(.sig18, "keys are strong enough") { facts in
            guard let weak = facts.keys.first(where: { !KeyFacts.isStrong($0.publicKey.kind) }) else {
                return .pass
            }
            let found = "\(weak.certificate.fingerprintSHA256): \(weak.publicKey.kind)"
            guard facts.usable.isEmpty else { return .warn("not used: \(found)") }
            return .fail(expected: "RSA of 2048 bits, odd exponent of 65537 or more", found: found)
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
