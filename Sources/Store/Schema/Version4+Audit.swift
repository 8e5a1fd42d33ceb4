extension Schema {
    /// What the audit log records beside the event, and the chain through it.
    static let auditChain: [StaticString] = []
}
