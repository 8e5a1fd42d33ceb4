/// The rows of the login decision table, by number. The first row that matches decides.
public enum Row: UInt8, Sendable, CaseIterable {
    /// root, a system account, or a local account that is not enrolled.
    case notManaged = 1
    /// The store cannot be read.
    case storeUnreadable = 2
    /// The member is suspended or removed.
    case notActive = 3
    /// The asserted e-mail's domain is held by another organisation.
    case heldByAnother = 4
    /// The domain is claimed and not verified yet.
    case domainPending = 5
    /// The domain is no longer verified.
    case domainLapsed = 6
    /// The identity provider cannot be used.
    case identityProviderUnusable = 7
    /// A member signs in by SSO.
    case memberBySSO = 8
    /// An unknown person signs in by SSO and is created.
    case justInTime = 9
    /// An unknown person, and nobody may be created.
    case notAMember = 10
    /// The domain was never claimed.
    case domainNotClaimed = 11
    /// SSO is not required: the password is the next module's business.
    case passwordAllowed = 12
    /// A password of a member whose domain the organisation never claimed, where SSO is required.
    case external = 13
    /// An owner or admin, while SSO is not set up correctly.
    case passwordFallback = 14
    /// A recovery code of an owner, where SSO is required.
    case recoveryCode = 15
    /// A password, where SSO is required.
    case passwordRefused = 16
    /// A public key and a recent sign-in, where SSO is required.
    case keyFresh = 17
    /// A public key of an owner or admin, while SSO is not set up correctly.
    case keyFallback = 18
    /// A public key without a recent sign-in, where SSO is required.
    case keyStale = 19
    /// A public key, where SSO is not required.
    case keyAllowed = 20
    /// An active member's account, used by a service that asks nobody.
    case nothingAsked = 21

    /// `row 8`, as the audit log names it.
    public var code: String { Self.code(rawValue) }

    /// The same for a number that may be no row's.
    public static func code(_ number: UInt8) -> String { "row " + number.description }
}
