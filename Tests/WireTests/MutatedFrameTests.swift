import Testing
import Wire

private let account = Account(login: Array("alice".utf8), uid: 1_879_048_193)

/// Frames that were right before a few bytes changed on the way.
@Suite struct MutatedFrameTests {
    private static let frames: [[UInt8]] = {
        let origin = Origin(service: Array("sshd".utf8), remoteHost: Array("203.0.113.7".utf8), terminal: [])
        let requests: [Request] = [
            .begin(account, origin),
            .redeem(reference: Array("K7QM-2D".utf8), code: Array("123456".utf8), account),
            .report(account, origin, row: 16, outcome: 0x4E4F_4E4F),
        ]
        let replies: [Reply] = [
            .started(
                reference: Array("K7QM-2D".utf8), url: Array("https://host.example/s/K".utf8), expiresIn: 300),
            .granted(account), .wrongCode(triesLeft: 2), .refused(text: Array("No.".utf8), reference: []),
            .noted,
        ]
        return requests.compactMap { try? $0.encode() } + replies.compactMap { try? $0.encode() }
    }()

    @Test func `what is read of a changed frame is what it says`() throws {
        var dice = Dice(state: 0x51CE)
        var grants = 0
        for _ in 0..<50_000 {
            let frame = changed(Self.frames[dice.roll(Self.frames.count)], &dice)
            if let request = try? Request.decode(frame: frame) { try #expect(request.encode() == frame) }
            if let reply = try? Reply.decode(frame: frame) {
                try #expect(reply.encode() == frame)
                if case .granted(let whose) = reply, whose == account { grants += 1 }
            }
        }
        // None of them grants the account anything: only the very frame does.
        #expect(grants == 0)
    }

    @Test func `no flipped bit of a grant is a grant for the same account`() throws {
        let frame = try Reply.granted(account).encode()
        for bit in 0..<frame.count * 8 {
            var flipped = frame
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect((try? Reply.decode(frame: flipped)) != .granted(account))
        }
    }

    /// A frame made of the given one that is none of the right ones; its length is mostly made right, so that reading goes on.
    private func changed(_ frame: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var result = frame
        repeat {
            for _ in 0...dice.roll(3) {
                let place = dice.roll(result.count)
                switch dice.roll(5) {
                case 0: result[place] ^= 1 << dice.roll(8)
                case 1: result[place] = UInt8(dice.roll(256))
                case 2: result.insert(contentsOf: [0, UInt8(dice.roll(9))], at: place)
                case 3 where result.count > 8: result.remove(at: place)
                default: result += Self.frames[dice.roll(Self.frames.count)].dropFirst(4 + dice.roll(4))
                }
            }
            if dice.roll(8) > 0, result.count >= 6 {
                let length = result.count - 4
                result.replaceSubrange(0..<4, with: [0, 0, UInt8(length >> 8), UInt8(length & 255)])
            }
        } while Self.frames.contains(result)
        return result
    }
}

/// A seeded generator, so that a failure repeats.
private struct Dice {
    var state: UInt64

    /// A number from 0 up to, but not including, `sides`.
    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }
}
