internal import CSQLite

/// One open SQLite file. Closed when it goes out of scope. Not for use from two threads at once.
@safe final class Connection {
    private let handle: OpaquePointer
    /// Records of the audit log in the transaction that is open.
    private var records: [AuditRecord] = []
    /// Who is told of records that are committed.
    var announce: AuditAnnouncement?

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - flags: `SQLITE_OPEN_…`.
    ///   - patience: how long to wait for another process' lock, in milliseconds.
    init(path: String, flags: Int32, patience: Int32) throws(StoreError) {
        var opened: OpaquePointer?
        // SAFETY: SQLite copies the path and writes one pointer, which is closed here or owned by this value.
        let code = unsafe sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened = unsafe opened else { throw .unreadable(path: path) }
        guard code == SQLITE_OK else {
            // SAFETY: a handle that failed to open still has to be closed, once.
            unsafe sqlite3_close_v2(opened)
            throw .unreadable(path: path)
        }
        unsafe handle = unsafe opened
        // SAFETY: the handle is open.
        unsafe sqlite3_extended_result_codes(handle, 1)
        unsafe sqlite3_busy_timeout(handle, patience)
    }

    deinit {
        // SAFETY: opened in init, closed nowhere else; statements still alive keep their own hold (close_v2).
        unsafe sqlite3_close_v2(handle)
    }

    /// Leaves the write-ahead log and its index in place when the last connection closes, so that a process that may only read can
    /// open the store at any time (SQLite, "Read-Only WAL-Mode Databases").
    func keepLog() {
        var on: Int32 = 1
        // SAFETY: the handle is open; the call reads and writes one int.
        _ = unsafe sqlite3_file_control(handle, nil, SQLITE_FCNTL_PERSIST_WAL, &on)
    }

    /// Compiles one statement and binds its parameters, in order. Queries of one kind share what comes before `rest`; neither
    /// is made at run time.
    func prepare(
        _ sql: StaticString, rest: StaticString = "", _ values: [SQLValue] = []
    ) throws(StoreError) -> Statement {
        var prepared: OpaquePointer?
        // SAFETY: SQLite reads the text during the call and writes one pointer, which the statement owns.
        let code = unsafe sqlite3_prepare_v2(
            handle, sql.description + " " + rest.description, -1, &prepared, nil)
        try StoreError.check(code)
        guard let prepared = unsafe prepared else { throw .sqlite(code: SQLITE_MISUSE) }
        let statement = unsafe Statement(owning: prepared)
        var index: Int32 = 1
        for value in values {
            try statement.bind(value, at: index)
            index += 1
        }
        return statement
    }

    /// Runs one statement that returns no rows.
    func run(_ sql: StaticString, _ values: [SQLValue] = []) throws(StoreError) {
        let statement = try prepare(sql, values)
        while try statement.step() {}
    }

    /// The single integer a statement returns; nil for no row.
    func integer(_ sql: StaticString, _ values: [SQLValue] = []) throws(StoreError) -> Int64? {
        let statement = try prepare(sql, values)
        return try statement.step() ? statement.integer(0) : nil
    }

    /// Runs `body` in one transaction: all of it happens, or nothing; nothing anyway when it is a rehearsal. Within another one
    /// it is a part of that, which is undone alone when it fails and happens when the whole does.
    func transaction<Result>(
        isRehearsal: Bool = false, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        // SAFETY: the handle is open.
        let isWhole = unsafe sqlite3_get_autocommit(handle) != 0
        let before = records.count
        try run(isWhole ? "BEGIN IMMEDIATE" : "SAVEPOINT part")
        do throws(StoreError) {
            let result = try body()
            if isRehearsal {
                undo(isWhole: isWhole, records: before)
            } else {
                try run(isWhole ? "COMMIT" : "RELEASE part")
                if isWhole { announceRecords() }
            }
            return result
        } catch {
            undo(isWhole: isWhole, records: before)
            throw error
        }
    }

    /// Runs `body` so that all it reads is of one moment. Within a transaction it is a part of that.
    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        // SAFETY: the handle is open.
        guard unsafe sqlite3_get_autocommit(handle) != 0 else { return try body() }
        try run("BEGIN")
        // Nothing was written: there is nothing to lose by it.
        defer { try? run("ROLLBACK") }
        return try body()
    }

    private func undo(isWhole: Bool, records before: Int) {
        // SQLite may have ended the transaction itself; then these have nothing to undo.
        if isWhole {
            try? run("ROLLBACK")
        } else {
            try? run("ROLLBACK TO part")
            try? run("RELEASE part")
        }
        records.removeLast(records.count - before)
    }

    /// Hands a record of the audit log over once the transaction that is open is committed, and not at all when it is undone.
    func announceOnCommit(_ record: AuditRecord) {
        records.append(record)
    }

    private func announceRecords() {
        let committed = records
        records = []
        guard let announce else { return }
        for record in committed { announce(record) }
    }

    /// The key of the row inserted last.
    var lastInsertedRow: Int64 {
        // SAFETY: the handle is open.
        unsafe sqlite3_last_insert_rowid(handle)
    }

    /// How many rows the last statement changed.
    var changes: Int32 {
        // SAFETY: the handle is open.
        unsafe sqlite3_changes(handle)
    }
}

extension StoreError {
    /// The one funnel from SQLite's result codes to errors.
    static func check(_ code: Int32) throws(StoreError) {
        switch code & 0xFF {
        case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return
        case SQLITE_BUSY, SQLITE_LOCKED: throw .busy
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN: throw .cannotWrite
        case SQLITE_CORRUPT, SQLITE_NOTADB: throw .corrupt
        case SQLITE_CONSTRAINT: throw .conflict
        default: throw .sqlite(code: code)
        }
    }
}
