/// What the audit log tells of: every event there is. Raw values are for keeping.
public enum AuditEvent: String, Sendable, CaseIterable {
    /// A decision about a login, in any PAM phase.
    case login = "login"
    /// A member's session began, or ended.
    case sessionOpen = "session.open"
    case sessionClose = "session.close"

    case organisationCreate = "org.create"
    case organisationSet = "org.set"

    /// By a command, or by the first sign-in of somebody new.
    case memberAdd = "member.add"
    case memberSetRole = "member.set-role"
    case memberSetEmail = "member.set-email"
    case memberSuspend = "member.suspend"
    case memberRestore = "member.restore"
    case memberRemove = "member.remove"
    case memberRelink = "member.relink"

    case domainClaim = "domain.claim"
    case domainRelease = "domain.release"
    /// A check that a person asked for.
    case domainVerify = "domain.verify"
    /// A check of the service after which something is different.
    case domainCheck = "domain.check"

    case identityProviderAdd = "idp.add"
    case identityProviderSet = "idp.set"
    case identityProviderEnable = "idp.enable"
    case identityProviderDisable = "idp.disable"
    case identityProviderRemove = "idp.remove"
    /// What reading the metadata again brought.
    case identityProviderRefresh = "idp.refresh"
    case identityProviderApprove = "idp.approve"
    case identityProviderReject = "idp.reject"

    case requireSSO = "sso.require"
    case provisioning = "jit"

    /// New recovery codes of an owner; those before are worth nothing.
    case recoveryCodes = "recovery.codes"
    /// A recovery code was spent.
    case recoveryUse = "recovery.use"

    /// An assertion was marked as used by a command.
    case assertionConsume = "assertion.consume"

    /// Settings of this host that the store keeps for the module.
    case hostSettings = "host.settings"

    /// Older records were taken into the chain.
    case auditChain = "audit.chain"
    /// Older records were removed.
    case auditPrune = "audit.prune"
}

/// How an event came out. Raw values are for keeping.
public enum AuditOutcome: String, Sendable, CaseIterable {
    /// A login: let in.
    case allowed
    /// A login or a command: refused.
    case denied
    /// A login: left to the next PAM module, which asks for the password.
    case deferred
    /// Something is different now.
    case changed
    /// A person looked, and nothing is different.
    case checked
    /// Nothing is different, but somebody should know.
    case noted
    /// A change waits for a person.
    case waiting
    /// What should have been done could not be.
    case failed
}
