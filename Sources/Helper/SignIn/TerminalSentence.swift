internal import Wire

/// What the helper has a terminal show for a sign-in that comes to nothing: what is the matter, and what to do. Refusals of the
/// person that the identity provider named are ``AdmissionRefusal``'s, and those in a browser are ``Refusal``'s.
enum TerminalSentence: String, CaseIterable {
    case noSuchAccount = "This account name cannot sign in here. Ask this host's administrator."
    case notYourAccount = "You may sign in to your own account only. Start again as yourself."
    case tooManyWaiting = "Too many of your sign-ins are waiting. Finish one, or try again later."
    case ended = "This sign-in has ended. Start again."
    case tookTooLong = "Your sign-in took too long. Start again."
    case tooManyWrongCodes = "Too many wrong codes. Start again."
    case refusedInBrowser = "The sign-in was refused; the browser says why. Start again."
    case mayNotPresent = "This service takes no single sign-on. Ask this host's administrator."
}

extension Reply {
    /// A refusal in words for a terminal.
    static func refused(_ sentence: TerminalSentence, reference: String = "") -> Reply {
        .refused(text: sentence.rawValue, reference: reference)
    }

    /// A refusal out of text.
    static func refused(text: String, reference: String) -> Reply {
        .refused(text: [UInt8](text.utf8), reference: [UInt8](reference.utf8))
    }
}
