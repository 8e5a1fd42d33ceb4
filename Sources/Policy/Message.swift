/// What people read about a decision: what is the matter, and what to do next. Under 80 columns, plain ASCII.
public enum Message {
    /// Before a proof: names no organisation, member or domain. Empty when there is nothing to say.
    public static func beforeProof(_ decision: Decision) -> String {
        switch decision.row {
        case .notManaged, .memberBySSO, .justInTime, .passwordAllowed, .recoveryCode, .keyFresh, .keyAllowed,
            .nothingAsked:
            ""
        case .storeUnreadable:
            "Sign-in service unavailable on this host."
        case .notActive:
            "This account is not active. Ask an owner of your organisation."
        case .domainPending, .domainLapsed, .identityProviderUnusable:
            "Single sign-on isn't set up correctly. Ask an owner of your organisation."
        case .heldByAnother, .domainNotClaimed:
            "Single sign-on works only for claimed domains. Ask your organisation's owner."
        case .notAMember:
            "You are not a member here. Ask for an invitation."
        case .external:
            decision.outcome == .ignore
                ? ""
                : "Only members with a claimed domain may sign in. Ask your organisation's owner."
        case .keyFallback:
            inTwoLinesIfLong("A key is accepted because", unnamed(decision.reason) + ".")
        case .passwordFallback:
            inTwoLinesIfLong("A password is accepted because", unnamed(decision.reason) + ".")
        case .passwordRefused where decision.reason == .throughAnother:
            "Another of your organisations requires single sign-on. Sign in through that."
        case .passwordRefused:
            "Passwords are off: single sign-on is required. Ask an owner if it fails."
        case .keyStale:
            "Key accepted, but your last sign-in is older than " + span(decision.reason)
                + ". Reconnect with\n"
                + "  -o PreferredAuthentications=keyboard-interactive"
        }
    }

    /// After a proof, in the audit log and in dry runs: the same with the names.
    public static func detailed(_ decision: Decision) -> String {
        switch (decision.row, decision.reason) {
        case (.notManaged, _):
            "not managed by Gatehouse"
        case (.memberBySSO, _):
            "member, single sign-on"
        case (.justInTime, _):
            "created at first single sign-on"
        case (.passwordAllowed, _):
            "single sign-on is not required: the next module asks for the password"
        case (.keyAllowed, _):
            "single sign-on is not required: the key suffices"
        case (.recoveryCode, _):
            "recovery code of an owner"
        case (.keyFresh, let reason):
            "key accepted: the last sign-in is not older than " + span(reason)
        case (.nothingAsked, _):
            "active member; this service asks nobody for a proof"
        case (.heldByAnother, _):
            "another organisation holds the domain of this address: single sign-on works only for claimed domains"
        case (.external, _) where decision.outcome == .ignore:
            "password accepted: the member's domain was never claimed, and externals may use one"
        case (.external, _):
            "only members with a claimed domain may sign in"
        case (.domainPending, .claim(let claim)):
            claim.domain.description + " is not verified yet"
        case (.domainLapsed, .claim(let claim)):
            claim.domain.description + " is no longer verified since " + claim.since.day
        case (.domainNotClaimed, .claim(let claim)):
            "the claim on " + claim.domain.description
                + " expired: single sign-on works only for claimed domains"
        case (.domainNotClaimed, _):
            "single sign-on works only for claimed domains"
        case (.identityProviderUnusable, let reason):
            "single sign-on isn't set up correctly: " + faultText(reason)
        case (.notAMember, .provisioning(let pause)) where pause != .switchedOff:
            "not a member, and just-in-time provisioning is suspended: " + text(pause)
        case (.notAMember, _):
            "not a member, and just-in-time provisioning is off: ask for an invitation"
        case (.passwordFallback, let reason):
            "password accepted because " + faultText(reason)
        case (.keyFallback, let reason):
            "key accepted because " + faultText(reason)
        default:
            beforeProof(decision)
        }
    }

    /// After a proof, for owners and admins: what will stop working if nobody acts, of each of their organisations; nil when there
    /// is nothing to warn of.
    public static func warning(_ standing: Standing) -> String? {
        var lines = ""
        for facts in standing.memberships {
            guard let warning = warning(facts) else { continue }
            lines += (lines.utf8.isEmpty ? "" : "\n") + warning
        }
        return lines.utf8.isEmpty ? nil : lines
    }

    private static func warning(_ facts: Facts) -> String? {
        guard case .member(let role, .active, _) = facts.subject, role.mayFallBack,
            let claim = facts.endangered,
            let days = claim.daysUntilLapse
        else { return nil }
        return inTwoLinesIfLong(
            "Warning: " + claim.domain.description + " " + unverifies(in: days) + ".",
            "Its DNS record is missing.") + "\nRun: gatehouse domain explain " + claim.domain.description
    }

    /// When a claim in GRACE lapses, as the end of a sentence: "unverifies in 3 days".
    public static func unverifies(in days: Int64) -> String {
        days == 0
            ? "unverifies at the next check"
            : "unverifies in " + days.description + (days == 1 ? " day" : " days")
    }

    /// Why just-in-time provisioning is not effective, as the end of a sentence.
    public static func text(_ pause: ProvisioningPause) -> String {
        switch pause {
        case .switchedOff: "it is switched off"
        case .suspended(let fault): text(fault)
        case .unanswered(let domain):
            "DNS has given no usable answer about " + domain.description + " for 7 days"
        }
    }

    /// What is wrong with the set-up of SSO, as the end of a sentence.
    public static func text(_ fault: SetupFault) -> String {
        switch fault {
        case .noIdentityProvider: "no identity provider is configured"
        case .identityProviderIncomplete: "the identity provider's configuration is incomplete"
        case .metadataExpired(let when): "the identity provider's metadata ran out " + when.day
        case .certificatesExpired(let when): "the identity provider's certificate expired " + when.day
        case .certificatesNotValidYet: "the identity provider's certificate is not valid now"
        case .noVerifiedDomain: "no claimed domain is verified"
        case .ownDomainLapsed(let domain, let since):
            domain.description + " is no longer verified since " + since.day
        case .unproven: "nobody has signed in since the identity provider was configured"
        }
    }

    private static func inTwoLinesIfLong(_ first: String, _ second: String) -> String {
        first + (first.utf8.count + 1 + second.utf8.count < 80 ? " " : "\n") + second
    }

    /// The same without the name of a domain.
    private static func unnamed(_ reason: Decision.Reason) -> String {
        if case .fault(.ownDomainLapsed(_, let since)) = reason {
            "your domain is no longer verified since " + since.day
        } else {
            faultText(reason)
        }
    }

    /// How long a sign-in keeps keys good: "24 h", in minutes where hours do not do.
    private static func span(_ reason: Decision.Reason) -> String {
        guard case .keyMaxAge(let seconds) = reason else { return "it may be" }
        if seconds >= 3_600, seconds % 3_600 == 0 { return (seconds / 3_600).description + " h" }
        return (seconds / 60).description + " min"
    }

    private static func faultText(_ reason: Decision.Reason) -> String {
        if case .fault(let fault) = reason { text(fault) } else { "single sign-on is not set up correctly" }
    }
}
