import Policy
import Synchronization
import Testing

@testable import Domains

/// A forwarder with a cache that it never forgets, and a network behind it that can go away.
private final class CachingForwarder: Sendable {
    private let memory = Mutex<[[UInt8]: [UInt8]]>([:])
    private let silent = Mutex<[String]>([])

    /// Names that are not answered for any more, with all below them; what was answered is remembered.
    func silence(_ names: String...) { silent.withLock { $0 = names } }

    func answer(_ query: HostileServer.Query) -> [UInt8] {
        let key = query.name + [0, UInt8(query.type)]
        let labels = query.name.split { $0 < 32 }.map { String(decoding: $0, as: UTF8.self) }
        let name = labels.joined(separator: ".")
        if let known = memory.withLock({ $0[key] }) { return Array(query.message[..<2]) + known.dropFirst(2) }
        guard !silent.withLock({ $0.contains { name == $0 || name.hasSuffix("." + $0) } }) else {
            return query.reply(code: 2)
        }
        let zone = labels.count > 1 && labels[labels.count - 2] == "corp" ? "corp.com" : "com"
        let reply = query.reply(code: 3, zone: zone)
        memory.withLock { $0[key] = reply }
        return reply
    }
}

/// What a forwarder remembers while the network behind it is away.
@Suite(.timeLimit(.minutes(1))) struct `A remembered answer` {
    private let token: ClaimToken
    private let forwarder = CachingForwarder()
    private let server: HostileServer
    private let check: ClaimCheck<UnboundResolver>

    init() throws {
        var source = CountingSource()
        token = ClaimToken(using: &source)
        server = try HostileServer { [forwarder] in forwarder.answer($0) }
        check = ClaimCheck(
            resolver: UnboundResolver(
                ResolverSettings(forwarders: [try NameServer(server.address)], timeout: .seconds(2))))
    }

    @Test func `is no network`() async throws {
        forwarder.silence("corp.com")
        #expect(
            try await check.observe(domain("corp.com"), token: token, state: .verified).outcome == .unknown)
        forwarder.silence("com")
        await #expect(throws: ResolverError.self) {
            try await check.observe(domain("corp.com"), token: token, state: .verified)
        }
        server.stop()
    }

    @Test(arguments: ["com", "corp.com"]) func `is no absence, however long it is repeated`(silent: String)
        async throws
    {
        let before = try await check.observe(domain("corp.com"), token: token, state: .grace)
        #expect(before.outcome == .absent && before.isConfirmed)
        forwarder.silence(silent)
        var life = ClaimLife(claimedAt: UnixTime(seconds: 0))
        life.state = .grace
        var source = CountingSource()
        for quarter in 0..<Int64(8 * 4) {
            let now = UnixTime(seconds: quarter * 6 * 3_600)
            guard
                let seen = try? await check.observe(domain("corp.com"), token: token, state: life.state)
            else {
                #expect(silent == "com")
                continue
            }
            #expect(seen.outcome == .unknown, "\(seen.detail)")
            life =
                life.step(
                    seen, at: Moment(time: now, uptime: Uptime(boot: "one", seconds: now.seconds)),
                    random: &source
                ).life
        }
        #expect(life.state == .grace)
        #expect(life.absence.seconds == 0)
        server.stop()
    }
}
