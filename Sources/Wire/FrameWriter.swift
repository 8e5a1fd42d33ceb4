/// Writes one frame, field by field.
struct FrameWriter {
    private var frame: [UInt8]

    init(kind: UInt8) {
        frame = [0, 0, 0, 0, Frame.version, kind]
    }

    mutating func append(_ byte: UInt8) {
        frame.append(byte)
    }

    mutating func append(_ integer: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { frame.append(UInt8(truncatingIfNeeded: integer >> shift)) }
    }

    mutating func append(flag: Bool) {
        frame.append(flag ? 1 : 0)
    }

    mutating func append(_ bytes: [UInt8], as field: Field) throws(WireError) {
        guard field.bounds.contains(bytes.count) else { throw .outOfBounds(field) }
        for place in (0..<field.lengthBytes).reversed() {
            frame.append(UInt8(truncatingIfNeeded: bytes.count >> (8 * place)))
        }
        frame += bytes
    }

    mutating func append(_ account: Account) throws(WireError) {
        try append(account.login, as: .login)
        append(account.uid)
    }

    mutating func append(_ origin: Origin) throws(WireError) {
        try append(origin.service, as: .service)
        try append(origin.remoteHost, as: .remoteHost)
        try append(origin.terminal, as: .terminal)
    }

    mutating func append(_ ruling: Ruling) throws(WireError) {
        append(ruling.row)
        append(ruling.outcome)
        try append(ruling.shown, as: .text)
        try append(ruling.detail, as: .text)
    }

    /// The frame with its length filled in. The fields' bounds keep it far below the longest one.
    consuming func finish() -> [UInt8] {
        let length = frame.count - Frame.headerLength
        for place in 0..<Frame.headerLength {
            frame[place] = UInt8(truncatingIfNeeded: length >> (8 * (Frame.headerLength - 1 - place)))
        }
        return frame
    }
}
