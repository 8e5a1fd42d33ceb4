internal import Policy
internal import Store
internal import Wire

/// One sign-in, from the module's question to its answer.
struct SignIn: Sendable {
    /// Its name.
    let token: SignInToken
    /// For which account it was asked.
    let sought: SoughtAccount
    /// Who asked, as it may be shown.
    let asker: Asker
    /// uid of the process that asked.
    let askedBy: UInt32
    /// When it was asked for.
    let startedAt: UnixTime
    /// From when on it is worth nothing.
    let expiresAt: UnixTime
    /// How many more codes may be typed.
    var triesLeft: UInt8
    /// Through which organisation it goes, where several could be meant and the person's e-mail address has decided.
    var organisation: Organisation.ID?
    /// How many more e-mail addresses may be given.
    var addressesLeft: UInt8 = 3
    /// How far it has got.
    var state = State.asked

    /// How far a sign-in has got. It only moves downwards, but for a second visit by the same browser.
    enum State: Sendable {
        /// Nobody has pressed the button yet.
        case asked
        /// A browser was sent to the identity provider, which owes one response.
        case atIdentityProvider(Visit)
        /// What a browser brought is looked at: the response, whose request is used up whatever comes of it
        /// (RPL-02), or the ticket.
        case examined
        /// A response that holds has come, by whatever browser. It is worth nothing until the browser that was
        /// sent fetches it.
        case arrived(Landing)
        /// The person has proven who they are; the code waits to be typed.
        case proven(BrowserKey, Proof)
        /// It came to nothing; nothing can revive it.
        case refused
    }

    /// A browser's way to the identity provider (REQ-07).
    struct Visit: Sendable {
        /// Through whose identity provider it leads.
        let organisation: Organisation.ID
        /// ID of the AuthnRequest that the response has to name.
        let requestID: String
        /// What the identity provider has to give back unchanged (RS-01).
        let relayState: String
        /// Entity ID of the identity provider it was sent to.
        let identityProvider: String
        /// Which browser was sent.
        let browser: BrowserKey
    }

    /// A verified response that waits for the browser that was sent away (RPL-04).
    struct Landing: Sendable {
        /// Through whose identity provider it came.
        let organisation: Organisation.ID
        /// What the response says.
        let arrival: ServiceProvider.Arrival
        /// Handed to the browser that brought the response; good for one look.
        let ticket: BrowserKey
        /// Which browser was sent.
        let browser: BrowserKey
    }

    /// A verified response, and the code that will make it count.
    struct Proof: Sendable {
        /// The code that stands for it.
        let code: SignInCode
        /// Who the response names.
        let arrival: ServiceProvider.Arrival
        /// Through whose identity provider it came.
        let organisation: Organisation.ID
    }
}

/// A secret that a browser carries: in a sign-in's cookie, or as the ticket in an address.
struct BrowserKey: Sendable {
    /// The cookie's or the ticket's value.
    let text: String

    /// Draws a new one.
    init(random: RandomSource) {
        text = random.token(bits: 128)
    }

    /// Whether this is what a browser carries.
    func isCarried(by value: String?) -> Bool {
        guard let value else { return false }
        return constantTimeEqual(value.utf8, text.utf8)
    }
}

/// Who asked for a sign-in, made fit to be shown and logged: printable ASCII.
struct Asker: Hashable, Sendable {
    /// PAM service.
    let service: String
    /// Host the person comes from; empty for this host.
    let remoteHost: String
    /// Terminal; empty when there is none.
    let terminal: String

    /// Takes what the module reported.
    init(_ origin: Origin) {
        service = printable(origin.service)
        remoteHost = printable(origin.remoteHost)
        terminal = printable(origin.terminal)
    }

    /// `sshd from 192.0.2.7`
    var text: String { (service.isEmpty ? "?" : service) + (remoteHost.isEmpty ? "" : " from " + remoteHost) }
}

/// Bytes as one line for people and logs: whatever is not printable ASCII becomes `?`; at most 500 characters.
func printable(_ bytes: some Sequence<UInt8>) -> String {
    String(
        decoding: bytes.prefix(500).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self
    )
}
