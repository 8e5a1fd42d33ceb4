import Policy

@testable import Domains

/// A domain name that the test knows to be one.
func domain(_ text: String) -> DomainName {
    guard let name = DomainName(text) else { fatalError("\(text) is no domain name") }
    return name
}

/// The SOA of some zone.
let authority = StartOfAuthority(zone: Array("corp.com".utf8), ttl: 300, minimum: 300)

/// The answer about a name that nobody asked for before, when all is well.
let networkIsThere = [Answer(nil, responseCode: 3, authority: authority)]

/// rdata of a TXT record of these strings.
func rdata(_ strings: String...) -> [UInt8] {
    strings.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
}

/// Counts upwards from zero, so that each token is known.
struct CountingSource: RandomNumberGenerator {
    private var state: UInt64 = 0

    mutating func next() -> UInt64 {
        defer { state += 1 }
        return state
    }
}

/// Hands out its scripted answers, one list for each call, and keeps count.
actor ScriptedResolver: Resolver {
    private(set) var asked: [[Question]] = []
    private(set) var vantages: [Vantage] = []
    private var script: [Result<[Answer], ResolverError>]

    init(_ script: [Answer]...) { self.init(script) }

    init(_ script: [[Answer]]) { self.script = script.map { .success($0) } }

    init(failing error: ResolverError) { script = [.failure(error)] }

    func answers(
        to questions: [Question], from vantage: Vantage
    ) async throws(ResolverError) -> [Answer] {
        asked.append(questions)
        vantages.append(vantage)
        return try script.removeFirst().get()
    }
}
