import Policy
import Synchronization
import Testing

@testable import Domains

@Suite struct `Silence and broken signatures` {
    private let token: ClaimToken
    private let silent = [Answer(.domain, responseCode: 2)]
    private let bogus = [Answer(.domain, responseCode: 0, isBogus: true)]

    init() {
        var source = CountingSource()
        token = ClaimToken(using: &source)
    }

    private func observe(_ script: [Answer]...) async throws -> Observation {
        let resolver = SequenceResolver(script)
        return try await ClaimCheck(resolver: resolver).observe(
            domain("corp.com"), token: token, state: .verified)
    }

    @Test func `count when the network answers`() async throws {
        #expect(try await observe(silent, networkIsThere).outcome == .unknown)
        #expect(try await observe(bogus, networkIsThere).outcome == .bogus)
    }

    @Test(arguments: [
        Answer(nil, responseCode: nil), Answer(nil, responseCode: 2), Answer(nil, responseCode: 5),
        Answer(nil, responseCode: 3), Answer(nil, responseCode: 0),
    ])
    func `count for nothing while the network does not answer`(word: Answer) async {
        for answers in [silent, bogus] {
            await #expect(throws: ResolverError.noNetwork(reason: word.suffix)) {
                try await observe(answers, [word])
            }
        }
    }

    @Test func `count for nothing while nothing validates`() async {
        let word = Answer(nil, responseCode: 0, records: [[0]], isBogus: true, detail: "expired")
        await #expect(throws: ResolverError.nothingValidates(reason: ": expired")) {
            try await observe(bogus, [word])
        }
    }

    @Test func `count for nothing while the network answers one side only`() async {
        await #expect(throws: ResolverError.noNetwork(reason: ": REFUSED")) {
            try await observe(silent, networkIsThere, [Answer(nil, responseCode: 5)])
        }
    }

    @Test func `are looked into when the second look-up sees them`() async {
        let present = [Answer(.domain, responseCode: 0, records: [[56] + token.recordValue])]
        await #expect(throws: ResolverError.noNetwork(reason: ": SERVFAIL")) {
            let resolver = SequenceResolver([present, silent, [Answer(nil, responseCode: 2)]])
            return try await ClaimCheck(resolver: resolver).observe(
                domain("corp.com"), token: token, state: .pending)
        }
    }

    @Test func `have the network asked once by all who wait together, and never by its word from before`()
        async throws
    {
        let resolver = SequenceResolver([silent], network: networkIsThere)
        let time = Mutex(ContinuousClock.now)
        let numbers = Mutex<UInt64>(0)
        let check = ClaimCheck(
            resolver: resolver, uptime: { time.withLock { $0 } },
            random: {
                numbers.withLock {
                    $0 += 1
                    return $0
                }
            })
        for _ in 0..<2 {
            time.withLock { $0 += .milliseconds(1) }
            try await withThrowingDiscardingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { [token] in
                        _ = try await check.observe(domain("a.corp.com"), token: token, state: .verified)
                    }
                }
            }
        }
        #expect(
            await resolver.questions.map(\.text) == [
                "baaaaaaaaaaa.com", "caaaaaaaaaaa.com", "daaaaaaaaaaa.com", "eaaaaaaaaaaa.com",
            ])
        #expect(await resolver.vantages == [.first, .second, .first, .second])
    }
}

/// Hands out its script, then the last of it again and again; names that no claim has have an answer of
/// their own where one is given.
private actor SequenceResolver: Resolver {
    private var script: [[Answer]]
    private let network: [Answer]?
    private(set) var questions: [Question] = []
    private(set) var vantages: [Vantage] = []

    init(_ script: [[Answer]], network: [Answer]? = nil) {
        self.script = script
        self.network = network
    }

    func answers(to questions: [Question], from vantage: Vantage) async throws(ResolverError) -> [Answer] {
        if let network, questions.first?.place == nil {
            self.questions += questions
            vantages.append(vantage)
            return network
        }
        return script.count > 1 ? script.removeFirst() : script[0]
    }
}
