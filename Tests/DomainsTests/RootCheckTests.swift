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

    @Test func `count when the root answers`() async throws {
        #expect(try await observe(silent, rootIsThere).outcome == .unknown)
        #expect(try await observe(bogus, rootIsThere).outcome == .bogus)
    }

    @Test(arguments: [
        Answer(nil, responseCode: nil), Answer(nil, responseCode: 2), Answer(nil, responseCode: 5),
        Answer(nil, responseCode: 3, authority: authority), Answer(nil, responseCode: 0),
    ])
    func `count for nothing while the root does not answer`(root: Answer) async {
        for answers in [silent, bogus] {
            await #expect(throws: ResolverError.noRoot(reason: root.suffix)) {
                try await observe(answers, [root])
            }
        }
    }

    @Test func `count for nothing while not even the root validates`() async {
        let root = Answer(nil, responseCode: 0, records: [[0]], isBogus: true, detail: "expired")
        await #expect(throws: ResolverError.rootBogus(reason: ": expired")) {
            try await observe(bogus, [root])
        }
    }

    @Test func `count for nothing while the root answers one side only`() async {
        await #expect(throws: ResolverError.noRoot(reason: ": REFUSED")) {
            try await observe(silent, rootIsThere, [Answer(nil, responseCode: 5)])
        }
    }

    @Test func `are looked into when the second look-up sees them`() async {
        let present = [Answer(.domain, responseCode: 0, records: [[56] + token.recordValue])]
        await #expect(throws: ResolverError.noRoot(reason: ": SERVFAIL")) {
            let resolver = SequenceResolver([present, silent, [Answer(nil, responseCode: 2)]])
            return try await ClaimCheck(resolver: resolver).observe(
                domain("corp.com"), token: token, state: .pending)
        }
    }

    @Test func `have the root asked for its SOA record once a minute, by all who wait together`() async throws
    {
        let resolver = SequenceResolver([silent], root: rootIsThere)
        let time = Mutex(ContinuousClock.now)
        let check = ClaimCheck(resolver: resolver) { time.withLock { $0 } }
        for seconds in [0, 59, 1, 59] {
            time.withLock { $0 += .seconds(seconds) }
            try await withThrowingDiscardingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { [token] in
                        _ = try await check.observe(domain("corp.com"), token: token, state: .verified)
                    }
                }
            }
        }
        let soa = Question(nil, name: [], type: .soa)
        #expect(await resolver.rootQuestions == [soa, soa, soa, soa])
        #expect(await resolver.rootVantages == [.first, .second, .first, .second])
        #expect(soa.text == ".")
    }
}

/// Hands out its script, then the last of it again and again; the root has an answer of its own where one is
/// given.
private actor SequenceResolver: Resolver {
    private var script: [[Answer]]
    private let root: [Answer]?
    private(set) var rootQuestions: [Question] = []
    private(set) var rootVantages: [Vantage] = []

    init(_ script: [[Answer]], root: [Answer]? = nil) {
        self.script = script
        self.root = root
    }

    func answers(to questions: [Question], from vantage: Vantage) async throws(ResolverError) -> [Answer] {
        if questions.first?.name.isEmpty == true {
            rootQuestions += questions
            rootVantages.append(vantage)
            if let root { return root }
        }
        return script.count > 1 ? script.removeFirst() : script[0]
    }
}
