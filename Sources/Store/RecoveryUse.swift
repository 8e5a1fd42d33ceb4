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
    /// Judges a recovery code, and uses it up when it lets its owner in; with everything that follows from that, and its line
    /// in the audit log, in one transaction.
    ///
    /// - Parameters:
    ///   - login: the account that was asked for; `uid` and `isLocal` as for `facts(login:uid:isLocal:at:)`.
    ///   - attempt: of ``RecoveryTry``; a right code takes it back.
    ///   - origin: by way of what, and from where, printable ASCII.
    ///   - service: the same without where, for the audit log.
    ///   - matches: whether the code has this hash.
    public func useRecoveryCode(
        login: LoginName, uid: UInt32, isLocal: Bool, attempt: Int64, origin: String, service: String,
        at now: UnixTime, matches: (String) -> Bool
    ) throws(StoreError) -> RecoveryOutcome {
        try connection.transaction { () throws(StoreError) in
            let decision = decide(
                try facts(login: login, uid: uid, isLocal: isLocal, at: now), method: .recoveryCode)
            let outcome: RecoveryOutcome
            if let code = try unusedCode(of: login, matches) {
                try connection.run("DELETE FROM recovery_try WHERE id = ?", [.integer(attempt)])
                if decision.row == .recoveryCode, decision.outcome == .allow, code.isOfOneThatRequires {
                    try use(code.number, of: code.member, origin: origin, at: now)
                    outcome = .accepted(decision, number: code.number)
                } else {
                    outcome = .refused(decision)
                }
            } else {
                outcome = .wrong
            }
            try record(outcome, login: login, origin: origin, service: service, at: now)
            return outcome
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
                """, [.integer(organisation), .integer(start.seconds)]))
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

    /// Looks at every code that is left, so that the time does not tell which one it was.
    private func unusedCode(
        of login: LoginName, _ matches: (String) -> Bool
    ) throws(StoreError) -> (member: Int64, number: Int64, isOfOneThatRequires: Bool)? {
        let row = try connection.prepare(
            """
            SELECT member_id, number, hash, sso_required FROM recovery_code JOIN member ON member.id = member_id
                JOIN organisation ON organisation.id = organisation_id
            WHERE login = ? AND role = 1 AND status = 1 AND used_at IS NULL
            """, [.text(login.bytes)])
        var found: (member: Int64, number: Int64, isOfOneThatRequires: Bool)?
        while try row.step() {
            if matches(row.string(2)) { found = (row.integer(0), row.integer(1), row.integer(3) == 1) }
        }
        return found
    }

    private func use(
        _ number: Int64, of member: Int64, origin: String, at now: UnixTime
    ) throws(StoreError) {
        try connection.run(
            "UPDATE recovery_code SET used_at = ?, hash = '' WHERE member_id = ? AND number = ?",
            [.integer(now.seconds), .integer(member), .integer(number)])
        try connection.run(
            "INSERT INTO recovery_use (member_id, number, at, origin) VALUES (?, ?, ?, ?)",
            [.integer(member), .integer(number), .integer(now.seconds), .string(origin)])
        try connection.run(
            """
            INSERT INTO recovery_news (member_id, use_id)
                SELECT id, ? FROM member WHERE role = 1 AND status = 1
                    AND organisation_id = (SELECT organisation_id FROM member WHERE id = ?)
            """, [.integer(connection.lastInsertedRow), .integer(member)])
    }

    private func record(
        _ outcome: RecoveryOutcome, login: LoginName, origin: String, service: String, at now: UnixTime
    ) throws(StoreError) {
        let (word, rule, detail) =
            switch outcome {
            case .accepted(let decision, let number):
                ("allowed", decision.row.rawValue, "recovery code " + number.description)
            case .refused(let decision):
                ("denied", decision.row.rawValue, "a recovery code that does not count now")
            case .wrong:
                ("denied", Row.passwordRefused.rawValue, "wrong recovery code")
            }
        try record(
            AuditEntry(
                at: now, event: "login", actor: service, subject: login.description, outcome: word,
                rule: "row " + rule.description, detail: detail + ", " + origin))
    }

    private func recoveryUses(_ row: Statement) throws(StoreError) -> [RecoveryUse] {
        var uses: [RecoveryUse] = []
        while try row.step() {
            guard let login = LoginName(row.bytes(1)) else { throw .corrupt }
            uses.append(
                RecoveryUse(
                    id: row.integer(0), login: login, number: row.integer(2),
                    at: UnixTime(seconds: row.integer(3)), origin: row.string(4)))
        }
        return uses
    }
}
