public import Policy

/// A person as a verified assertion names them.
public struct AssertedPerson: Hashable, Sendable {
    /// Entity ID of the identity provider whose key signed it.
    public var identityProvider: String
    /// Format of the name identifier; empty when the assertion gave none.
    public var nameFormat: String
    /// NameQualifier; empty when the assertion gave none.
    public var nameQualifier: String
    /// SPNameQualifier; empty when the assertion gave none.
    public var spNameQualifier: String
    /// The name identifier, byte for byte.
    public var nameID: String
    /// The one signed e-mail address.
    public var email: EmailAddress
    /// Name for people; may be empty.
    public var displayName: String

    /// Takes the person as the assertion names them.
    public init(
        identityProvider: String, nameFormat: String, nameQualifier: String, spNameQualifier: String,
        nameID: String, email: EmailAddress, displayName: String
    ) {
        self.identityProvider = identityProvider
        self.nameFormat = nameFormat
        self.nameQualifier = nameQualifier
        self.spNameQualifier = spNameQualifier
        self.nameID = nameID
        self.email = email
        self.displayName = displayName
    }
}

/// The identifiers of a response that make it usable once (RPL-01).
public struct UsedAssertion: Hashable, Sendable {
    /// ID of the Response.
    public var responseID: String
    /// ID of the Assertion.
    public var assertionID: String
    /// From when on the assertion would be refused anyway, skew included.
    public var expiresAt: UnixTime

    /// Takes the identifiers and the end of the time in which they have to be remembered.
    public init(responseID: String, assertionID: String, expiresAt: UnixTime) {
        self.responseID = responseID
        self.assertionID = assertionID
        self.expiresAt = expiresAt
    }
}

/// The account that somebody asked sshd for, and for which a person signed in.
public struct SoughtAccount: Hashable, Sendable {
    /// `PAM_USER`.
    public var login: LoginName
    /// The uid the program saw in the password database.
    public var uid: UInt32

    /// Takes the account as the module saw it.
    public init(login: LoginName, uid: UInt32) {
        self.login = login
        self.uid = uid
    }
}
