internal import ArgumentParser
internal import Helper
internal import Policy
internal import SAML
internal import Store

/// The identity provider of this host's store, for commands that work without a store as well.
struct StoredProvider: ParsableArguments {
    @Option(help: ArgumentHelp("The identity provider of this name in the store.", valueName: "name"))
    var idp: String?
    @Flag(help: "With --idp: use the response up as a login would, so that it cannot be used again.")
    var consume = false
    @OptionGroup var options: GlobalOptions

    /// The identity provider named by `--idp`, with the weaknesses that it is granted, and those of the command line.
    func identityProvider(
        at now: Int64, weaknesses: Set<Weakness>
    ) throws -> TrustedIdentityProvider {
        let provider = try options.read { (store, organisation) in
            try store.identityProvider(of: organisation)
        }
        guard let provider, let idp, provider.name == idp else {
            throw CommandFailure.wrongUsage(
                "there is no identity provider \(idp ?? "") in the store. "
                    + (provider.map { "There is \($0.name)." }
                        ?? "Run: gatehouse idp add NAME --metadata FILE"))
        }
        guard provider.isEnabled else {
            throw CommandFailure.refused(
                "\(provider.name) is switched off: whatever it sends is refused (KEY-07).")
        }
        guard !provider.hasRunOut(at: UnixTime(seconds: now)) else {
            throw CommandFailure.refused(
                "the metadata of \(provider.name) has run out. Run: gatehouse idp refresh \(provider.name)")
        }
        let granted = provider.weaknesses(at: UnixTime(seconds: now)).compactMap(Weakness.init)
        return TrustedIdentityProvider(
            entityID: provider.entityID,
            signingKeys: provider.certificates.compactMap { try? SigningKey(certificateDER: $0.der) },
            weaknesses: weaknesses.union(granted))
    }

    /// The domains whose people sign in by single sign-on here.
    func verifiedDomains() throws -> [String] {
        try options.read { (store, organisation) in
            try store.claims(of: organisation).filter(\.state.isVerified).map(\.domain.description)
        }
    }

    /// The IDs of the responses and assertions of `provider` that were used and are remembered.
    func usedIDs(of provider: TrustedIdentityProvider) throws -> Set<String> {
        try options.read { (store, _) in try store.usedIDs(of: provider.entityID) }
    }

    /// Remembers the assertion as used; false when it was used before.
    func use(_ assertion: VerifiedAssertion, at now: Int64) throws -> Bool {
        let store = try options.openStore(.write)
        let organisation = try options.organisation(in: store).id
        let used = UsedAssertion(
            responseID: assertion.responseID, assertionID: assertion.assertionID,
            expiresAt: UnixTime(seconds: assertion.expiresAt))
        var isFirst = false
        try store.transaction { () throws(StoreError) in
            isFirst = try store.consume(used, of: assertion.issuer, at: UnixTime(seconds: now))
            try store.record(
                AuditEntry(
                    at: .now, event: .assertionConsume, actor: Operator.name, subject: assertion.issuer,
                    organisation: organisation, outcome: isFirst ? .changed : .denied,
                    rule: isFirst ? "" : RuleCode.rpl01.rawValue,
                    origin: Operator.origin, detail: assertion.assertionID))
        }
        return isFirst
    }
}
