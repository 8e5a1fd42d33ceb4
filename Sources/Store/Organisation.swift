public import Policy

/// The organisation this host obeys. One store serves one organisation.
public struct Organisation: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// Name, for people.
    public let name: String
    /// The switch "require SSO".
    public let ssoRequired: Bool
    /// The switch "allow JIT provisioning".
    public let jitEnabled: Bool
    /// When it was created.
    public let createdAt: UnixTime
}

extension Store {
    /// The organisation, or nil before `org create`.
    public func organisation() throws(StoreError) -> Organisation? {
        let row = try connection.prepare(
            "SELECT id, name, sso_required, jit_enabled, created_at FROM organisation")
        guard try row.step() else { return nil }
        return Organisation(
            id: row.integer(0), name: row.string(1), ssoRequired: row.integer(2) == 1,
            jitEnabled: row.integer(3) == 1, createdAt: UnixTime(seconds: row.integer(4)))
    }

    /// Creates the organisation.
    ///
    /// - Throws: ``StoreError/conflict`` when there is one already.
    public func createOrganisation(name: String, at now: UnixTime) throws(StoreError) {
        try connection.run(
            "INSERT INTO organisation (id, name, created_at) VALUES (1, ?, ?)",
            [.string(name), .integer(now.seconds)])
    }

    /// Sets the switch "require SSO".
    public func setSSORequired(_ isRequired: Bool) throws(StoreError) {
        try connection.run("UPDATE organisation SET sso_required = ?", [.integer(isRequired ? 1 : 0)])
    }

    /// Sets the switch "allow JIT provisioning".
    public func setJITEnabled(_ isEnabled: Bool) throws(StoreError) {
        try connection.run("UPDATE organisation SET jit_enabled = ?", [.integer(isEnabled ? 1 : 0)])
    }
}
