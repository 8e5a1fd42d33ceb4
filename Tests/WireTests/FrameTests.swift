import Testing
import Wire

private let account = Account(login: Array("alice".utf8), uid: 1_879_048_193)
private let origin = Origin(
    service: Array("sshd".utf8), remoteHost: Array("203.0.113.7".utf8), terminal: Array("ssh".utf8))

private let requests: [Request] = [
    .begin(account, origin),
    .redeem(reference: Array("K7QM-2D".utf8), code: Array("123456".utf8), account),
    .report(account, origin, row: 16, outcome: 0x4E4F_4E4F),
    .told(account, through: 7),
    .plan(account, origin),
    .judge(account, origin, method: 3),
    .present(account, origin, response: Array("PHNhbWxwOlJlc3BvbnNlLz4=".utf8)),
    .session(account, origin, isOver: true),
]

private let replies: [Reply] = [
    .started(
        reference: Array("K7QM-2D".utf8), url: Array("https://host.example/s/K7QM-2D".utf8), expiresIn: 300),
    .granted(account),
    .recovered(account),
    .wrongCode(triesLeft: 2),
    .refused(text: Array("Not a member.".utf8), reference: []),
    .noted,
    .plan(.signIn, ruling, password: ruling, code: ruling),
    .plan(.deny, ruling, password: nil, code: nil),
    .ruling(ruling),
]
private let ruling = Ruling(
    row: 16, outcome: 0x4E4F_4E4F, shown: Array("Passwords are off.".utf8), detail: Array("row 16".utf8))

@Suite struct FrameTests {
    @Test(arguments: requests) func requestSurvivesTheWay(request: Request) throws {
        #expect(try Request.decode(frame: request.encode()) == request)
    }

    @Test(arguments: replies) func replySurvivesTheWay(reply: Reply) throws {
        #expect(try Reply.decode(frame: reply.encode()) == reply)
    }

    @Test func headerTellsTheBodysLength() throws {
        let frame = try requests[0].encode()
        #expect(try Frame.bodyLength(of: frame.prefix(4)) == frame.count - 4)
    }

    @Test(arguments: requests) func everyTruncatedRequestIsRefused(request: Request) throws {
        let frame = try request.encode()
        for count in 0..<frame.count {
            #expect(throws: WireError.self) { try Request.decode(frame: Array(frame.prefix(count))) }
            if count >= 4 {
                let shortened = withLength(Array(frame.prefix(count)))
                #expect(throws: WireError.self) { try Request.decode(frame: shortened) }
            }
        }
    }

    @Test(arguments: replies) func everyTruncatedReplyIsRefused(reply: Reply) throws {
        let frame = try reply.encode()
        for count in 0..<frame.count {
            #expect(throws: WireError.self) { try Reply.decode(frame: Array(frame.prefix(count))) }
            if count >= 4 {
                let shortened = withLength(Array(frame.prefix(count)))
                #expect(throws: WireError.self) { try Reply.decode(frame: shortened) }
            }
        }
    }

    @Test(arguments: replies) func bytesAfterTheLastFieldAreRefused(reply: Reply) throws {
        let frame = try reply.encode()
        #expect(throws: WireError.trailingBytes) { try Reply.decode(frame: frame + [0]) }
        #expect(throws: WireError.trailingBytes) { try Reply.decode(frame: withLength(frame + [0])) }
    }

    @Test func anotherVersionIsRefused() throws {
        var frame = try Reply.noted.encode()
        frame[4] = 2
        #expect(throws: WireError.unknownVersion(2)) { try Reply.decode(frame: frame) }
    }

    @Test func anUnknownKindIsRefused() throws {
        var frame = try Reply.noted.encode()
        frame[5] = 0x7F
        #expect(throws: WireError.unknownKind(0x7F)) { try Reply.decode(frame: frame) }
    }

    @Test func aRequestIsNoReply() throws {
        for request in requests {
            #expect(throws: WireError.self) { try Reply.decode(frame: request.encode()) }
        }
    }

    @Test func everyFlippedBitOfTheVerdictIsNoGrant() throws {
        let frame = try Reply.granted(account).encode()
        for bit in 0..<32 {
            var flipped = frame
            flipped[6 + bit / 8] ^= 1 << (bit % 8)
            #expect(throws: WireError.noVerdict) { try Reply.decode(frame: flipped) }
        }
    }

    @Test func aLengthBeyondTheBoundIsRefusedByItsHeader() {
        #expect(throws: WireError.frameTooLong) { try Frame.bodyLength(of: [0, 6, 0, 1]) }
        #expect(throws: WireError.frameTooLong) { try Frame.bodyLength(of: [255, 255, 255, 255]) }
        #expect(throws: WireError.truncated) { try Frame.bodyLength(of: [0, 0, 0, 1]) }
        #expect(throws: WireError.truncated) { try Frame.bodyLength(of: [0, 0, 2]) }
    }

    @Test func aFieldOutOfItsBoundsIsNotSent() {
        let nobody = Account(login: [], uid: 1)
        #expect(throws: WireError.outOfBounds(.login)) { try Reply.granted(nobody).encode() }
        let long = Account(login: Array(repeating: 97, count: 65), uid: 1)
        #expect(throws: WireError.outOfBounds(.login)) { try Request.begin(long, origin).encode() }
        #expect(throws: WireError.outOfBounds(.text)) {
            try Reply.refused(text: Array(repeating: 97, count: 1025), reference: []).encode()
        }
    }

    @Test func theLongestResponseTravelsAndALongerOneDoesNot() throws {
        let most = Field.response.bounds.upperBound
        let request = Request.present(account, origin, response: Array(repeating: 65, count: most))
        let frame = try request.encode()
        #expect(try Frame.bodyLength(of: frame.prefix(4)) == frame.count - 4)
        #expect(try Request.decode(frame: frame) == request)
        #expect(throws: WireError.outOfBounds(.response)) {
            try Request.present(account, origin, response: Array(repeating: 65, count: most + 1)).encode()
        }
    }

    @Test func aPlanWithoutAVerdictIsNone() throws {
        let frame = try Reply.plan(.ignore, ruling, password: nil, code: nil).encode()
        for bit in 0..<32 {
            var flipped = frame
            flipped[6 + bit / 8] ^= 1 << (bit % 8)
            #expect(throws: WireError.noVerdict) { try Reply.decode(frame: flipped) }
        }
        var neither = frame
        neither[frame.count - 1] = 2
        #expect(throws: WireError.noFlag) { try Reply.decode(frame: neither) }
    }

    @Test func aFieldOutOfItsBoundsIsNotRead() throws {
        // The login's length says 65, and 65 bytes are there.
        let frame = withLength(
            [0, 0, 0, 0, 1, 0x82, 0x9E, 0x4A, 0x71, 0xD3, 0, 65] + Array(repeating: 97, count: 69))
        #expect(throws: WireError.outOfBounds(.login)) { try Reply.decode(frame: frame) }
    }

    @Test func randomFramesNeverCrash() throws {
        var random = SplitMix(state: 0x6A7E)
        for _ in 0..<10_000 {
            let kinds: [UInt8] = [
                1, 2, 3, 4, 5, 6, 7, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
                UInt8.random(in: 0...255, using: &random),
            ]
            var frame: [UInt8] = [0, 0, 0, 0, 1, kinds.randomElement(using: &random) ?? 0]
            for _ in 0..<Int.random(in: 0...120, using: &random) {
                // Small values often, so that lengths fit and the reading goes on.
                let most: UInt8 = Bool.random(using: &random) ? 8 : 255
                frame.append(UInt8.random(in: 0...most, using: &random))
            }
            if Int.random(in: 0..<8, using: &random) > 0 { frame = withLength(frame) }
            if let request = try? Request.decode(frame: frame) { try #expect(request.encode() == frame) }
            if let reply = try? Reply.decode(frame: frame) { try #expect(reply.encode() == frame) }
        }
    }

    private func withLength(_ frame: [UInt8]) -> [UInt8] {
        let length = frame.count - 4
        return [0, 0, UInt8(length >> 8), UInt8(length & 255)] + frame.dropFirst(4)
    }
}

/// A seeded generator, so that a failure repeats.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
