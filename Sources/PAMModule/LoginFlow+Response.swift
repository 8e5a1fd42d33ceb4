internal import Policy
internal import Wire

/// The second way to sign in: the authentication token is a SAML response.
extension LoginFlow {
    /// Hands a response to the helper, once. What is none may be a password, where that is open.
    func present(_ token: borrowing Answer, orPassword password: Finding?) -> Verdict {
        guard let account = visitor.account else { return .denied }
        guard token.isLikeResponse else {
            if let password { return leaveToPassword(password) }
            person.complain(TerminalText.noResponse)
            person.log(
                .notice, visitor.login.description + " denied: what was handed over is no SAML response")
            return .wrongCode
        }
        var response = token.trimmedBytes()
        defer { wipe(&response) }
        do throws(HelperError) {
            let reply = try helper.exchange(
                .present(account, visitor.origin, response: response),
                within: judgingPatience)
            switch reply {
            case .granted(let theirs) where theirs == account:
                person.log(
                    .notice, visitor.login.description + " signed in with a response that was handed over")
                return .granted
            case .refused(let text, let reference):
                return refused(text, reference)
            default:
                throw .unexpectedReply
            }
        } catch {
            return withoutHelper(error, orPassword: nil)
        }
    }
}
