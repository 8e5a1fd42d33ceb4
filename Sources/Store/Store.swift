internal import CSQLite

/// The state of Gatehouse: one SQLite file. All SQL of the product is in this target, and every change is one transaction.
///
/// The helper and the command line write it; the module only reads it. A store value belongs to one thread at a time.
public struct Store: ~Copyable {
    let connection: Connection

    /// What a store is opened for.
    public enum Access: Sendable {
        /// Reading. Waits at most 0.5 s for a lock.
        case read
        /// Reading and writing an existing store. Waits at most 5 s for a lock.
        case write
        /// As `write`, and an absent file is created with mode 0640.
        case create
    }

    /// Opens the store, checks that it is ours, and in `write` and `create` brings it to this version.
    ///
    /// - Parameter announce: is told of each record of the audit log after it is committed.
    /// - Throws: what ``StoreError`` lists; the file is left as it was.
    public init(
        path: String, access: Access, announcing announce: AuditAnnouncement? = nil
    ) throws(StoreError) {
        connection = try Self.open(path, access)
        connection.announce = announce
    }

    /// Runs `body` in one transaction: all of it happens, or nothing. Within another one it is a part of that. A rehearsal never
    /// happens, whatever `body` returns.
    ///
    /// - Throws: what `body` throws, after everything was undone.
    public func transaction<Result>(
        isRehearsal: Bool = false, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try connection.transaction(isRehearsal: isRehearsal, body)
    }

    private static func open(_ path: String, _ access: Access) throws(StoreError) -> Connection {
        try StorePlace.check(path, mayBeAbsent: access == .create)
        let flags: Int32 =
            switch access {
            case .read: SQLITE_OPEN_READONLY
            case .write: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let connection = try Connection(path: path, flags: flags, patience: access == .read ? 500 : 5_000)
        do {
            if access != .read {
                try connection.run("PRAGMA journal_mode = WAL")
                connection.keepLog()
                try connection.run("PRAGMA synchronous = FULL")
            }
            try Schema.bringUpToDate(connection, path: path, migrating: access != .read)
            if access != .read { try connection.run("PRAGMA foreign_keys = ON") }
        } catch .corrupt {
            throw StoreError.notAStore(path: path)
        }
        return connection
    }
}
