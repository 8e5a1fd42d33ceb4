/// Why just-in-time provisioning is not effective.
public enum ProvisioningPause: Hashable, Sendable {
    /// The switch is off.
    case switchedOff
    /// The switch is on, but the set-up does not carry it.
    case suspended(SetupFault)
    /// The switch is on, but for seven days DNS has given no usable answer about the person's domain.
    case unanswered(DomainName)

    /// nil when provisioning is effective: switch on, a verified domain that DNS answers for, a usable and proven identity
    /// provider.
    public static func find(in facts: Facts) -> ProvisioningPause? {
        guard facts.jitEnabled else { return .switchedOff }
        if let fault = SetupFault.find(in: facts) { return .suspended(fault) }
        if let claim = facts.claim, claim.pausesProvisioning { return .unanswered(claim.domain) }
        return nil
    }
}
