/// The account of this host that a sign-in is for.
public struct Account: Equatable, Sendable {
    /// Name, 1 to 64 bytes; not checked further here.
    public var login: [UInt8]
    /// uid that the program saw in the password database.
    public var uid: UInt32

    /// Names the account.
    public init(login: [UInt8], uid: UInt32) {
        self.login = login
        self.uid = uid
    }
}
