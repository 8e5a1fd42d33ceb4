/// A no, as the person in the browser reads it. What exactly was wrong is in the log and the audit log only (OPS-01).
struct Refusal: Error, Hashable, Sendable {
    /// Which kind of no.
    let kind: Kind
    /// One sentence: what is the matter and what to do.
    let sentence: String
    /// Sign-in to name when asking for help; nil when there is none.
    let reference: String?

    /// Kinds of no, by the HTTP status they become.
    enum Kind: Int, Sendable {
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case unavailable = 503
    }

    init(_ kind: Kind, _ sentence: String, reference: String? = nil) {
        self.kind = kind
        self.sentence = sentence
        self.reference = reference
    }

    /// No sign-in by that name is waiting; whether there ever was one is not told.
    static let ended = Refusal(.notFound, "This sign-in has ended. Start again in your terminal.")

    /// It came to its end, by success or by refusal.
    static func over(_ reference: String) -> Refusal {
        Refusal(.forbidden, "This sign-in is over. Start again in your terminal.", reference: reference)
    }

    /// Nobody could be sent to an identity provider.
    static func notSetUp(_ reference: String) -> Refusal {
        Refusal(
            .unavailable, "Single sign-on isn't set up correctly. Ask an owner of your organisation.",
            reference: reference)
    }

    /// It belongs to the browser that pressed the button.
    static func openedElsewhere(_ reference: String) -> Refusal {
        Refusal(
            .forbidden,
            "This sign-in was opened in another browser. Go on there, or start again in your terminal.",
            reference: reference)
    }

    /// The identity provider's answer came with another browser than the one that was sent there.
    static func broughtByAnother(_ reference: String) -> Refusal {
        Refusal(
            .forbidden,
            "This sign-in was begun in another browser, so nobody gets in. Start again in your terminal.",
            reference: reference)
    }

    /// Something of ours is broken.
    static func unavailable(_ reference: String?) -> Refusal {
        Refusal(
            .unavailable, "The sign-in service cannot work right now. Try again later.", reference: reference)
    }
}
