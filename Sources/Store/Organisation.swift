public import Policy

/// An organisation this host obeys. A store may serve several; nothing of one is seen or changed through another.
public struct Organisation: Hashable, Sendable {
    /// Names an organisation in the store; what `Facts.organisation` holds. Never 0.
    public typealias ID = Int64

    /// Key in the store.
    public let id: ID
    /// Name, for people and commands; unique in the store.
    public let name: String
    /// What it may use.
    public let plan: Plan
    /// The switch "require SSO".
    public let ssoRequired: Bool
    /// The switch "allow JIT provisioning".
    public let jitEnabled: Bool
    /// How many members it may have, suspended ones included; nil for any number.
    public let seatLimit: Int64?
    /// For how many seconds after a sign-in a public key suffices where SSO is required.
    public let keyMaxAge: Int64
    /// What members from outside the claimed domains may do where SSO is required.
    public let externals: Externals
    /// When it was created.
    public let createdAt: UnixTime
}

/// What an organisation may use.
public enum Plan: Named, Sendable {
    /// People with passwords and keys.
    case standard
    /// The settings of single sign-on, too.
    case enterprise

    /// The word the store, commands and messages use.
    public var name: String {
        switch self {
        case .standard: "standard"
        case .enterprise: "enterprise"
        }
    }
}

extension Store {
    /// All organisations, in the order in which they were created.
    public func organisations() throws(StoreError) -> [Organisation] {
        try organisations("ORDER BY id")
    }

    /// The organisation with this key.
    public func organisation(_ id: Organisation.ID) throws(StoreError) -> Organisation? {
        try organisations("WHERE id = ?", [.integer(id)]).first
    }

    private func organisations(
        _ rest: StaticString, _ values: [SQLValue] = []
    ) throws(StoreError) -> [Organisation] {
        try connection.prepare(
            """
            SELECT id, name, plan, sso_required, jit_enabled, seat_limit, key_max_age, externals, created_at
            FROM organisation
            """, rest: rest, values
        ).all(Organisation.init(_:))
    }

    /// Creates an organisation.
    ///
    /// - Returns: its key.
    /// - Throws: ``StoreError/refused(_:)`` with ``SettingsGuard/nameTaken`` when there is one of that name.
    public func createOrganisation(
        name: String, plan: Plan = .enterprise, at now: UnixTime
    ) throws(StoreError) -> Organisation.ID {
        try connection.run(
            "INSERT INTO organisation (name, plan, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
            [.string(name), .string(plan.name), .time(now)])
        guard connection.changes == 1 else { throw .refused(.nameTaken) }
        return connection.lastInsertedRow
    }
}

extension Organisation {
    fileprivate init(_ row: Statement) throws(StoreError) {
        guard let plan = Plan(name: row.string(2)) else { throw .corrupt }
        self.init(
            id: row.integer(0), name: row.string(1), plan: plan, ssoRequired: row.integer(3) == 1,
            jitEnabled: row.integer(4) == 1, seatLimit: row.optionalInteger(5), keyMaxAge: row.integer(6),
            externals: row.integer(7) == 2 ? .password : .refused,
            createdAt: row.time(8))
    }
}
