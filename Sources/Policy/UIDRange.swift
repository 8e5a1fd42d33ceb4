/// The uids that belong to people Gatehouse manages, and the uid a new person gets.
///
/// systemd's registry of uids marks 1879048192 to 2147352575 as unused by anybody (its document UIDS-GIDS).
/// The gid of a person's own group equals the uid.
public enum UIDRange {
    /// First to last uid of managed accounts, both included.
    public static let managed: ClosedRange<UInt32> = 1_879_048_192...2_147_352_575

    /// uids below this belong to the system: such accounts are never touched.
    public static let firstPerson: UInt32 = 1_000

    /// Where the search for a free uid begins: a function of the login name alone, so that the record sshd saw before
    /// the sign-in and the member created after it agree without anything being stored (64-bit FNV-1a, reduced to the range).
    public static func candidate(for login: LoginName) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in login.bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return managed.lowerBound + UInt32(hash % UInt64(managed.count))
    }

    /// The uid to try after `uid`, the range being a ring.
    public static func next(after uid: UInt32) -> UInt32 {
        uid >= managed.upperBound ? managed.lowerBound : uid + 1
    }
}
