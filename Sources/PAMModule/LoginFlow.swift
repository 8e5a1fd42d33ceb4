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
    /// How people sign in here.
    var mode = ModuleOptions.Mode.web

    /// How often a code is asked for, whatever the helper says.
    private static var mostTries: UInt8 { 3 }
    /// Milliseconds for what uses something up: a code, a response. Whoever does not wait for the answer has lost it, so
    /// that there is time for a helper that has much to do, or waits for another writer of the store.
    var judgingPatience: Int64 { max(patience, 2_500) }
    /// Milliseconds for a report: nobody waits longer for the audit log.
    private static var reportPatience: Int64 { 500 }

    /// Carries the plan out.
    func run(_ plan: Plan) -> Verdict {
        switch plan {
        case .ignore:
            return .ignored
        case .deny(let finding):
            return refuse(finding)
        case .password(let finding):
            return leaveToPassword(finding)
        case .signIn(_, let password, _):
            return signIn(orPassword: password)
        case .recoveryCode(_, insteadOf: let denial):
            note("may give a recovery code only", denial)
            return signInByBrowser(orPassword: nil, deniedBy: denial)
        }
    }

    /// Says no, to the person, the log and the audit log.
    func refuse(_ finding: Finding) -> Verdict {
        person.complain(finding.shown)
        note("denied", finding)
        report(finding)
        return .denied
    }

    /// Writes to the audit log what was decided here. Best effort: the log of the system has it already.
    func report(_ finding: Finding) {
        guard let account = visitor.account, visitor.isSeenByRoot else { return }
        let request = Request.report(
            account, visitor.origin, row: finding.row, outcome: finding.outcome.rawValue)
        do throws(HelperError) {
            _ = try helper.exchange(request, within: min(Self.reportPatience, patience))
        } catch {
            person.log(.debug, "not in the audit log: " + error.description)
        }
    }

    func leaveToPassword(_ finding: Finding) -> Verdict {
        if !finding.shown.utf8.isEmpty { person.inform(finding.shown) }
        note("left to the password", finding)
        report(finding)
        return .ignored
    }

    private func signIn(orPassword password: Finding?) -> Verdict {
        switch mode {
        case .web:
            return signInByBrowser(orPassword: password)
        case .assertion:
            guard let token = person.token(asking: TerminalText.response) else {
                return unanswered(orPassword: password)
            }
            return present(token, orPassword: password)
        case .auto:
            guard let token = person.token(asking: nil), token.isLikeResponse else {
                return signInByBrowser(orPassword: password)
            }
            return present(token, orPassword: password)
        }
    }

    /// - Parameter denial: why there is no single sign-on: a recovery code is asked for in its place, by way of a sign-in that
    ///   nobody opens.
    private func signInByBrowser(orPassword password: Finding?, deniedBy denial: Finding? = nil) -> Verdict {
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
            default:
                throw .unexpectedReply
            }
        } catch {
            return withoutHelper(error, orPassword: password)
        }
        return askForCode(signIn, account, orPassword: password, deniedBy: denial)
    }

    private func askForCode(
        _ signIn: SignIn, _ account: Account, orPassword password: Finding?, deniedBy denial: Finding?
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
                    .redeem(reference: signIn.id, code: code, account), within: judgingPatience)
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
            default:
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
    func unanswered(orPassword password: Finding?) -> Verdict {
        if let password { return leaveToPassword(password) }
        let isBySSH = visitor.origin.service.elementsEqual("sshd".utf8)
        person.complain(isBySSH ? TerminalText.needsQuestions : TerminalText.noAnswer)
        person.log(.notice, visitor.login.description + " denied: the question for the code was not answered")
        return .denied
    }

    func refused(_ text: [UInt8], _ reference: [UInt8]) -> Verdict {
        let (reason, name) = (ShownText(text), ShownText(reference))
        person.complain(TerminalText.refused(reason, reference: name))
        person.log(
            .notice, visitor.login.description + " denied, reference " + name.text + ": " + reason.text)
        return .denied
    }

    func withoutHelper(_ error: HelperError, orPassword password: Finding?) -> Verdict {
        person.log(.error, visitor.login.description + ": sign-in helper: " + error.description)
        if let password {
            person.inform(TerminalText.passwordInstead)
            note("left to the password", password)
            return .ignored
        }
        person.complain(TerminalText.serviceUnavailable)
        return .denied
    }

    private func note(_ what: String, _ finding: Finding) {
        person.log(.notice, visitor.login.description + " " + what + finding.logText)
    }
}
