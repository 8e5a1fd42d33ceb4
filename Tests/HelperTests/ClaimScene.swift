import Foundation
import Logging
import Policy
import Synchronization

@testable import Domains
@testable import Helper
@testable import Store

/// A store with claims, a DNS that says what the test wants, and clocks that the test moves.
final class ClaimScene: Sendable {
    let directory: URL
    let clock = Clock()
    let dns = ToldResolver()
    let counter = Counter()
    let log = LogLines()
    private let start: ContinuousClock.Instant
    private let uptime: Mutex<ContinuousClock.Instant>
    var path: String { directory.appending(path: "gatehouse.db").path }

    init() throws {
        start = .now
        uptime = Mutex(start)
        directory = FileManager.default.temporaryDirectory.appending(path: "gatehouse-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let store = try Store(path: path, access: .create)
        _ = try store.createOrganisation(name: "Example", at: clock.now)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    var random: RandomSource { RandomSource { [counter] in counter.bytes($0) } }

    func open() throws -> Store { try Store(path: path, access: .write) }

    /// Claims a name now, and says whether its record is in DNS.
    func claim(_ name: String, _ outcome: Observation.Outcome = .present) throws {
        var random = random
        let token = ClaimToken(using: &random)
        dns.say(outcome, of: name, token: token)
        try open().claim(DomainName(name)!, token: token, at: clock.now)
    }

    func state(_ name: String) throws -> DomainClaim {
        guard let claim = try open().claim(on: DomainName(name)!) else { throw StoreError.corrupt }
        return claim
    }

    func watch(_ pacing: CheckPacing = CheckPacing()) -> ClaimWatch<ToldResolver> {
        ClaimWatch(
            store: path, dns: dns, resolver: "told", pacing: pacing, registered: { $0 }, random: random,
            clock: { [self] in moment }, uptime: { [self] in uptime.withLock { $0 } },
            logger: Logger(label: "test") { [log] _ in LogLineHandler(lines: log) })
    }

    /// What the machine's two clocks say now.
    var moment: Moment {
        let ran = uptime.withLock { start.duration(to: $0) }
        return Moment(time: clock.now, uptime: Uptime(boot: "one", seconds: ran.components.seconds))
    }

    /// Both clocks go on.
    func pass(_ seconds: Int64) {
        clock.advance(seconds)
        run(seconds)
    }

    /// The machine runs on, whatever its clock says.
    func run(_ seconds: Int64) { uptime.withLock { $0 += .seconds(seconds) } }
}

extension ClaimWatch {
    /// Makes all checks that may start now, one after the other; says how many.
    @discardableResult
    func round() async -> Int {
        let claims = await startable()
        for claim in claims { await look(after: claim) }
        return claims.count
    }
}

/// DNS as the test tells it.
final class ToldResolver: Resolver {
    private struct Script {
        var outcomes: [String: Observation.Outcome] = [:]
        var tokens: [String: ClaimToken] = [:]
        var failure: ResolverError?
        var failures: [String: ResolverError] = [:]
        var hasNetwork = true
        var asked = 0
    }
    private let script = Mutex(Script())
    /// Happens while DNS is asked.
    let meanwhile = Meanwhile()

    var asked: Int { script.withLock { $0.asked } }

    func say(_ outcome: Observation.Outcome, of name: String, token: ClaimToken? = nil) {
        script.withLock {
            $0.outcomes[name] = outcome
            if let token { $0.tokens[name] = token }
        }
    }

    func fail(_ error: ResolverError?) { script.withLock { $0.failure = error } }

    /// Only for one name.
    func fail(_ error: ResolverError?, of name: String) { script.withLock { $0.failures[name] = error } }

    /// Whether the host gets answers about names that no claim has.
    func reachNetwork(_ isReached: Bool) { script.withLock { $0.hasNetwork = isReached } }

    func answers(to questions: [Question], from vantage: Vantage) async throws(ResolverError) -> [Answer] {
        await meanwhile.happen()
        let script = script.withLock {
            $0.asked += 1
            return $0
        }
        let asked = questions.first.map { String(decoding: $0.name, as: UTF8.self) } ?? ""
        if let failure = script.failure ?? script.failures[asked] { throw failure }
        return questions.map { question in
            guard question.place != nil else {
                let zone = StartOfAuthority(zone: [], ttl: 1, minimum: 1)
                return script.hasNetwork
                    ? Answer(nil, responseCode: 3, authority: zone) : Answer(nil, responseCode: nil)
            }
            let name = String(decoding: question.name, as: UTF8.self)
                .replacing("_gatehouse-challenge.", with: "")
            let authority = StartOfAuthority(zone: Array(name.utf8), ttl: 1, minimum: 1)
            switch (script.outcomes[name], script.tokens[name]) {
            case (.present, let token?) where question.place == .domain:
                let value = token.recordValue
                return Answer(question.place, responseCode: 0, records: [[UInt8(value.count)] + value])
            case (.present, _), (.absent, _):
                return Answer(question.place, responseCode: 3, authority: authority)
            case (.bogus, _): return Answer(question.place, responseCode: 0, isBogus: true)
            case (.unknown, _), (nil, _): return Answer(question.place, responseCode: 2)
            }
        }
    }
}

/// What the log was told.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Writes the messages into `LogLines`.
struct LogLineHandler: LogHandler {
    let lines: LogLines
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]

    init(lines: LogLines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.add("\(event.message)") }
}
