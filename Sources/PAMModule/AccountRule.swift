internal import Policy

/// The account phase as a rule: what was proven on this handle decides which column of the table counts.
enum AccountRule {
    /// What to judge. Each of them has to suffice; the first one counts then.
    ///
    /// - Parameters:
    ///   - proof: what authenticate left; nil when it did not run here.
    ///   - asksNothing: whether the service is one that authenticates nobody; any other one took a public key.
    static func methods(_ proof: Proof?, asksNothing: Bool) -> [Method] {
        proof?.methods ?? [asksNothing ? .accountOnly : .publicKey]
    }

    /// What the phase answers.
    static func verdict(_ finding: Finding) -> Verdict {
        switch finding.outcome {
        case .allow: .granted
        case .ignore: .ignored
        // Whoever signed in exists by now.
        case .deny, .create: .denied
        }
    }

    /// What to tell somebody who gets in; nil for nothing, and where nothing was proven on this handle: nobody reads what a
    /// timer's or a script's session is told.
    static func warning(_ standing: Standing, proof: Proof?) -> String? {
        proof == nil ? nil : Message.warning(standing)
    }
}
