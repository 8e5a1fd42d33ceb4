internal import Policy

/// The account phase as a rule: what was proven on this handle decides which column of the table counts.
enum AccountRule {
    /// - Parameters:
    ///   - proof: what authenticate left; nil when it did not run here.
    ///   - statusOnly: whether only the member's status counts where nothing was proven here.
    static func decide(_ standing: Standing, proof: Proof?, statusOnly: Bool) -> (Verdict, Decision) {
        let decision = Policy.decide(standing, method: proof?.method ?? .publicKey)
        if proof == nil, statusOnly, decision.row == .keyStale { return (.granted, decision) }
        switch decision.outcome {
        case .allow: return (.granted, decision)
        case .ignore: return (.ignored, decision)
        // Whoever signed in exists by now.
        case .deny, .create: return (.denied, decision)
        }
    }

    /// What to tell somebody who gets in; nil for nothing, and where nothing was proven on this handle: nobody reads what a
    /// timer's or a script's session is told.
    static func warning(_ standing: Standing, proof: Proof?) -> String? {
        proof == nil ? nil : Message.warning(standing)
    }
}
