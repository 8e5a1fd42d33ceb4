public import Policy

/// One record of the audit log as it stands in the store, whatever wrote it.
public struct AuditRecord: Hashable, Sendable {
    /// Its number: the first is 1, and none is left out or given twice.
    public let sequence: Int64
    /// When it happened.
    public let at: UnixTime
    /// Raw value of an ``AuditEvent``.
    public let event: String
    /// Who did it.
    public let actor: String
    /// To whom or what.
    public let subject: String
    /// Name of the organisation at that time; empty for none.
    public let organisation: String
    /// Raw value of an ``AuditOutcome``.
    public let outcome: String
    /// Row of the table or code of the SAML rule; empty for none.
    public let rule: String
    /// What was set before.
    public let before: String
    /// What is set since then.
    public let after: String
    /// From where.
    public let origin: AuditOrigin
    /// Reference of the sign-in; empty for none.
    public let reference: String
    /// The rest, for people.
    public let detail: String
    /// SHA-256 over this record and the hash of the one before, 32 bytes; see `AuditChain`.
    public let hash: [UInt8]
}

/// Is told of a record that was committed. It must return soon: the writer waits for it.
public typealias AuditAnnouncement = @Sendable (AuditRecord) -> Void

extension AuditRecord {
    /// Reads a row of the table, all columns in their order.
    init(_ row: Statement) {
        sequence = row.integer(0)
        at = row.time(1)
        event = row.string(2)
        actor = row.string(3)
        subject = row.string(4)
        organisation = row.string(5)
        outcome = row.string(6)
        rule = row.string(7)
        before = row.string(8)
        after = row.string(9)
        origin = AuditOrigin(
            service: row.string(10), remoteHost: row.string(11), terminal: row.string(12))
        reference = row.string(13)
        detail = row.string(14)
        hash = row.bytes(15)
    }
}
