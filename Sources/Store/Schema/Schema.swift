/// The tables, and how an older store becomes a newer one.
enum Schema {
    /// Marks the file as ours: "GHSE".
    static let applicationID: Int64 = 0x4748_5345
    /// The version this code reads and writes.
    static let version: Int64 = 5

    /// Checks that the file is ours and of this version; with `migrating`, brings an older or new one to it. References
    /// between tables are not enforced afterwards: switch that on.
    static func bringUpToDate(
        _ connection: Connection, path: String, migrating: Bool
    ) throws(StoreError) {
        let application = try connection.integer("PRAGMA application_id") ?? 0
        let found = try connection.integer("PRAGMA user_version") ?? 0
        if application == applicationID, found == version { return }
        let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_master") == 0
        guard application == applicationID || (application == 0 && isEmpty) else {
            throw .notAStore(path: path)
        }
        guard migrating, (0..<version).contains(found) else {
            throw .wrongVersion(found: found, known: version)
        }
        // Tables that others refer to are made anew: the references are checked at the end. Has no effect in a transaction.
        try connection.run("PRAGMA foreign_keys = OFF")
        try connection.run("BEGIN IMMEDIATE")
        do throws(StoreError) {
            // Another process may have done it since the version was read.
            let current = try connection.integer("PRAGMA user_version") ?? 0
            for step in migrations[Int(current)...] {
                for statement in step { try connection.run(statement) }
            }
            if current < 4 {
                try AuditChain.adopt(in: connection)
                try connection.run("DROP TABLE unchained_audit")
            }
            guard try !connection.prepare("PRAGMA foreign_key_check").step() else { throw .corrupt }
            try connection.run("PRAGMA application_id = 0x47485345")
            try connection.run("PRAGMA user_version = 5")
            try connection.run("COMMIT")
        } catch {
            try? connection.run("ROLLBACK")
            throw error
        }
    }

    /// Step N brings version N to version N + 1.
    static let migrations: [[StaticString]] = [
        version1, version2, version3,
        // Several organisations, a chained audit log, recovery codes.
        severalOrganisations + auditChain + recoveryCodes,
        version5,
    ]
}
