public import Policy

/// Gives a person who was never here the name of their account.
///
/// The mapping of the e-mail's local part: upper case becomes lower case; each run of characters outside
/// `a-z` and `0-9` becomes one `-`, none at the beginning or the end; a name that begins with a digit gets
/// `u` in front; what is longer than 31 characters is cut. When that name is or was another person's, `-` and
/// six characters made from the whole address follow, the same for this address on every host.
public struct AccountNaming: Sendable {
    private let local: LocalAccountFiles

    /// Rules for the host with these local accounts.
    public init(local: LocalAccountFiles) {
        self.local = local
    }

    /// The name for the owner of an address.
    ///
    /// - Parameters:
    ///   - email: the person's address.
    ///   - isTaken: whether a name is or ever was a member's. Names are never given twice.
    /// - Returns: the name, or why there is none. A local account's, a group's or a reserved name is refused,
    ///   not varied.
    /// - Throws: what `isTaken` throws.
    public func name<Failure: Error>(
        for email: EmailAddress, isTaken: (LoginName) throws(Failure) -> Bool
    ) throws(Failure) -> Result<LoginName, NamingRefusal> {
        guard let plain = Self.mapped(email, suffix: []) else { return .failure(.nothingUsable(email)) }
        if let refusal = refusal(of: plain) { return .failure(refusal) }
        guard try isTaken(plain) else { return .success(plain) }

        guard let varied = Self.mapped(email, suffix: Self.suffix(for: email)) else {
            return .failure(.nothingUsable(email))
        }
        if let refusal = refusal(of: varied) { return .failure(refusal) }
        return try isTaken(varied) ? .failure(.taken(varied)) : .success(varied)
    }

    /// Why this name is for nobody new on this host, members' names aside; `nil` when it is free to give. To
    /// be asked, too, before a record is shown for a name that nobody has yet.
    public func refusal(of login: LoginName) -> NamingRefusal? {
        guard login.mayBeProvisioned else { return .malformed(login) }
        if ReservedNames.contains(login) { return .reserved(login) }
        do throws(LocalAccountsError) {
            if try local.hasAccount(login) { return .localAccount(login) }
            if try local.hasGroup(login) { return .localGroup(login) }
            if try local.isInGroup(login) { return .groupMember(login) }
            return nil
        } catch {
            return .localAccountsUnreadable(error)
        }
    }

    private static func mapped(_ email: EmailAddress, suffix: [UInt8]) -> LoginName? {
        let hyphen = UInt8(ascii: "-")
        var name: [UInt8] = []
        for byte in email.localPart {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                name.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(byte | 0x20)
            default: if let last = name.last, last != hyphen { name.append(hyphen) }
            }
        }
        guard let first = name.first else { return nil }
        if first <= UInt8(ascii: "9") { name.insert(UInt8(ascii: "u"), at: 0) }
        name = Array(name.prefix(31 - suffix.count))
        if name.last == hyphen { name.removeLast() }
        return LoginName(name + suffix)
    }

    /// `-` and 30 bits of the address (64-bit FNV-1a) in base32.
    private static func suffix(for email: EmailAddress) -> [UInt8] {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in email.localPart + [UInt8(ascii: "@")] + email.domain.bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return [UInt8(ascii: "-")] + (0..<6).map { alphabet[Int(hash >> (5 * $0 + 34) & 31)] }
    }
}
