internal import Policy

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
    static let tooManyTries = "That code is not right. Begin again."
    static let noPasswordToChange = "This account has no password: it signs in by single sign-on."

    /// The one question of a sign-in. It begins on a new line, because ssh puts `(user@host) ` in front of
    /// it.
    static func signIn(_ signIn: SignIn, login: LoginName, host: String, orPassword: Bool) -> String {
        "\nSingle sign-on\n"
            + "  Account    " + login.description + "\n"
            + "  Host       " + host + "\n"
            + "  Reference  " + signIn.reference.text + "\n"
            + "Open this page in a browser and sign in, within " + duration(signIn.seconds) + ":\n\n"
            + signIn.url.text + "\n\n"
            + codeQuestion(orPassword: orPassword)
    }

    /// The question after a wrong code.
    static func again(triesLeft: UInt8, orPassword: Bool) -> String {
        "\nThat code is not right, " + triesLeft.description
            + (triesLeft == 1 ? " try left.\n" : " tries left.\n")
            + codeQuestion(orPassword: orPassword)
    }

    /// The question after something that cannot be a code.
    static func noCode(orPassword: Bool) -> String {
        "\nThat is no code.\n" + codeQuestion(orPassword: orPassword)
    }

    /// Why the helper refused, and what to quote when asking for help.
    static func refused(_ text: ShownText, reference: ShownText) -> String {
        var words = text.text
        if words.utf8.isEmpty { words = "Sign-in refused." }
        return wrapped(words) + (reference.text.utf8.isEmpty ? "" : "\nReference: " + reference.text)
    }

    private static func codeQuestion(orPassword: Bool) -> String {
        orPassword ? "Code shown there, or press Enter to use your password: " : "Code shown there: "
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
