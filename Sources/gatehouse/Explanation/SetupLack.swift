internal import Policy

/// Something that has to be there before a switch is turned on, and what to do.
struct SetupLack {
    let name: String
    let advice: String

    var text: String { "\(name). \(advice)" }

    /// What single sign-on lacks to work at all: a verified domain, a usable identity provider.
    static func find(in facts: Facts) -> [SetupLack] {
        var found: [SetupLack] = []
        if !facts.hasVerifiedDomain {
            let pending = facts.claim.flatMap { $0.state == .pending ? $0.domain : nil }
            let advice =
                pending.map { "\($0) is not proven yet. Run: gatehouse domain verify \($0)" }
                ?? "Run: gatehouse domain claim DOMAIN"
            found.append(SetupLack(name: "a verified domain", advice: advice))
        }
        if let fault = SetupFault.ofIdentityProvider(in: facts) {
            let command = facts.identityProvider == nil ? "idp add NAME --metadata FILE-OR-URL" : "status"
            let isDisabled = facts.identityProvider?.isEnabled == false
            found.append(
                SetupLack(
                    name: "a usable identity provider",
                    advice:
                        "Now \(isDisabled ? "it is disabled" : Message.text(fault)). Run: gatehouse \(command)"
                ))
        }
        return found
    }
}

extension ProvisioningPause? {
    /// How just-in-time provisioning stands: "on", or "on, suspended: reason", or "off".
    var text: String {
        switch self {
        case nil: "on"
        case .switchedOff: "off"
        case let pause?: "on, suspended: \(Message.text(pause))"
        }
    }
}
