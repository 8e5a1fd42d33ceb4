internal import Foundation
public import Policy

/// The accounts and groups that this host has without Gatehouse, as `/etc/passwd` and `/etc/group` list them. The files are read directly and afresh for
/// each question: asking the name service here would ask ourselves.
public struct LocalAccountFiles: Sendable {
    private let passwd: String
    private let group: String

    /// Reads these files; the defaults are the host's own.
    public init(passwd: String = "/etc/passwd", group: String = "/etc/group") {
        self.passwd = passwd
        self.group = group
    }

    /// Whether an account has this name. Names that differ in case only are taken for the same: fail closed.
    public func hasAccount(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        try Self.lines(of: passwd).contains { Self.isSame($0[0], name) }
    }

    /// Whether a group has this name, whatever its case.
    public func hasGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        try Self.lines(of: group).contains { Self.isSame($0[0], name) }
    }

    /// Whether a group lists this name among its members, be there such an account or not: whoever gets the name gets the
    /// group's rights.
    public func isInGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        try Self.lines(of: group).contains { fields in
            fields.count >= 4
                && fields[3].split(separator: UInt8(ascii: ",")).contains { member in
                    Self.isSame(member.filter { $0 != UInt8(ascii: " ") }, name)
                }
        }
    }

    /// The uid of an account of `/etc/passwd`, its name compared byte for byte; nil when there is none.
    ///
    /// - Throws: `LocalAccountsError` when the file cannot be read.
    public func uid(of name: LoginName) throws(LocalAccountsError) -> UInt32? {
        try Self.lines(of: passwd).first { $0.count >= 4 && $0[0].elementsEqual(name.bytes) }.flatMap {
            UInt32(String(decoding: $0[2], as: UTF8.self))
        }
    }

    /// The fields of each line, one at least.
    private static func lines(of path: String) throws(LocalAccountsError) -> some Sequence<[Data]> {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw LocalAccountsError(path: path)
        }
        return content.split(separator: UInt8(ascii: "\n")).lazy.map {
            $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        }
    }

    private static func isSame(_ field: some Sequence<UInt8>, _ name: LoginName) -> Bool {
        field.lazy.map(folded).elementsEqual(name.bytes.map(folded))
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
