public import Policy

/// Looks around a claimed domain for what usually goes wrong.
public struct ClaimDiagnosis<DNS: Resolver>: Sendable {
    private let resolver: DNS
    private let network: NetworkCheck<DNS>
    private let unasked = UnaskedNames { .random(in: .min ... .max) }
    private let publicSuffixes: PublicSuffixList

    /// A diagnosis by this resolver, which should be the one that the checks use.
    public init(resolver: DNS, publicSuffixes: PublicSuffixList) {
        self.resolver = resolver
        network = NetworkCheck(resolver: resolver, unasked: unasked, uptime: { .now })
        self.publicSuffixes = publicSuffixes
    }

    /// Makes at most nine look-ups, one after the other; each takes at most the resolver's deadline.
    ///
    /// - Parameters:
    ///   - older: tokens of earlier claims on this domain.
    ///   - now: for the time at which a remembered "no such record" ends.
    /// - Throws: `ResolverError` when this host cannot look anything up.
    public func explain(
        _ domain: DomainName, token: ClaimToken, older: [ClaimToken] = [], now: UnixTime
    ) async throws(ResolverError) -> ClaimExplanation {
        let began = ContinuousClock.now
        let places = RecordPlace.questions(about: domain)
        let found = try await resolver.answers(about: domain, token, unasked, from: .first)
        let soa = try await resolver.answers(
            to: [Question(nil, name: domain.bytes, type: .soa)], from: .first)
        let zone = try await zone(of: domain, soa.first)
        let sight = Sight(domain: domain, token: token, older: older, zone: zone)
        let asked = Array(zip(places, found))

        var findings = asked.flatMap { sight.findings(at: $0.name, $1) }
        let observation = Observation.outcome(of: asked.map(\.1), token: token)
        if observation.outcome == .unknown || observation.outcome == .bogus {
            try await network.pass(for: domain, since: began)
        }
        if observation.outcome != .present {
            let names = sight.otherNames
            let elsewhere = try await resolver.answers(
                to: names.map { Question(nil, name: $0) }, from: .first)
            findings += zip(names, elsewhere).compactMap { sight.stray(at: $0, $1) }
        }
        findings += try await disagreement(observation, domain, token)
        if let zone, isForeign(zone) {
            findings.append(.notDelegated(domain, parent: SafeText.printable(zone)))
        }
        if findings.isEmpty { findings = [.missing(at: places.map { SafeText.printable($0.name) })] }
        let negative = asked.compactMap { $1.isConclusive ? $1.authority?.negativeTTL : nil }.max()
        if observation.outcome == .absent, let negative, negative > 0 {
            findings.append(.remembered(until: now.adding(Int64(negative)), seconds: negative))
        }
        return ClaimExplanation(
            observation: observation, findings: findings,
            zone: zone.flatMap { isForeign($0) ? nil : DomainName($0) }, domain: domain, token: token)
    }

    private func disagreement(
        _ observation: Observation, _ domain: DomainName, _ token: ClaimToken
    ) async throws(ResolverError) -> [DNSFinding] {
        guard !observation.isSecure else { return [] }
        let second = Observation.outcome(
            of: try await resolver.answers(about: domain, token, unasked, from: .second), token: token)
        guard second.outcome != observation.outcome else { return [] }
        return [.disagreement(observation.detail + "; " + second.detail)]
    }

    /// Nobody's own zone: the root, a top-level domain, or a public suffix.
    private func isForeign(_ zone: [UInt8]) -> Bool {
        DomainName(zone).map(publicSuffixes.isSuffix) ?? true
    }

    /// The zone that the domain lies in, by its SOA record; `nil` when nobody said.
    private func zone(of domain: DomainName, _ answer: Answer?) async throws(ResolverError) -> [UInt8]? {
        guard let answer, answer.isAlias else { return Self.zone(of: domain.bytes, answer) }
        // The top of a zone is no CNAME: the name above it is in the same zone.
        let parent = Array(domain.bytes.drop { $0 != UInt8(ascii: ".") }.dropFirst())
        let above = try await resolver.answers(to: [Question(nil, name: parent, type: .soa)], from: .first)
        return Self.zone(of: parent, above.last)
    }

    private static func zone(of name: [UInt8], _ answer: Answer?) -> [UInt8]? {
        guard let answer, answer.isConclusive, !answer.isAlias else { return nil }
        if answer.responseCode == 0, !answer.records.isEmpty { return name }
        guard let zone = answer.authority?.zone else { return nil }
        let isAbove = zone.isEmpty || name == zone || name.hasSuffix(Array(".".utf8) + zone)
        return isAbove ? zone : nil
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ end: [UInt8]) -> Bool { suffix(end.count) == end[...] }
}
