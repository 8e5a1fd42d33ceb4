internal import ArgumentParser
internal import Policy
internal import Store

/// What it takes to end single sign-on through the identity provider: that it is not required, and that somebody means it.
struct IDPConsent: ParsableArguments {
    @Flag(help: "Do not ask, although somebody has signed in through it.") var yes = false
    @Flag(help: "Do it although single sign-on is required. The audit log tells.") var force = false

    /// Asks, where it has to be asked.
    ///
    /// - Parameter purpose: "remove it", to go behind "Type corp to".
    /// - Returns: what the audit log has to tell.
    func demand(
        to purpose: String, _ provider: IdentityProvider, of organisation: Organisation,
        instead: String = "", _ options: GlobalOptions
    ) throws -> String {
        if organisation.ssoRequired, !force { throw StoreError.refused(.identityProviderInUse) }
        if provider.provenAt != nil, !yes {
            try Confirmation(
                consequence: "People sign in through \(provider.name): without it members cannot log in, and "
                    + "owners and admins may use their password." + instead,
                purpose: "to \(purpose)", answer: provider.name
            ).demand(options)
        }
        return organisation.ssoRequired ? "by force, although single sign-on is required" : ""
    }
}
