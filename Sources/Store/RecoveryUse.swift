public import Policy

/// That a recovery code let somebody in.
public struct RecoveryUse: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// The owner whose code it was.
    public let login: LoginName
    /// Which of the printed ones.
    public let number: Int64
    /// When.
    public let at: UnixTime
    /// By way of what, and from where: `sshd from 192.0.2.7`; printable ASCII.
    public let origin: String

    /// Takes the use as it is told.
    public init(id: Int64, login: LoginName, number: Int64, at: UnixTime, origin: String) {
        self.id = id
        self.login = login
        self.number = number
        self.at = at
        self.origin = origin
    }
}

/// What a recovery code is worth.
public enum RecoveryOutcome: Hashable, Sendable {
    /// It let its owner in, and is used up.
    case accepted(Decision, number: Int64)
    /// It is right, and the table says no; it stays as it is.
    case refused(Decision)
    /// It is nobody's code, or not of this owner, or used up.
    case wrong
}

extension Store {
    /// Judges a recovery code, and uses it up when it lets its owner in; with everything that follows from that, and its records
    /// in the audit log, in one transaction.
    ///
    /// - Parameters:
    ///   - login: the account that was asked for; `uid` and `isLocal` as for ``facts(login:uid:isLocal:at:)``.
    ///   - attempt: of ``RecoveryTry``; a right code takes it back.
    ///   - origin: by way of what, and from where, printable ASCII.
    ///   - reference: of the sign-in.
    ///   - matches: whether the code has this hash.
    public func useRecoveryCode(
        login: LoginName, uid: UInt32, isLocal: Bool, attempt: Int64, origin: AuditOrigin, reference: String,
        at now: UnixTime, matches: (String) -> Bool
    ) throws(StoreError) -> RecoveryOutcome {
        try connection.transaction { () throws(StoreError) in
            let decision = decide(
                try facts(login: login, uid: uid, isLocal: isLocal, at: now), method: .recoveryCode)
            var entry = AuditEntry(
                at: now, event: .login, actor: origin.service, subject: login.description, outcome: .denied,
                rule: Row.passwordRefused.code, origin: origin, reference: reference,
                detail: "wrong recovery code")
            guard let code = try unusedCode(of: login, matches) else {
                try record(entry)
                return .wrong
            }
            try connection.run("DELETE FROM recovery_try WHERE id = ?", [.integer(attempt)])
            entry.organisation = code.organisation
            entry.rule = decision.row.code
            guard decision.row == .recoveryCode, decision.outcome == .allow, code.isOfOneThatRequires else {
                entry.detail = "a recovery code that does not count now"
                try record(entry)
                return .refused(decision)
            }
            entry.outcome = .allowed
            entry.detail = "recovery code " + code.number.description
            try record(entry)
            let left = try recoveryCodesLeft(of: code.member)
            try use(code, origin: origin, at: now)
            entry.event = .recoveryUse
            entry.outcome = .changed
            (entry.before, entry.after) = (left.description + " left", (left - 1).description + " left")
            try record(entry)
            return .accepted(decision, number: code.number)
        }
    }

    /// Uses of an organisation's codes since a moment, oldest first.
    public func recoveryUses(
        of organisation: Organisation.ID, since start: UnixTime
    ) throws(StoreError) -> [RecoveryUse] {
        try recoveryUses(
            connection.prepare(
                """
                SELECT recovery_use.id, login, number, at, origin FROM recovery_use JOIN member ON member.id = member_id
                WHERE organisation_id = ? AND at >= ? ORDER BY recovery_use.id
                """, [.integer(organisation), .time(start)]))
    }

    /// What the active owner with this account has not been told yet, oldest first; nothing for anybody else.
    public func recoveryNews(for login: LoginName) throws(StoreError) -> [RecoveryUse] {
        try recoveryUses(
            connection.prepare(
                """
                SELECT recovery_use.id, user.login, recovery_use.number, recovery_use.at, recovery_use.origin
                FROM member JOIN recovery_news ON recovery_news.member_id = member.id
                    JOIN recovery_use ON recovery_use.id = use_id
                    JOIN member AS user ON user.id = recovery_use.member_id
                WHERE member.login = ? AND member.role = 1 AND member.status = 1 ORDER BY recovery_use.id
                """, [.text(login.bytes)]))
    }

    /// Notes that whoever has this account was told of all uses up to one.
    public func noteRecoveryNewsTold(to login: LoginName, through use: Int64) throws(StoreError) {
        try connection.run(
            """
            DELETE FROM recovery_news WHERE use_id <= ? AND member_id IN (SELECT id FROM member WHERE login = ?)
            """, [.integer(use), .text(login.bytes)])
    }

    private struct Code {
        let member, organisation, number: Int64
        let isOfOneThatRequires: Bool
    }

    /// Looks at every code that is left, so that the time does not tell which one it was.
    private func unusedCode(
        of login: LoginName, _ matches: (String) -> Bool
    ) throws(StoreError) -> Code? {
        let row = try connection.prepare(
            """
            SELECT hash, member_id, organisation_id, number, sso_required
            FROM recovery_code JOIN member ON member.id = member_id
                JOIN organisation ON organisation.id = organisation_id
            WHERE login = ? AND role = 1 AND status = 1 AND used_at IS NULL
            """, [.text(login.bytes)])
        var found: Code?
        while try row.step() {
            if matches(row.string(0)) {
                found = Code(
                    member: row.integer(1), organisation: row.integer(2), number: row.integer(3),
                    isOfOneThatRequires: row.integer(4) == 1)
            }
        }
        return found
    }

    private func recoveryCodesLeft(of member: Int64) throws(StoreError) -> Int64 {
        try connection.integer(
            "SELECT count(*) FROM recovery_code WHERE member_id = ? AND used_at IS NULL", [.integer(member)])
            ?? 0
    }

    private func use(_ code: Code, origin: AuditOrigin, at now: UnixTime) throws(StoreError) {
        try connection.run(
            "UPDATE recovery_code SET used_at = ?, hash = '' WHERE member_id = ? AND number = ?",
            [.time(now), .integer(code.member), .integer(code.number)])
        let from = origin.remoteHost.utf8.isEmpty ? "" : " from " + origin.remoteHost
        try connection.run(
            "INSERT INTO recovery_use (member_id, number, at, origin) VALUES (?, ?, ?, ?)",
            [
                .integer(code.member), .integer(code.number), .time(now),
                // As much as fits a line of a terminal.
                .text([UInt8]((origin.service + from).utf8.prefix(70))),
            ])
        try connection.run(
            """
            INSERT INTO recovery_news (member_id, use_id)
                SELECT id, ? FROM member WHERE role = 1 AND status = 1 AND organisation_id = ?
            """, [.integer(connection.lastInsertedRow), .integer(code.organisation)])
    }

    private func recoveryUses(_ row: Statement) throws(StoreError) -> [RecoveryUse] {
        var uses: [RecoveryUse] = []
        while try row.step() {
            guard let login = LoginName(row.bytes(1)) else { throw .corrupt }
            uses.append(
                RecoveryUse(
                    id: row.integer(0), login: login, number: row.integer(2),
                    at: row.time(3), origin: row.string(4)))
        }
        return uses
    }
}
