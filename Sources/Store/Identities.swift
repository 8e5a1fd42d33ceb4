public import Policy

extension Store {
    /// The member of an organisation that this identity was linked to. Every part is compared byte for byte (Core section
    /// 8.3.7); what another organisation linked it to does not count.
    func member(
        identity person: AssertedPerson, of organisation: Organisation.ID
    ) throws(StoreError) -> Member? {
        let row = try connection.prepare(
            """
            SELECT member.login FROM identity JOIN member ON member.id = identity.member_id
            WHERE idp_entity_id = ? AND format = ? AND name_qualifier = ? AND sp_name_qualifier = ? AND name_id = ?
                AND identity.organisation_id = ?
            """, identityKey(person) + [.integer(organisation)])
        guard try row.step() else { return nil }
        guard let login = LoginName(row.bytes(0)) else { throw .corrupt }
        return try member(login: login, of: organisation)
    }

    /// The members of an organisation, of any status, who could be this person under another spelling: their address is the
    /// same but for the case of ASCII letters, or the identity provider named them by the same name identifier in another
    /// format or with other qualifiers. That is a reason to refuse somebody unknown, never to let them in.
    func members(
        like person: AssertedPerson, of organisation: Organisation.ID
    ) throws(StoreError) -> [Member] {
        let row = try connection.prepare(
            """
            SELECT login FROM member WHERE organisation_id = ?1 AND (email = ?2 COLLATE NOCASE OR id IN (
                SELECT member_id FROM identity WHERE organisation_id = ?1 AND idp_entity_id = ?3 AND name_id = ?4))
            """,
            [
                .integer(organisation), .string(person.email.description), .string(person.identityProvider),
                .string(person.nameID),
            ])
        var found: [Member] = []
        while try row.step() {
            guard let login = LoginName(row.bytes(0)), let member = try member(login: login, of: organisation)
            else { throw .corrupt }
            found.append(member)
        }
        return found
    }

    /// Makes the identity the member's only one.
    func link(_ person: AssertedPerson, to member: Member, at now: UnixTime) throws(StoreError) {
        try connection.run("DELETE FROM identity WHERE member_id = ?", [.integer(member.id)])
        try connection.run(
            """
            INSERT INTO identity
                (idp_entity_id, format, name_qualifier, sp_name_qualifier, name_id, member_id, linked_at, organisation_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            identityKey(person) + [.integer(member.id), .time(now), .integer(member.organisation)])
    }

    /// Notes a sign-in: the member's time and present e-mail, and that the identity provider in force is proven, also while
    /// the clock is behind its configuration. A permission to link another identity ends with it. Call it only for what
    /// that configuration vouches for.
    func noteSignIn(of member: Member, as person: AssertedPerson, at now: UnixTime) throws(StoreError) {
        try connection.run(
            "UPDATE member SET last_sso_at = ?, email = ?, may_link = 0 WHERE id = ?",
            [.time(now), .string(person.email.description), .integer(member.id)])
        try connection.run(
            "UPDATE identity_provider SET proven_at = max(?, changed_at) WHERE organisation_id = ? AND entity_id = ?",
            [.time(now), .integer(member.organisation), .string(person.identityProvider)])
    }

    /// The IDs of the responses and assertions that were used and are remembered. Changes nothing.
    public func usedIDs(of identityProvider: String) throws(StoreError) -> Set<String> {
        let row = try connection.prepare(
            "SELECT assertion_id FROM used_assertion WHERE idp_entity_id = ?", [.string(identityProvider)])
        return Set(try row.all { (row) throws(StoreError) in row.string(0) })
    }

    /// Remembers the response's and the assertion's ID; false when either was used before (RPL-01). Forgets what ran out a day
    /// ago: a clock that is set back by less brings nothing back. Call inside ``transaction(_:)``.
    public func consume(
        _ used: UsedAssertion, of identityProvider: String, at now: UnixTime
    ) throws(StoreError) -> Bool {
        try connection.run(
            "DELETE FROM used_assertion WHERE expires_at <= ?", [.integer(now.seconds - 86_400)])
        for id in [used.responseID, used.assertionID] {
            try connection.run(
                """
                INSERT INTO used_assertion (idp_entity_id, assertion_id, expires_at) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, [.string(identityProvider), .string(id), .time(used.expiresAt)])
            guard connection.changes == 1 else { return false }
        }
        return true
    }

    private func identityKey(_ person: AssertedPerson) -> [SQLValue] {
        [
            .string(person.identityProvider), .string(person.nameFormat), .string(person.nameQualifier),
            .string(person.spNameQualifier), .string(person.nameID),
        ]
    }
}
