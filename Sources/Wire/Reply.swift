/// What the helper answers.
public enum Reply: Equatable, Sendable {
    /// The sign-in waits for the person.
    ///
    /// - Parameters:
    ///   - reference: its short name, 1 to 32 bytes.
    ///   - url: of its page, 1 to 2048 bytes, ASCII.
    ///   - expiresIn: how long it waits, in seconds.
    case started(reference: [UInt8], url: [UInt8], expiresIn: UInt32)
    /// Yes: the person of this account has signed in. The module compares the account with the one it asked
    /// for.
    case granted(Account)
    /// Yes: the owner of this account has given a recovery code, which is used up now.
    case recovered(Account)
    /// The code is not right; so many more may be tried.
    case wrongCode(triesLeft: UInt8)
    /// No.
    ///
    /// - Parameters:
    ///   - text: why, for the person, at most 1024 bytes, UTF-8.
    ///   - reference: the sign-in to name when asking for help, at most 32 bytes; empty when none was begun.
    case refused(text: [UInt8], reference: [UInt8])
    /// The report was written.
    case noted
    /// What a login is asked for.
    ///
    /// - Parameters:
    ///   - password: what the rule says of a password, where `signIn` leaves it open.
    ///   - code: what it says of a recovery code, where `signIn` leaves it open.
    case plan(PlanKind, Ruling, password: Ruling?, code: Ruling?)
    /// What the rule says of a proof.
    case ruling(Ruling)

    /// What is done at the start of a login. The values are far apart and none is zero.
    public enum PlanKind: UInt32, Sendable, CaseIterable {
        /// Not ours.
        case ignore = 0x4947_4E52
        /// Refuse without asking for anything.
        case deny = 0x4E4F_4E4F
        /// Sign in.
        case signIn = 0x5349_474E
        /// Leave it to the next module, which asks for the password.
        case password = 0x5041_5353
        /// Ask for a recovery code, and for nothing else: single sign-on is denied.
        case recoveryCode = 0x5243_4F44
    }

    /// The only value of a grant that means yes; far from zero and from its own complement.
    private static let verdict: UInt32 = 0x9E4A_71D3
    /// The same for a recovery code. As far from the other: neither answer is taken for the other one.
    private static let recoveryVerdict: UInt32 = 0x5A17_C86E

    private enum Kind: UInt8 {
        case started = 0x81
        case granted = 0x82
        case wrongCode = 0x83
        case refused = 0x84
        case noted = 0x85
        case recovered = 0x90
        case plan = 0x86
        case ruling = 0x87
    }

    /// The whole frame, header included.
    ///
    /// - Throws: ``WireError/outOfBounds(_:)``.
    public func encode() throws(WireError) -> [UInt8] {
        switch self {
        case .started(let reference, let url, let expiresIn):
            var frame = FrameWriter(kind: Kind.started.rawValue)
            try frame.append(reference, as: .reference)
            try frame.append(url, as: .url)
            frame.append(expiresIn)
            return frame.finish()
        case .granted(let account):
            var frame = FrameWriter(kind: Kind.granted.rawValue)
            frame.append(Self.verdict)
            try frame.append(account)
            return frame.finish()
        case .recovered(let account):
            var frame = FrameWriter(kind: Kind.recovered.rawValue)
            frame.append(Self.recoveryVerdict)
            try frame.append(account)
            return frame.finish()
        case .wrongCode(let triesLeft):
            var frame = FrameWriter(kind: Kind.wrongCode.rawValue)
            frame.append(triesLeft)
            return frame.finish()
        case .refused(let text, let reference):
            var frame = FrameWriter(kind: Kind.refused.rawValue)
            try frame.append(text, as: .text)
            try frame.append(reference, as: .helpReference)
            return frame.finish()
        case .noted:
            let frame = FrameWriter(kind: Kind.noted.rawValue)
            return frame.finish()
        case .plan(let kind, let ruling, let password, let code):
            var frame = FrameWriter(kind: Kind.plan.rawValue)
            frame.append(kind.rawValue)
            try frame.append(ruling)
            for open in [password, code] {
                frame.append(flag: open != nil)
                if let open { try frame.append(open) }
            }
            return frame.finish()
        case .ruling(let ruling):
            var frame = FrameWriter(kind: Kind.ruling.rawValue)
            try frame.append(ruling)
            return frame.finish()
        }
    }

    /// Reads a whole frame, header included. Every byte has to be accounted for.
    public static func decode(frame: [UInt8]) throws(WireError) -> Reply {
        var reader = try FrameReader(frame)
        let reply: Reply
        switch Kind(rawValue: reader.kind) {
        case .started:
            reply = .started(
                reference: try reader.bytes(.reference), url: try reader.bytes(.url),
                expiresIn: try reader.integer())
        case .granted:
            guard try reader.integer() == verdict else { throw .noVerdict }
            reply = .granted(try reader.account())
        case .recovered:
            guard try reader.integer() == recoveryVerdict else { throw .noVerdict }
            reply = .recovered(try reader.account())
        case .wrongCode:
            reply = .wrongCode(triesLeft: try reader.byte())
        case .refused:
            reply = .refused(text: try reader.bytes(.text), reference: try reader.bytes(.helpReference))
        case .noted:
            reply = .noted
        case .plan:
            guard let kind = PlanKind(rawValue: try reader.integer()) else { throw .noVerdict }
            let ruling = try reader.ruling()
            let password = try reader.flag() ? reader.ruling() : nil
            reply = .plan(kind, ruling, password: password, code: try reader.flag() ? reader.ruling() : nil)
        case .ruling:
            reply = .ruling(try reader.ruling())
        case nil:
            throw .unknownKind(reader.kind)
        }
        try reader.end()
        return reply
    }
}
