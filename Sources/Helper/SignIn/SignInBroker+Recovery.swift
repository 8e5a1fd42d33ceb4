internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

/// A recovery code in place of the code that a page shows.
extension SignInBroker {
    /// Looks at a recovery code and uses it up when it lets its owner in. What is said, and how long it takes, does not
    /// depend on whether the account is an owner's and has codes, unless the code is right.
    ///
    /// - Returns: nil for a wrong one, which has cost a try of the sign-in like any other wrong code.
    func recover(_ code: RecoveryCode, _ signIn: SignIn, _ account: Account) async -> Reply? {
        let (reference, sought) = (signIn.token.reference, signIn.sought)
        guard recoveriesUnderWay < limits.recoveriesAtOnce else {
            return .refused(text: "Too many codes are being looked at. Try again.", reference: reference)
        }
        recoveriesUnderWay += 1
        defer { recoveriesUnderWay -= 1 }
        do {
            let attempt: Int64, stored: [String]
            switch try await ledger.beginRecovery(
                of: sought.login, from: signIn.asker.recoveryPlace, limits.recovery, at: now())
            {
            case .wait(let seconds):
                log("recovery code not looked at: too many wrong ones", reference, ["wait": "\(seconds)"])
                waiting[reference]?.state = .refused
                return .refused(
                    text: "Too many wrong recovery codes. Try again in \((seconds + 59) / 60) min.",
                    reference: reference)
            case .granted(let id, let hashes): (attempt, stored) = (id, hashes)
            }
            guard let hashes = await recoveryCheck.hashes(of: code, like: stored) else {
                logger.error("recovery codes cannot be hashed: libcrypt has no yescrypt")
                return .refused(text: Refusal.unavailable(nil).sentence, reference: reference)
            }
            let outcome = try await ledger.useRecoveryCode(
                hashes: hashes, for: signIn, isLocal: try localAccounts.uid(of: sought.login) != nil,
                attempt: attempt, at: now())
            return answer(outcome, signIn, account)
        } catch {
            systemLog.tell(
                unrecorded: signIn.record(at: now()).entry(.denied, detail: "recovery code"),
                because: "\(error)")
            return .refused(text: unavailable(reference, error).sentence, reference: reference)
        }
    }

    private func answer(_ outcome: RecoveryOutcome, _ signIn: SignIn, _ account: Account) -> Reply? {
        let reference = signIn.token.reference
        switch outcome {
        case .accepted(let decision, let number):
            waiting[reference] = nil
            logger.notice(
                "recovery code used",
                metadata: [
                    "reference": "\(reference)", "login": "\(signIn.sought.login)", "number": "\(number)",
                    "rule": "\(decision.row.code)", "for": "\(signIn.asker.text)",
                ])
            return .recovered(account)
        case .refused(let decision):
            waiting[reference]?.state = .refused
            log("recovery code refused", reference, ["rule": "\(decision.row.code)"])
            return .refused(
                text: "Recovery codes count only while your organisation requires single sign-on.",
                reference: reference)
        case .wrong:
            return nil
        }
    }

    /// Notes that the module told an owner of recovery codes that were used.
    func noteTold(_ account: Account, through use: UInt32) async -> Reply {
        guard let login = LoginName(account.login) else { return .noted }
        do {
            try await ledger.noteRecoveryNewsTold(to: login, through: Int64(use))
        } catch {
            logger.error("it cannot be noted that an owner was told", metadata: ["why": "\(error)"])
        }
        return .noted
    }
}
