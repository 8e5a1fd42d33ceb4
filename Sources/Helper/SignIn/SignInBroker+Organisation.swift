internal import Accounts
internal import Policy
internal import Store

/// Through which of the organisations of this host a sign-in goes. None is named before somebody has proven who they are: where
/// several could be meant, the domain of the person's e-mail address decides.
extension SignInBroker {
    /// Through which organisation a sign-in goes; nil while only the person can tell.
    func organisation(for signIn: SignIn) async throws(Refusal) -> Organisation.ID? {
        let open = try await organisations(for: signIn)
        let only = signIn.organisation ?? (open.count == 1 ? open[0] : nil)
        guard !open.isEmpty, only.map(open.contains) ?? true else {
            throw Refusal.notSetUp(signIn.token.reference)
        }
        return only
    }

    /// Takes the e-mail address of somebody whom several organisations could mean. One that leads nowhere is refused, whatever is
    /// wrong with it, and the sign-in is over after three of them.
    func choose(for token: SignInToken, byAddress address: String) async throws(Refusal) {
        let open = try await organisations(for: try find(token))
        var holder: Organisation.ID?
        do {
            if let domain = EmailAddress(address)?.domain { holder = try await ledger.holder(of: domain) }
        } catch {
            throw unavailable(token.reference, error)
        }
        var signIn = try find(token)
        guard case .asked = signIn.state, signIn.organisation == nil, signIn.addressesLeft > 0 else {
            throw Refusal.over(token.reference)
        }
        if let holder, open.contains(holder) {
            signIn.organisation = holder
            waiting[token.reference] = signIn
            return
        }
        signIn.addressesLeft -= 1
        waiting[token.reference] = signIn
        guard signIn.addressesLeft > 0 else {
            throw await refuse(
                token.reference, rule: "",
                detail: "three addresses that lead to no organisation of the account",
                Refusal(
                    .forbidden, "None of these addresses fits. Start again in your terminal.",
                    reference: token.reference))
        }
        throw Refusal(
            .forbidden,
            "Nobody can sign in to this account with that address. Go back, and give your work e-mail address.",
            reference: token.reference)
    }

    private func organisations(for signIn: SignIn) async throws(Refusal) -> [Organisation.ID] {
        do {
            let isLocal = try localAccounts.hasAccount(signIn.sought.login)
            return try await ledger.organisations(for: signIn.sought, isLocal: isLocal, at: now())
        } catch {
            throw unavailable(signIn.token.reference, error)
        }
    }
}
