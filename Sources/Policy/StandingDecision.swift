/// The rule. The module, the helper, the C library and the command line's dry runs all call this one function.
///
/// - Parameters:
///   - standing: what the store says of the person and of their organisations, at one moment.
///   - method: the proof the person offers, or is about to be asked for.
/// - Returns: the first row of the table that matches, and the organisation it was decided by. With several organisations:
///   SSO and a recent sign-in suffice through one of those that count; everything else needs all of them, and the
///   suspended ones that require SSO.
public func decide(_ standing: Standing, method: Method) -> Decision {
    let binding = standing.binding
    let decisions = binding.own.map { decide($0, method: method) }
    guard !decisions.isEmpty else { return withoutMembership(standing, method) }
    let all = decisions + binding.suspended.map { decide($0, method: method) }
    switch method {
    case .sso:
        return decisions.first { $0.outcome.admits } ?? furthest(decisions)
    case .publicKey:
        return decisions.first { $0.row == .keyFresh } ?? strictest(all)
    case .password, .recoveryCode, .accountOnly:
        return strictest(all)
    }
}

/// The decision about a sign-in through one organisation's identity provider.
///
/// - Parameter organisation: its key. A sign-in through one that requires nothing is denied while another of the person's
///   requires SSO.
public func decide(_ standing: Standing, through organisation: Int64) -> Decision {
    for facts in standing.binding.own where facts.organisation == organisation {
        return decide(facts, method: .sso)
    }
    let other = decide(standing, method: .sso)
    guard other.outcome.admits else { return other }
    return Decision(.passwordRefused, .deny, .throughAnother, organisation: other.organisation)
}

/// The decision for a program that serves the people of one organisation alone. It never lets in somebody whom
/// ``decide(_:method:)-(Standing,_)`` denies: another organisation of theirs may require more.
///
/// - Parameter own: what that organisation knows of the person.
public func decide(_ standing: Standing, method: Method, within own: Facts) -> Decision {
    let decision = decide(standing, method: method)
    guard decision.row != .notManaged else { return decision }
    let alone = decide(own, method: method)
    if alone.outcome == .deny { return alone }
    return method == .sso ? decide(standing, through: own.organisation) : decision
}

/// Rows 1, 2 and 3: nobody's rules count. Whatever denies goes first.
private func withoutMembership(_ standing: Standing, _ method: Method) -> Decision {
    guard !standing.memberships.isEmpty else { return Decision(.storeUnreadable, .deny) }
    return strictest(standing.memberships.map { decide($0, method: method) })
}

/// The first one that denies, or the last row if none does. Not for an empty list.
private func strictest(_ decisions: [Decision]) -> Decision {
    var found = decisions[0]
    for decision in decisions.dropFirst() {
        let (isDenied, wasDenied) = (decision.outcome == .deny, found.outcome == .deny)
        if isDenied != wasDenied {
            if isDenied { found = decision }
        } else if isDenied
            ? decision.row.rawValue < found.row.rawValue : decision.row.rawValue > found.row.rawValue
        {
            found = decision
        }
    }
    return found
}

/// Of sign-ins that are all denied, the one that got furthest: what is the matter with it is what to mend.
private func furthest(_ decisions: [Decision]) -> Decision {
    var found = decisions[0]
    for decision in decisions.dropFirst() where steps(decision.row) > steps(found.row) { found = decision }
    return found
}

/// How far a denied sign-in got, from a domain that is not the organisation's to a person it does not know.
private func steps(_ row: Row) -> UInt8 {
    row == .domainNotClaimed ? 0 : row.rawValue
}
