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
    /// What a login of this account would be asked for, for a program that may not read the store. Answered by
    /// `plan` or `refused`.
    case plan(Account, Origin)
    /// Whether what this account proved suffices, for the same programs. Answered by `ruling` or `refused`.
    ///
    /// - Parameter method: the proof, as the policy encodes it.
    case judge(Account, Origin, method: UInt8)
    /// Take a SAML response for a sign-in. Answered by `granted` or `refused`.
    ///
    /// - Parameter response: base64 as it was posted, 1 to 383 KiB.
    case present(Account, Origin, response: [UInt8])
    /// Write to the audit log that a session began or ended. Answered by `noted`.
    case session(Account, Origin, isOver: Bool)

    private enum Kind: UInt8 {
        case begin = 0x01
        case redeem = 0x02
        case report = 0x03
        case told = 0x10
        case plan = 0x04
        case judge = 0x05
        case present = 0x06
        case session = 0x07
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
        case .plan(let account, let origin):
            var frame = FrameWriter(kind: Kind.plan.rawValue)
            try frame.append(account)
            try frame.append(origin)
            return frame.finish()
        case .judge(let account, let origin, let method):
            var frame = FrameWriter(kind: Kind.judge.rawValue)
            try frame.append(account)
            try frame.append(origin)
            frame.append(method)
            return frame.finish()
        case .present(let account, let origin, let response):
            var frame = FrameWriter(kind: Kind.present.rawValue)
            try frame.append(account)
            try frame.append(origin)
            try frame.append(response, as: .response)
            return frame.finish()
        case .session(let account, let origin, let isOver):
            var frame = FrameWriter(kind: Kind.session.rawValue)
            try frame.append(account)
            try frame.append(origin)
            frame.append(flag: isOver)
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
        case .plan:
            request = .plan(try reader.account(), try reader.origin())
        case .judge:
            request = .judge(try reader.account(), try reader.origin(), method: try reader.byte())
        case .present:
            request = .present(
                try reader.account(), try reader.origin(), response: try reader.bytes(.response))
        case .session:
            request = .session(try reader.account(), try reader.origin(), isOver: try reader.flag())
        case nil:
            throw .unknownKind(reader.kind)
        }
        try reader.end()
        return request
    }
}
