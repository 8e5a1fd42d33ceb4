internal import Foundation
public import Policy

/// The local accounts as `/etc/passwd` and `/etc/group` list them. The files are read directly and afresh for
/// each question: asking the name service here would ask ourselves.
public struct LocalAccountFiles: LocalAccounts {
    private let passwd: String
    private let group: String

    /// Reads these files; the defaults are the host's own.
    public init(passwd: String = "/etc/passwd", group: String = "/etc/group") {
        self.passwd = passwd
        self.group = group
    }

    /// See `LocalAccounts`.
    public func hasAccount(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        try hasEntry(name, in: passwd)
    }

    /// See `LocalAccounts`.
    public func hasGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        try hasEntry(name, in: group)
    }

    /// See `LocalAccounts`.
    public func isInGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        guard let content = FileManager.default.contents(atPath: group) else {
            throw LocalAccountsError(path: group)
        }
        let sought = name.bytes.map(Self.folded)
        return content.split(separator: UInt8(ascii: "\n")).contains { line in
            let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            return fields.count >= 4
                && fields[3].split(separator: UInt8(ascii: ",")).contains { member in
                    member.filter { $0 != UInt8(ascii: " ") }.map(Self.folded) == sought
                }
        }
    }

    /// The uid of an account of `/etc/passwd`, its name compared byte for byte; nil when there is none.
    ///
    /// - Throws: `LocalAccountsError` when the file cannot be read.
    public func uid(of name: LoginName) throws(LocalAccountsError) -> UInt32? {
        guard let content = FileManager.default.contents(atPath: passwd) else {
            throw LocalAccountsError(path: passwd)
        }
        for line in content.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard fields.count >= 4, fields[0].elementsEqual(name.bytes) else { continue }
            return UInt32(String(decoding: fields[2], as: UTF8.self))
        }
        return nil
    }

    /// A line begins with the name and a colon. Names that differ in case only are taken for the same: fail
    /// closed.
    private func hasEntry(_ name: LoginName, in path: String) throws(LocalAccountsError) -> Bool {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw LocalAccountsError(path: path)
        }
        let sought = name.bytes.map(Self.folded)
        return content.split(separator: UInt8(ascii: "\n")).contains { line in
            line.prefix { $0 != UInt8(ascii: ":") }.lazy.map(Self.folded).elementsEqual(sought)
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
