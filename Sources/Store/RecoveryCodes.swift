public import Policy

/// The recovery codes that an owner of an organisation has.
public struct RecoveryCodes: Hashable, Sendable {
    /// The owner's address.
    public let email: EmailAddress
    /// Their account.
    public let login: LoginName
    /// How many were printed last; 0 when none ever were, or all became void.
    public let printed: Int
    /// How many of these are left.
    public let unused: Int
    /// When they were printed; nil for no codes.
    public let printedAt: UnixTime?
}

extension Store {
    /// Gives an active owner new codes in place of all earlier ones.
    ///
    /// - Parameter hashes: one for each code, in the order of their numbers, all with the same salt.
    /// - Throws: ``StoreError/conflict`` when the member is no active owner.
    public func replaceRecoveryCodes(
        of member: Member, by hashes: [String], at now: UnixTime
    ) throws(StoreError) {
        let isActiveOwner = try connection.integer(
            "SELECT 1 FROM member WHERE id = ? AND role = 1 AND status = 1", [.integer(member.id)])
        guard isActiveOwner == 1 else { throw .conflict }
        try connection.run("DELETE FROM recovery_code WHERE member_id = ?", [.integer(member.id)])
        var number: Int64 = 1
        for hash in hashes {
            try connection.run(
                "INSERT INTO recovery_code (member_id, number, hash, printed_at) VALUES (?, ?, ?, ?)",
                [.integer(member.id), .integer(number), .string(hash), .time(now)])
            number += 1
        }
    }

    /// What each active owner of an organisation has, those without codes included, by login name.
    public func recoveryCodes(of organisation: Organisation.ID) throws(StoreError) -> [RecoveryCodes] {
        let row = try connection.prepare(
            """
            SELECT email, login, count(number), count(number) - count(used_at), max(printed_at)
            FROM member LEFT JOIN recovery_code ON member_id = member.id
            WHERE organisation_id = ? AND role = 1 AND status = 1 GROUP BY member.id ORDER BY login
            """, [.integer(organisation)])
        var found: [RecoveryCodes] = []
        while try row.step() {
            guard let email = EmailAddress(row.bytes(0)), let login = LoginName(row.bytes(1)) else {
                throw .corrupt
            }
            found.append(
                RecoveryCodes(
                    email: email, login: login, printed: Int(row.integer(2)), unused: Int(row.integer(3)),
                    printedAt: row.optionalTime(4)))
        }
        return found
    }

    /// How many codes the owner of an account has left, in all organisations of which they are one.
    public func recoveryCodesLeft(of login: LoginName) throws(StoreError) -> Int {
        let count = try connection.integer(
            """
            SELECT count(*) FROM recovery_code JOIN member ON member.id = member_id
            WHERE login = ? AND used_at IS NULL
            """, [.text(login.bytes)])
        return Int(count ?? 0)
    }
}
