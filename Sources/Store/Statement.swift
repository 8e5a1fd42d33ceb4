internal import CSQLite
internal import Policy

/// A value for a parameter of a statement.
enum SQLValue {
    case integer(Int64)
    case text([UInt8])
    case blob([UInt8])
    case null

    static func string(_ text: String) -> SQLValue { .text([UInt8](text.utf8)) }
    static func optional(_ integer: Int64?) -> SQLValue { integer.map { .integer($0) } ?? .null }
    static func time(_ time: UnixTime?) -> SQLValue { optional(time?.seconds) }
}

/// One compiled statement. Finalised when it goes out of scope.
@safe final class Statement {
    private let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    deinit {
        // SAFETY: this value is the handle's only owner.
        unsafe sqlite3_finalize(handle)
    }

    /// Binds one parameter; the first has index 1.
    func bind(_ value: SQLValue, at index: Int32) throws(StoreError) {
        let code: Int32
        switch value {
        // SAFETY: the handle is a live statement; bytes are copied before each call returns.
        case .integer(let integer): code = unsafe sqlite3_bind_int64(handle, index, integer)
        case .text(let bytes):
            code = unsafe bytes.withUnsafeBytes {
                // An empty array may have no address; SQLite would take that for NULL.
                unsafe gh_bind_text(
                    handle, index, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32($0.count))
            }
        case .blob(let bytes):
            code = unsafe bytes.withUnsafeBytes {
                unsafe gh_bind_blob(
                    handle, index, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32($0.count))
            }
        case .null: code = unsafe sqlite3_bind_null(handle, index)
        }
        try StoreError.check(code)
    }

    /// Moves to the next row; false when there is none.
    func step() throws(StoreError) -> Bool {
        // SAFETY: the handle is a live statement.
        let code = unsafe sqlite3_step(handle)
        try StoreError.check(code)
        return code == SQLITE_ROW
    }

    /// What is made of each row from the next one on.
    func all<Value>(
        _ make: (Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var values: [Value] = []
        while try step() { values.append(try make(self)) }
        return values
    }

    /// An integer of the current row; 0 for NULL.
    func integer(_ column: Int32) -> Int64 {
        // SAFETY: SQLite checks the column's number itself.
        unsafe sqlite3_column_int64(handle, column)
    }

    /// An integer of the current row, or nil for NULL.
    func optionalInteger(_ column: Int32) -> Int64? {
        // SAFETY: SQLite checks the column's number itself.
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : integer(column)
    }

    /// A time of the current row.
    func time(_ column: Int32) -> UnixTime { UnixTime(seconds: integer(column)) }

    /// A time of the current row, or nil for NULL.
    func optionalTime(_ column: Int32) -> UnixTime? {
        optionalInteger(column).map { UnixTime(seconds: $0) }
    }

    /// Text or blob of the current row as bytes; empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        // SAFETY: the pointer is valid until the next step; the bytes are copied here. column_blob comes before column_bytes.
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Text of the current row; empty for NULL.
    func string(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }
}
