internal import Helper
internal import SAML

extension AssertionReport {
    /// One rule of the checklist.
    struct Line: Encodable {
        let code: String
        let status: RuleStatus
        /// What was found, or what was expected and found.
        let detail: String
        @OrNull var expected: String?
        @OrNull var found: String?
        /// What the rule asks for.
        let text: String
        /// What to do about it.
        @OrNull var advice: String?

        private init(
            code: String, status: RuleStatus, text: String, expected: String? = nil, found: String?,
            detail: String? = nil, advice: String? = nil
        ) {
            self.code = code
            self.status = status
            self.text = text
            self.expected = expected
            self.found = found
            self.advice = advice
            self.detail =
                detail ?? expected.map { "expected \($0), found \(found ?? "nothing")" } ?? found ?? ""
        }

        /// The line about earlier use (RPL-01), which is the store's to judge.
        /// - Parameter use: what the store says.
        init(_ use: EarlierUse) {
            let code = RuleCode.rpl01.rawValue
            let text = "the response was not used before"
            switch use {
            case .first:
                self.init(code: code, status: .pass, text: text, found: "used up now")
            case .noted:
                self.init(
                    code: code, status: .warn, text: text,
                    found: "was used already: a login would be refused")
            case .again:
                self.init(
                    code: code, status: .fail, text: text, expected: "an ID that was never used",
                    found: "one that was used before",
                    advice: "Sign in anew: every response can be used once.")
            }
        }

        /// The line about a person that a login would not know.
        /// - Parameter isHost: whether it is judged for a host, which would refuse, or only noticed.
        init(_ objection: LoginReading.Objection, text: String, isHost: Bool) {
            let advice = "Let the identity provider send \"email\"."
            let found = printable(objection.found)
            if isHost {
                self.init(
                    code: objection.rule, status: .fail, text: text, expected: "one e-mail address",
                    found: found, advice: advice)
            } else {
                let isNone = found == "no e-mail address"
                self.init(
                    code: objection.rule, status: .warn, text: text, found: found,
                    detail: (isNone ? "no attribute asserts an e-mail address" : found)
                        + ": a login on a host of Gatehouse would be refused. \(advice)")
            }
        }

        init(_ result: RuleResult, isRequestKnown: Bool, signatureAdvice: String?) {
            // Nobody said which request was sent: what the response claims was only compared with itself.
            let isUnjudged = !isRequestKnown && (result.code == .resp06 || result.code == .asrt08)
            let isWarning = isUnjudged && result.status == .pass
            let advice = result.code == .sig16 && result.status == .fail ? signatureAdvice : nil
            self.init(
                code: result.code.rawValue, status: isWarning ? .warn : result.status, text: result.text,
                expected: result.expected, found: result.found,
                detail: isWarning
                    ? "\(result.found ?? ""): compared with nothing, give --request-id or --unsolicited"
                    : nil,
                advice: advice ?? result.advice)
        }

        /// Whether an earlier failure left nothing to judge.
        var isNotReached: Bool { status == .notApplicable && found?.hasPrefix("not reached") ?? false }
    }

    /// Whether a response was used before.
    enum EarlierUse {
        /// It was not, and now it is.
        case first
        /// It was, and would have to be unused.
        case again
        /// It was; nobody wants to use it now.
        case noted
    }
}
