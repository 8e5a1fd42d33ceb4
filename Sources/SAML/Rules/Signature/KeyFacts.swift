/// The keys that a verification may use: subject of the key rules.
struct KeyFacts {
    /// Keys beyond this number are a mistake of the configuration.
    static let limit = 8

    let entityID: String
    let keys: [SigningKey]
    let now: Int64
    /// What is granted to the identity provider.
    var weaknesses: Set<Weakness> = []

    /// Keys strong enough to be tried.
    var usable: [SigningKey] { keys.filter { strength(of: $0) != .weak } }

    /// How strong a key is.
    enum Strength {
        case strong
        /// Too weak, but for the weakness that is granted.
        case tolerated
        case weak
    }

    func strength(of key: SigningKey) -> Strength {
        switch key.publicKey.kind {
        case .rsa(let bits, let exponent):
            guard let exponent, exponent >= 65537, exponent % 2 == 1 else { return .weak }
            if bits >= 2048 { return .strong }
            return bits >= 1024 && weaknesses.contains(.rsa1024) ? .tolerated : .weak
        case .ellipticCurve(let curve): return curve == nil ? .weak : .strong
        }
    }

    /// `key` for a person who has to find it.
    func describe(_ key: SigningKey) -> String {
        "\(key.certificate.fingerprintSHA256): \(key.publicKey.kind)"
    }
}
