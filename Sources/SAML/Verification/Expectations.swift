/// What a service provider asks of a message beyond the rules that hold for everybody. The default asks for nothing more.
public struct Expectations: Sendable, Equatable {
    /// The name formats that may be an account's key, a name without one being `…:unspecified`; empty for every one
    /// that lasts. The transient format is refused even if it is listed (NID-04).
    public var nameIDFormats: [String] = []
    /// The domains an asserted e-mail address may have, each exactly, as A-labels; `nil` leaves that to the caller
    /// (ATTR-05). What claims to be an address: see ``EmailAttribute``.
    public var emailDomains: [String]?
    /// The authentication contexts (classes or declarations), one of which must be stated; empty for any (ASRT-15).
    public var authnContexts: [String] = []
    /// The person's address, which a confirmation's `Address` must equal, as text, if there is one; `nil` ignores it
    /// (ASRT-09).
    public var clientAddress: String?
    /// The person must have signed in at this moment or later, seconds since 1970 UTC, clocks differing by the skew at
    /// most; `nil` for any time (ASRT-19).
    public var signedInAfter: Int64?

    /// Nothing more than the rules.
    public init() {}
}
