internal import CPAM
internal import Glibc

extension HostOperator {
    /// This host's own list says that no password fits the account: it is locked, or has none. PAM may still
    /// know one from elsewhere. False when the list does not know the account, or may not be read.
    public var hasNoPasswordHere: Bool {
        var space = [CChar](repeating: 0, count: 4_096)
        // SAFETY: a record and a buffer of ours; the field points into the buffer, and is looked at before
        // both go.
        return unsafe space.withUnsafeMutableBufferPointer { space in
            var record = unsafe spwd()
            var found: UnsafeMutablePointer<spwd>?
            defer { unsafe space.update(repeating: 0) }
            guard let start = space.baseAddress,
                unsafe getspnam_r(account, &record, start, space.count, &found) == 0,
                let field = unsafe found?.pointee.sp_pwdp
            else { return false }
            return Self.fitsNone(unsafe UInt8(bitPattern: field.pointee))
        }
    }

    /// Whether no password fits a field that begins like this (shadow(5)).
    static func fitsNone(_ first: UInt8) -> Bool {
        first == 0 || first == UInt8(ascii: "!") || first == UInt8(ascii: "*")
    }
}
