internal import Policy

extension Resolver {
    /// Asks at both places of a claim's record.
    ///
    /// Where the challenge name is an alias to the record, a random name beside it is asked for, too: a
    /// wildcard or a DNAME that somebody made for their web pages does not mean that whoever runs its
    /// target may prove the claim.
    func answers(
        about domain: DomainName, _ token: ClaimToken, _ unasked: UnaskedNames, from vantage: Vantage
    ) async throws(ResolverError) -> [Answer] {
        var found = try await answers(to: RecordPlace.questions(about: domain), from: vantage)
        for index in found.indices {
            let answer = found[index]
            guard answer.place == .challenge, answer.isAlias, answer.holds(token.recordValue) else {
                continue
            }
            let beside = try await answers(to: [unasked.question(below: domain.bytes)], from: vantage).first
            guard let beside, beside.isSomebodysWord else {
                found[index] = Answer(
                    .challenge, responseCode: nil, detail: "whether its CNAME is a wildcard's, nobody says")
                continue
            }
            found[index].isAliasOfAll = beside.isAlias
        }
        return found
    }
}

extension RecordPlace {
    /// One for each place that the DNS allows.
    static func questions(about domain: DomainName) -> [Question] {
        allCases.compactMap { place in place.name(for: domain).map { Question(place, name: $0) } }
    }
}
