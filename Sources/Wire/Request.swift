/// What the module asks of the helper.
public enum Request: Equatable, Sendable {
    /// Begin a sign-in. Answered by `started` or `refused`.
    case begin(Account, Origin)
    /// Trade the code for the sign-in's result. Answered by `granted`, `recovered`, `wrongCode` or
    /// `refused`.
    ///
    /// - Parameters:
    ///   - reference: of the sign-in, 1 to 32 bytes.
    ///   - code: as it was typed, 1 to 32 bytes: the one that the page showed, or a recovery code.
    case redeem(reference: [UInt8], code: [UInt8], Account)
    /// Write to the audit log what the module decided alone. Answered by `noted`.
    ///
    /// - Parameters:
    ///   - row: number of the decision table's row.
    ///   - outcome: the decision's outcome, as the policy encodes it.
    case report(Account, Origin, row: UInt8, outcome: UInt32)
    /// The owner of this account was told of every use of a recovery code up to one. Answered by `noted`.
    ///
    /// - Parameter use: its key in the store.
    case told(Account, through: UInt32)

    private enum Kind: UInt8 {
        case begin = 0x01
        case redeem = 0x02
        case report = 0x03
        case told = 0x10
    }

    /// The whole frame, header included.
    ///
    /// - Throws: ``WireError/outOfBounds(_:)``.
    public func encode() throws(WireError) -> [UInt8] {
        switch self {
        case .begin(let account, let origin):
            var frame = FrameWriter(kind: Kind.begin.rawValue)
            try frame.append(account)
            try frame.append(origin)
            return frame.finish()
        case .redeem(let reference, let code, let account):
            var frame = FrameWriter(kind: Kind.redeem.rawValue)
            try frame.append(reference, as: .reference)
            try frame.append(code, as: .code)
            try frame.append(account)
            return frame.finish()
        case .report(let account, let origin, let row, let outcome):
            var frame = FrameWriter(kind: Kind.report.rawValue)
            try frame.append(account)
            try frame.append(origin)
            frame.append(row)
            frame.append(outcome)
            return frame.finish()
        case .told(let account, let use):
            var frame = FrameWriter(kind: Kind.told.rawValue)
            try frame.append(account)
            frame.append(use)
            return frame.finish()
        }
    }

    /// Reads a whole frame, header included. Every byte has to be accounted for.
    public static func decode(frame: [UInt8]) throws(WireError) -> Request {
        var reader = try FrameReader(frame)
        let request: Request
        switch Kind(rawValue: reader.kind) {
        case .begin:
            request = .begin(try reader.account(), try reader.origin())
        case .redeem:
            request = .redeem(
                reference: try reader.bytes(.reference), code: try reader.bytes(.code), try reader.account())
        case .report:
            request = .report(
                try reader.account(), try reader.origin(), row: try reader.byte(),
                outcome: try reader.integer())
        case .told:
            request = .told(try reader.account(), through: try reader.integer())
        case nil:
            throw .unknownKind(reader.kind)
        }
        try reader.end()
        return request
    }
}
