internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import Store

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    @Option(help: ArgumentHelp("The store.", valueName: "path"))
    var store: String?

    @Option(help: ArgumentHelp("The host's settings.", valueName: "path"))
    var config: String?

    @Option(
        help: ArgumentHelp("The organisation; needed when this host serves several.", valueName: "name"))
    var org: String?

    /// The host's settings, with `--store` put in.
    func configuration() throws(ConfigurationError) -> Configuration {
        var configuration = try Configuration.read(path: config)
        if let store { configuration.store = store }
        return configuration
    }

    /// Opens the store.
    func openStore(_ access: Store.Access) throws -> Store {
        let path = try configuration().store
        if access == .create { try StoreFile.create(at: path) }
        return try Store(path: path, access: access, announcing: SystemLog.host.announcement)
    }

    /// The organisation that the command is about: that of `--org`, or the only one.
    func organisation(in store: borrowing Store) throws -> Organisation {
        try Organisation.named(org, in: store)
    }

    /// Reads what the store says of the command's organisation.
    func read<Found>(_ body: (borrowing Store, Organisation.ID) throws -> Found) throws -> Found {
        let store = try openStore(.read)
        return try body(store, organisation(in: store).id)
    }

    /// Changes a setting of the command's organisation and records who did it, both or neither. A switch that stands where
    /// it is put leaves no record.
    ///
    /// - Parameters:
    ///   - before: reads what is set before the change, in its transaction.
    ///   - after: what is set by it.
    func change(
        _ event: AuditEvent, of subject: String,
        before: (borrowing Store, Organisation.ID) throws(StoreError) -> String = { (_, _) in "" },
        after: String = "", detail: String = "",
        _ body: (borrowing Store, Organisation.ID) throws(StoreError) -> Void
    ) throws {
        let store = try openStore(.write)
        let organisation = try organisation(in: store).id
        try store.transaction { () throws(StoreError) in
            let before = try before(store, organisation)
            try body(store, organisation)
            guard after.isEmpty || before != after else { return }
            var entry = Self.entry(event, of: subject, organisation, .changed, detail)
            (entry.before, entry.after) = (before, after)
            try store.record(entry)
        }
    }

    /// Records that somebody was refused what they wanted to change.
    func note(_ event: AuditEvent, of subject: String, detail: String) throws {
        let store = try openStore(.write)
        let organisation = try organisation(in: store).id
        try store.transaction { () throws(StoreError) in
            try store.record(Self.entry(event, of: subject, organisation, .denied, detail))
        }
    }

    private static func entry(
        _ event: AuditEvent, of subject: String, _ organisation: Organisation.ID, _ outcome: AuditOutcome,
        _ detail: String
    ) -> AuditEntry {
        AuditEntry(
            at: .now, event: event, actor: Operator.name, subject: subject, organisation: organisation,
            outcome: outcome, origin: Operator.origin, detail: detail)
    }
}

extension UnixTime {
    /// For JSON and tables: `2026-11-20T12:00:00Z`.
    var iso8601: String { Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601) }
}
