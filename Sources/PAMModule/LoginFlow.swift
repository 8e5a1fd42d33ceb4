internal import Policy
internal import Wire

/// The authentication phase of somebody for whom there is a plan: what is said, asked and answered.
struct LoginFlow<Person: Conversation, Helper: SignInService> {
    let person: Person
    let helper: Helper
    let visitor: Visitor
    /// Name of this host, for the person.
    let host: String
    /// Milliseconds that one exchange with the helper may take.
    let patience: Int64

    /// How often a code is asked for, whatever the helper says.
    private static var mostTries: UInt8 { 3 }
    /// Milliseconds for a report: nobody waits longer for the audit log.
    private static var reportPatience: Int64 { 500 }

    /// Carries the plan out.
    func run(_ plan: LoginPlan) -> Verdict {
        switch plan {
        case .ignore:
            return .ignored
        case .deny(let decision):
            return refuse(decision)
        case .password(let decision):
            return leaveToPassword(decision)
        case .signIn(_, let password, _):
            return signIn(orPassword: password)
        case .recoveryCode(_, insteadOf: let decision):
            note("may give a recovery code only", decision)
            return signIn(orPassword: nil, deniedBy: decision)
        }
    }

    /// Says no, to the person, the log and the audit log.
    func refuse(_ decision: Decision) -> Verdict {
        person.complain(Message.beforeProof(decision))
        note("denied", decision)
        report(decision)
        return .denied
    }

    private func leaveToPassword(_ decision: Decision) -> Verdict {
        let message = Message.beforeProof(decision)
        if !message.utf8.isEmpty { person.inform(message) }
        note("left to the password", decision)
        report(decision)
        return .ignored
    }

    /// - Parameter denial: why there is no single sign-on: a recovery code is asked for in its place, by way of a sign-in that
    ///   nobody opens.
    private func signIn(orPassword password: Decision?, deniedBy denial: Decision? = nil) -> Verdict {
        guard let account = visitor.account else { return .denied }
        let signIn: SignIn
        do throws(HelperError) {
            switch try helper.exchange(.begin(account, visitor.origin), within: patience) {
            case .started(let reference, let url, let expiresIn):
                guard let started = SignIn(reference: reference, url: url, expiresIn: expiresIn) else {
                    throw .unexpectedReply
                }
                signIn = started
            case .refused(let text, let reference):
                guard let password else { return refused(text, reference) }
                person.inform(TerminalText.passwordInstead)
                note("left to the password, as the helper said: " + ShownText(text).text, password)
                return .ignored
            case .granted, .recovered, .wrongCode, .noted:
                throw .unexpectedReply
            }
        } catch {
            return withoutHelper(error, orPassword: password)
        }
        return askForCode(signIn, account, orPassword: password, deniedBy: denial)
    }

    private func askForCode(
        _ signIn: SignIn, _ account: Account, orPassword password: Decision?, deniedBy denial: Decision?
    ) -> Verdict {
        let kind: TerminalText.CodeKind =
            denial != nil ? .recoveryAlone : password != nil ? .orPassword : .orRecovery
        var question =
            denial.map { TerminalText.recovery(insteadOf: $0) }
            ?? TerminalText.signIn(signIn, login: visitor.login, host: host, kind)
        for tries in (0..<Self.mostTries).reversed() {
            guard let answer = person.ask(question) else {
                return unanswered(orPassword: password)
            }
            var code = answer.trimmedBytes()
            defer { wipe(&code) }
            if code.isEmpty, let password { return leaveToPassword(password) }
            guard Field.code.bounds.contains(code.count) else {
                question = TerminalText.noCode(kind)
                continue
            }
            let reply: Reply
            do throws(HelperError) {
                reply = try helper.exchange(
                    .redeem(reference: signIn.id, code: code, account), within: patience)
            } catch {
                return withoutHelper(error, orPassword: nil)
            }
            switch reply {
            case .granted(let theirs) where theirs == account:
                person.log(
                    .notice, visitor.login.description + " signed in, reference " + signIn.reference.text)
                return .granted
            case .recovered(let theirs) where theirs == account:
                person.log(
                    .notice,
                    visitor.login.description + " used a recovery code, reference " + signIn.reference.text)
                return .recovered
            case .wrongCode(let triesLeft) where triesLeft > 0:
                question = TerminalText.again(triesLeft: min(triesLeft, tries), kind)
            case .wrongCode:
                return tooManyTries(signIn)
            case .refused(let text, let reference):
                return refused(text, reference)
            case .granted, .recovered, .started, .noted:
                return withoutHelper(.unexpectedReply, orPassword: nil)
            }
        }
        return tooManyTries(signIn)
    }

    private func tooManyTries(_ signIn: SignIn) -> Verdict {
        person.complain(TerminalText.tooManyTries)
        person.log(
            .notice, visitor.login.description + " denied: wrong code, reference " + signIn.reference.text)
        return .wrongCode
    }

    /// The question could not be asked, or nobody answers any more.
    private func unanswered(orPassword password: Decision?) -> Verdict {
        if let password { return leaveToPassword(password) }
        person.complain(TerminalText.needsQuestions)
        person.log(.notice, visitor.login.description + " denied: the question for the code was not answered")
        return .denied
    }

    private func refused(_ text: [UInt8], _ reference: [UInt8]) -> Verdict {
        let (reason, name) = (ShownText(text), ShownText(reference))
        person.complain(TerminalText.refused(reason, reference: name))
        person.log(
            .notice, visitor.login.description + " denied, reference " + name.text + ": " + reason.text)
        return .denied
    }

    private func withoutHelper(_ error: HelperError, orPassword password: Decision?) -> Verdict {
        person.log(.error, visitor.login.description + ": sign-in helper: " + error.description)
        if let password {
            person.inform(TerminalText.passwordInstead)
            note("left to the password", password)
            return .ignored
        }
        person.complain(TerminalText.serviceUnavailable)
        return .denied
    }

    private func note(_ what: String, _ decision: Decision) {
        person.log(.notice, visitor.login.description + " " + what + logText(decision))
    }

    /// Best effort: the log of the system has it already.
    private func report(_ decision: Decision) {
        guard let account = visitor.account else { return }
        let request = Request.report(
            account, visitor.origin, row: decision.row.rawValue, outcome: decision.outcome.rawValue)
        do throws(HelperError) {
            _ = try helper.exchange(request, within: min(Self.reportPatience, patience))
        } catch {
            person.log(.debug, "not in the audit log: " + error.description)
        }
    }
}

/// The reason with names, on one line.
func logText(_ decision: Decision) -> String {
    let text = Message.detailed(decision).utf8.lazy.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    return ", row " + decision.row.rawValue.description + ": " + ShownText(text).text
}
