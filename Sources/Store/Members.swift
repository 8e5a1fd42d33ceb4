public import Policy

extension Store {
    /// All members of an organisation, removed ones too, by login name.
    public func members(of organisation: Organisation.ID) throws(StoreError) -> [Member] {
        try members("WHERE organisation_id = ? ORDER BY login", [.integer(organisation)])
    }

    /// The memberships of the person with this account, removed ones too, in the order of the organisations. They agree in
    /// everything that makes the account.
    public func memberships(login: LoginName) throws(StoreError) -> [Member] {
        try members("WHERE login = ? ORDER BY organisation_id", [.text(login.bytes)])
    }

    /// The same, by the uid of a managed account.
    public func memberships(uid: UInt32) throws(StoreError) -> [Member] {
        try members("WHERE uid = ? ORDER BY organisation_id", [.integer(Int64(uid))])
    }

    /// The member of an organisation with this account name, removed ones too.
    public func member(login: LoginName, of organisation: Organisation.ID) throws(StoreError) -> Member? {
        try members(
            "WHERE login = ? AND organisation_id = ?", [.text(login.bytes), .integer(organisation)]
        ).first
    }

    /// The member of an organisation with this address, removed ones too. Byte-exact in the local part.
    public func member(email: EmailAddress, of organisation: Organisation.ID) throws(StoreError) -> Member? {
        try members(
            "WHERE email = ? AND organisation_id = ?", [.string(email.description), .integer(organisation)]
        ).first
    }

    /// A member of an organisation with this address but for the case of ASCII letters, removed ones too; of several, one
    /// who may not sign in. A reason to refuse only: whose address it is, says ``member(email:of:)``.
    ///
    /// - Parameter member: is passed over.
    public func member(
        spelledLike email: EmailAddress, of organisation: Organisation.ID, otherThan member: Member? = nil
    ) throws(StoreError) -> Member? {
        let row = try connection.prepare(
            """
            SELECT id FROM member WHERE organisation_id = ? AND email = ? COLLATE NOCASE AND id <> ?
            ORDER BY status DESC LIMIT 1
            """, [.integer(organisation), .string(email.description), .integer(member?.id ?? 0)])
        return try row.step() ? self.member(id: row.integer(0)) : nil
    }

    private func member(id: Int64) throws(StoreError) -> Member? {
        try members("WHERE id = ?", [.integer(id)]).first
    }

    private func members(_ rest: StaticString, _ values: [SQLValue]) throws(StoreError) -> [Member] {
        try connection.prepare(
            """
            SELECT id, email, display_name, role, status, login, uid, home, shell, may_link, created_at, last_sso_at,
                organisation_id
            FROM member
            """, rest: rest, values
        ).all(Member.init(_:))
    }

    /// Adds a member to an organisation. Call it inside ``transaction(_:)``.
    ///
    /// - Throws: ``StoreError/conflict`` when the address, in whichever case, or the login name is or was somebody's in the
    ///   organisation, or the uid another login's; ``SettingsGuard/noSeat(limit:)``; ``SettingsGuard/otherAccount(_:)`` when
    ///   another organisation's member has the login name with another account.
    public func addMember(
        _ new: NewMember, of organisation: Organisation.ID, at now: UnixTime
    ) throws(StoreError) {
        try requireSeat(of: organisation)
        guard try member(spelledLike: new.email, of: organisation) == nil else { throw .conflict }
        let elsewhere = try memberships(login: new.login)
        for member in elsewhere {
            guard member.organisation != organisation else { throw .conflict }
            guard member.managedAccount == new.managed else { throw .refused(.otherAccount(new.login)) }
        }
        if let uid = new.managed?.uid {
            for member in try memberships(uid: uid) where member.login != new.login { throw .conflict }
        }
        // An invitation without a credential may be claimed by its first sign-in. An enrolled account has one, and so may an
        // account that another organisation knows.
        let isUnused = new.managed != nil && elsewhere.isEmpty
        try connection.run(
            """
            INSERT INTO member (organisation_id, email, display_name, role, status, login, uid, home, shell, may_link, created_at)
            VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(organisation), .string(new.email.description), .string(new.displayName),
                .integer(Int64(new.role.rawValue)), .text(new.login.bytes),
                .optional(new.managed.map { Int64($0.uid) }), .string(new.managed?.home ?? ""),
                .string(new.managed?.shell ?? ""), .integer(isUnused ? 1 : 0), .time(now),
            ])
    }

    /// Lets the next sign-in with the member's e-mail link its identity, replacing the present one.
    public func allowLinking(_ member: Member) throws(StoreError) {
        try connection.run("UPDATE member SET may_link = 1 WHERE id = ?", [.integer(member.id)])
    }

    /// Sets whether a member may sign in. Call it inside ``transaction(_:)``.
    ///
    /// - Throws: ``SettingsGuard/lastOwner`` when no active owner would be left, ``SettingsGuard/removedForGood``, and
    ///   ``StoreError/conflict`` when there is no such member.
    public func setStatus(_ status: MemberStatus, of member: Member) throws(StoreError) {
        if status != .active { try requireAnotherOwner(than: member) }
        try requireNotRemoved(member)
        try connection.run(
            "UPDATE member SET status = ? WHERE id = ?",
            [.integer(Int64(status.rawValue)), .integer(member.id)])
    }

    /// Sets what a member may do. Call it inside ``transaction(_:)``.
    ///
    /// - Throws: as ``setStatus(_:of:)`` does.
    public func setRole(_ role: Role, of member: Member) throws(StoreError) {
        if role != .owner { try requireAnotherOwner(than: member) }
        try requireNotRemoved(member)
        try connection.run(
            "UPDATE member SET role = ? WHERE id = ?",
            [.integer(Int64(role.rawValue)), .integer(member.id)])
    }

    /// Corrects a member's address: the one their identity provider asserts, to the letter. Call it inside ``transaction(_:)``.
    ///
    /// - Throws: ``StoreError/conflict`` when it is or was somebody else's in the organisation, in whichever case of its letters;
    ///   ``SettingsGuard/removedForGood``. A suspended member keeps the address by which they are refused: ``StoreError/conflict``.
    public func setEmail(_ email: EmailAddress, of member: Member) throws(StoreError) {
        try requireNotRemoved(member)
        guard try self.member(id: member.id)?.status == .active else { throw .conflict }
        guard try self.member(spelledLike: email, of: member.organisation, otherThan: member) == nil else {
            throw .conflict
        }
        try connection.run(
            "UPDATE member SET email = ? WHERE id = ?", [.string(email.description), .integer(member.id)])
    }

    /// Lets a transaction go on only if somebody else owns the organisation, or the member does not.
    private func requireAnotherOwner(than member: Member) throws(StoreError) {
        let present = try self.member(id: member.id)
        guard let present, present.role == .owner, present.status == .active else { return }
        let another = try connection.integer(
            "SELECT 1 FROM member WHERE organisation_id = ? AND role = 1 AND status = 1 AND id <> ? LIMIT 1",
            [.integer(present.organisation), .integer(present.id)])
        guard another == 1 else { throw .refused(.lastOwner) }
    }

    private func requireNotRemoved(_ member: Member) throws(StoreError) {
        guard let present = try self.member(id: member.id) else { throw .conflict }
        guard present.status != .removed else { throw .refused(.removedForGood) }
    }

    /// The uid a person with this name has or would get: the first one that nobody has or had, from the name's own place on.
    public func nextUID(for login: LoginName) throws(StoreError) -> UInt32 {
        var uid = UIDRange.candidate(for: login)
        for _ in 0..<UIDRange.managed.count {
            if try memberships(uid: uid).isEmpty { return uid }
            uid = UIDRange.next(after: uid)
        }
        throw .conflict
    }
}

extension Member {
    fileprivate init(_ row: Statement) throws(StoreError) {
        guard let email = EmailAddress(row.bytes(1)),
            let role = Role(rawValue: UInt8(clamping: row.integer(3))),
            let status = MemberStatus(rawValue: UInt8(clamping: row.integer(4))),
            let login = LoginName(row.bytes(5))
        else { throw .corrupt }
        let uid = row.optionalInteger(6).map { UInt32(clamping: $0) }
        if let uid, !UIDRange.managed.contains(uid) { throw .corrupt }
        self.init(
            id: row.integer(0), organisation: row.integer(12), email: email, displayName: row.string(2),
            role: role, status: status, login: login, uid: uid, home: row.string(7), shell: row.string(8),
            mayLink: row.integer(9) == 1, createdAt: row.time(10), lastSSOAt: row.optionalTime(11))
    }
}
