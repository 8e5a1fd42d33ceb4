public import Policy

extension Store {
    /// All members, removed ones too, by login name.
    public func members() throws(StoreError) -> [Member] {
        let row = try connection.prepare(
            """
            SELECT id, email, display_name, role, status, login, uid, home, shell, may_link, created_at, last_sso_at
            FROM member ORDER BY login
            """)
        var members: [Member] = []
        while try row.step() { members.append(try Self.member(row)) }
        return members
    }

    /// The member with this account name, removed ones too.
    public func member(login: LoginName) throws(StoreError) -> Member? {
        let row = try connection.prepare(
            """
            SELECT id, email, display_name, role, status, login, uid, home, shell, may_link, created_at, last_sso_at
            FROM member WHERE login = ?
            """, [.text(login.bytes)])
        return try row.step() ? Self.member(row) : nil
    }

    /// The member with this address, removed ones too. Byte-exact in the local part.
    public func member(email: EmailAddress) throws(StoreError) -> Member? {
        let row = try connection.prepare(
            """
            SELECT id, email, display_name, role, status, login, uid, home, shell, may_link, created_at, last_sso_at
            FROM member WHERE email = ?
            """, [.string(email.description)])
        return try row.step() ? Self.member(row) : nil
    }

    /// The member whose managed account has this uid, removed ones too.
    public func member(uid: UInt32) throws(StoreError) -> Member? {
        let row = try connection.prepare(
            """
            SELECT id, email, display_name, role, status, login, uid, home, shell, may_link, created_at, last_sso_at
            FROM member WHERE uid = ?
            """, [.integer(Int64(uid))])
        return try row.step() ? Self.member(row) : nil
    }

    /// Adds a member.
    ///
    /// - Throws: ``StoreError/conflict`` when the address, the login name or the uid is or was somebody's.
    public func addMember(_ new: NewMember, at now: UnixTime) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO member (organisation_id, email, display_name, role, status, login, uid, home, shell, may_link, created_at)
            VALUES (1, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
            """,
            [
                .string(new.email.description), .string(new.displayName), .integer(Int64(new.role.rawValue)),
                .text(new.login.bytes), new.managed.map { .integer(Int64($0.uid)) } ?? .null,
                .string(new.managed?.home ?? ""), .string(new.managed?.shell ?? ""),
                // An invitation has no credential yet, so its first sign-in may claim it; an enrolled account has one.
                .integer(new.managed == nil ? 0 : 1), .integer(now.seconds),
            ])
    }

    /// Lets the next sign-in with the member's e-mail link its identity, replacing the present one.
    public func allowLinking(_ member: Member) throws(StoreError) {
        try connection.run("UPDATE member SET may_link = 1 WHERE id = ?", [.integer(member.id)])
    }

    /// Sets whether a member may sign in.
    public func setStatus(_ status: MemberStatus, of member: Member) throws(StoreError) {
        try connection.run(
            "UPDATE member SET status = ? WHERE id = ?",
            [.integer(Int64(status.rawValue)), .integer(member.id)])
    }

    /// The uid a person with this name has or would get: the first one that nobody has or had, from the name's own place on.
    public func nextUID(for login: LoginName) throws(StoreError) -> UInt32 {
        var uid = UIDRange.candidate(for: login)
        for _ in 0..<UIDRange.managed.count {
            if try member(uid: uid) == nil { return uid }
            uid = UIDRange.next(after: uid)
        }
        throw .conflict
    }

    private static func member(_ row: Statement) throws(StoreError) -> Member {
        guard let email = EmailAddress(row.bytes(1)),
            let role = Role(rawValue: UInt8(clamping: row.integer(3))),
            let status = MemberStatus(rawValue: UInt8(clamping: row.integer(4))),
            let login = LoginName(row.bytes(5))
        else { throw .corrupt }
        let uid = row.optionalInteger(6).map { UInt32(clamping: $0) }
        if let uid, !UIDRange.managed.contains(uid) { throw .corrupt }
        return Member(
            id: row.integer(0), email: email, displayName: row.string(2), role: role, status: status,
            login: login, uid: uid, home: row.string(7), shell: row.string(8), mayLink: row.integer(9) == 1,
            createdAt: UnixTime(seconds: row.integer(10)),
            lastSSOAt: row.optionalInteger(11).map { UnixTime(seconds: $0) })
    }
}
