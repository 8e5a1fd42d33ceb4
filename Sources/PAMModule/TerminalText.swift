internal import Policy
internal import Store

/// Everything the module itself says to a person. Below 80 columns, but for the address of the sign-in page.
/// What a decision of the table says is in the rule's own messages.
enum TerminalText {
    static let serviceUnavailable = "Sign-in service unavailable on this host."
    static let passwordInstead =
        "Single sign-on is unavailable on this host. Your password is asked for instead."
    static let needsQuestions = """
        Single sign-on asks for a code, and this method cannot ask. Reconnect with
          -o PreferredAuthentications=keyboard-interactive
        """
    static let noAnswer = "No code was given, so nobody is let in. Begin again."
    static let response = "SAML response: "
    static let noResponse =
        "Single sign-on is required, and this is no answer of it. Begin again there."
    static let tooManyTries = "That code is not right. Begin again."
    static let otherAccount = "Another account than this one signed in. Begin again."
    static let noPasswordToChange = "This account has no password: it signs in by single sign-on."

    /// Which codes may be typed. What is said of recovery codes is said to everybody: it must not tell who is an owner.
    enum CodeKind {
        /// The one that the page shows, or an owner's recovery code.
        case orRecovery
        /// The one that the page shows, or Enter for the password.
        case orPassword
        /// There is no page.
        case recoveryAlone
    }

    /// The one question of a sign-in. It begins on a new line, because ssh puts `(user@host) ` in front of
    /// it.
    static func signIn(_ signIn: SignIn, login: LoginName, host: String, _ kind: CodeKind) -> String {
        "\nSingle sign-on\n"
            + "  Account    " + login.description + "\n"
            + "  Host       " + host + "\n"
            + "  Reference  " + signIn.reference.text + "\n"
            + "Open this page in a browser and sign in, within " + duration(signIn.seconds) + ":\n\n"
            + signIn.url.text + "\n\n"
            + codeQuestion(kind)
    }

    /// The question where single sign-on is denied, which leaves an owner a recovery code.
    static func recovery(insteadOf denial: Finding) -> String {
        "\n" + denial.shown + "\n" + codeQuestion(.recoveryAlone)
    }

    /// The question after a wrong code.
    static func again(triesLeft: UInt8, _ kind: CodeKind) -> String {
        "\nThat code is not right, " + triesLeft.description
            + (triesLeft == 1 ? " try left.\n" : " tries left.\n")
            + codeQuestion(kind)
    }

    /// The question after something that cannot be a code.
    static func noCode(_ kind: CodeKind) -> String {
        "\nThat is no code.\n" + codeQuestion(kind)
    }

    /// After a login by a recovery code.
    static func recovered(codesLeft: Int) -> String {
        let left = codesLeft.description + (codesLeft == 1 ? " recovery code left" : " recovery codes left")
        return "That code is used up: " + left + ". Every owner is told of it."
            + (codesLeft > 3 ? "" : "\nFor new ones run: sudo gatehouse recovery codes")
    }

    /// For an owner, which recovery codes let somebody in. Never empty.
    static func recoveryUses(_ uses: [RecoveryUse]) -> String {
        var text = ""
        for use in uses.suffix(3) {
            text += wrapped(
                "A recovery code of " + use.login.description + " was used " + use.at.minute + ", "
                    + ShownText(use.origin.utf8).text + ".")
            text += "\n"
        }
        if uses.count > 3 { text += "Earlier ones (" + (uses.count - 3).description + "): gatehouse audit\n" }
        return text + "If that was not the owner, void the rest: sudo gatehouse recovery codes EMAIL"
    }

    /// Why the helper refused, and what to quote when asking for help.
    static func refused(_ text: ShownText, reference: ShownText) -> String {
        var words = text.text
        if words.utf8.isEmpty { words = "Sign-in refused." }
        return wrapped(words) + (reference.text.utf8.isEmpty ? "" : "\nReference: " + reference.text)
    }

    private static func codeQuestion(_ kind: CodeKind) -> String {
        switch kind {
        case .orRecovery: "Code shown there (or an owner's recovery code): "
        case .orPassword: "Code shown there, or press Enter to use your password: "
        case .recoveryAlone: "Owner's recovery code: "
        }
    }

    private static func duration(_ seconds: UInt32) -> String {
        if seconds < 120 { return seconds.description + " seconds" }
        return (seconds / 60).description + " minutes"
    }

    /// Breaks at spaces, so that no line has more than 79 bytes unless one word has.
    private static func wrapped(_ text: String) -> String {
        var lines: [UInt8] = []
        var column = 0
        for word in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") }) {
            if column > 0 {
                let fits = column + 1 + word.count < 80
                lines.append(UInt8(ascii: fits ? " " : "\n"))
                column = fits ? column + 1 : 0
            }
            lines += word
            column += word.count
        }
        return String(decoding: lines, as: UTF8.self)
    }
}
