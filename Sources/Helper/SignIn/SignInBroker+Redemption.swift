internal import Logging
internal import Policy
internal import Store
internal import Wire

/// Step 7: browser and terminal come together, and only now is anything made of the assertion.
extension SignInBroker {
    /// Trades the code for the answer, once, for the account that the sign-in was begun for. In any state but a refused one a
    /// recovery code may be given instead.
    func redeem(reference: [UInt8], code: [UInt8], for account: Account) async -> Reply {
        let reference = printable(reference)
        guard var signIn = waiting[reference], signIn.expiresAt > now(),
            account.login == signIn.sought.login.bytes, account.uid == signIn.sought.uid
        else {
            return .refused(.ended)
        }
        guard signIn.triesLeft > 0 else {
            return .refused(.tooManyWrongCodes, reference: reference)
        }
        if case .refused = signIn.state {
            return .refused(.refusedInBrowser, reference: reference)
        }
        if case .proven(_, let proof) = signIn.state, proof.code.matches(code) {
            waiting[reference]?.state = .examined
            return await admit(proof, signIn, account)
        }
        signIn.triesLeft -= 1
        waiting[reference] = signIn
        if let recovery = RecoveryCode(typed: code),
            let answer = await recover(recovery, signIn, account)
        {
            return answer
        }
        log("wrong code", reference, ["tries-left": "\(signIn.triesLeft)"])
        guard signIn.triesLeft == 0 else { return .wrongCode(triesLeft: signIn.triesLeft) }
        let refusal = await refuse(
            reference, rule: "", detail: "wrong code \(limits.tries) times",
            Refusal(.forbidden, TerminalSentence.tooManyWrongCodes.rawValue, reference: reference))
        return .refused(text: refusal.sentence, reference: reference)
    }

    /// Finds or creates the member, in one transaction, and answers the module.
    private func admit(_ proof: SignIn.Proof, _ signIn: SignIn, _ account: Account) async -> Reply {
        let reference = signIn.token.reference
        let email = proof.arrival.person.email.description
        let (record, host) = (signIn.record(at: now()), host)
        guard proof.arrival.used.expiresAt > record.at else {
            _ = await refuse(
                reference, rule: "ASRT-06",
                detail: email + ": the assertion ran out before the code was typed",
                Refusal(.forbidden, TerminalSentence.tookTooLong.rawValue, reference: reference))
            return .refused(.tookTooLong, reference: reference)
        }
        let admission: Admission
        do {
            admission = try await ledger.admit(
                proof.arrival, of: proof.organisation, to: signIn.sought, at: record.at
            ) { record.entries(for: $0, email: email, host: host) }
        } catch {
            waiting[reference]?.state = .refused
            systemLog.tell(
                unrecorded: record.entry(.denied, detail: email), because: "\(error)")
            return .refused(text: unavailable(reference, error).sentence, reference: reference)
        }
        guard case .admitted(let member, let decision, _) = admission else {
            let no = AdmissionRefusal(admission, email: email, host: host)
            end(reference, rule: no.rule, detail: email + ": " + no.detail)
            return .refused(text: no.sentence, reference: reference)
        }
        waiting[reference] = nil
        log("code redeemed", reference, ["login": "\(member.login)", "rule": "\(decision.row.code)"])
        return .granted(account)
    }
}
