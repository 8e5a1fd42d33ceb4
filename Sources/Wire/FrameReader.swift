/// Reads one frame, field by field; never beyond its end.
struct FrameReader {
    private let frame: [UInt8]
    private var position: Int
    /// What kind of message it is.
    let kind: UInt8

    /// Checks length and version.
    init(_ frame: [UInt8]) throws(WireError) {
        let length = try Frame.bodyLength(of: frame.prefix(Frame.headerLength))
        guard frame.count >= Frame.headerLength + length else { throw .truncated }
        guard frame.count == Frame.headerLength + length else { throw .trailingBytes }
        guard frame[4] == Frame.version else { throw .unknownVersion(frame[4]) }
        kind = frame[5]
        self.frame = frame
        position = 6
    }

    mutating func byte() throws(WireError) -> UInt8 {
        guard position < frame.count else { throw .truncated }
        defer { position += 1 }
        return frame[position]
    }

    mutating func flag() throws(WireError) -> Bool {
        let value = try byte()
        guard value <= 1 else { throw .noFlag }
        return value == 1
    }

    mutating func integer() throws(WireError) -> UInt32 {
        var integer: UInt32 = 0
        for _ in 0..<4 { integer = integer << 8 | UInt32(try byte()) }
        return integer
    }

    mutating func bytes(_ field: Field) throws(WireError) -> [UInt8] {
        var count = 0
        for _ in 0..<field.lengthBytes { count = count << 8 | Int(try byte()) }
        guard field.bounds.contains(count) else { throw .outOfBounds(field) }
        guard count <= frame.count - position else { throw .truncated }
        defer { position += count }
        return [UInt8](frame[position..<position + count])
    }

    mutating func account() throws(WireError) -> Account {
        let login = try bytes(.login)
        return Account(login: login, uid: try integer())
    }

    mutating func origin() throws(WireError) -> Origin {
        let service = try bytes(.service)
        let remoteHost = try bytes(.remoteHost)
        return Origin(service: service, remoteHost: remoteHost, terminal: try bytes(.terminal))
    }

    mutating func ruling() throws(WireError) -> Ruling {
        let row = try byte()
        let outcome = try integer()
        let shown = try bytes(.text)
        return Ruling(row: row, outcome: outcome, shown: shown, detail: try bytes(.text))
    }

    func end() throws(WireError) {
        guard position == frame.count else { throw .trailingBytes }
    }
}
