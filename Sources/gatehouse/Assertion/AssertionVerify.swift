internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import SAML

/// Verifies one response by the rules that logins obey. Needs neither store nor network, and leaves no trace.
struct AssertionVerify: ConfinedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a response rule by rule, and show what it says or why it is refused.",
        discussion: """
            Name the identity provider by --idp-metadata, by --idp-entity-id and --idp-cert, or by --idp from the store. \
            Without --idp it needs no root, no store, no network and no running service. It leaves no trace: \
            what is accepted here can still be used to log in, unless --consume is given.

            With neither --request-id nor --unsolicited, the request that the response names is taken for the right one, \
            and a warning says so. With --idp, a person whom a login would refuse for their e-mail address is refused.

            Exit status: 0 accepted, 1 rejected, 2 wrong usage, 3 cannot tell.
            """)

    @OptionGroup(title: "The response") var capture: CaptureOptions
    @OptionGroup(title: "The identity provider, in one of three ways") var provider: ProviderOptions
    @OptionGroup(title: "The identity provider of this host") var stored: StoredProvider

    @Option(
        help: ArgumentHelp(
            "This service provider's entity ID, the audience. With --idp: this host's, if left out.",
            valueName: "id"))
    var spEntityId: String?
    @Option(
        help: ArgumentHelp(
            "Its postback URL, the recipient. With --idp: this host's, if left out.", valueName: "url"))
    var acsUrl: String?
    @Option(
        help: ArgumentHelp(
            "A private key to decrypt with, PEM. May be given several times. With --idp: this host's, if left out.",
            valueName: "file"))
    var decryptionKey: [String] = []
    @Option(help: ArgumentHelp("ID of the request that the response answers.", valueName: "id"))
    var requestId: String?
    @Flag(help: "The response must answer no request.")
    var unsolicited = false
    @Option(
        help: ArgumentHelp(
            "The time to judge by, as 2026-11-20T12:00:00Z; now, if left out.", valueName: "time"),
        transform: UnixTime.parse)
    var at: UnixTime?
    @Option(
        help: ArgumentHelp(
            "How far the clocks may differ, at most 300s. (default: 60s)", valueName: "seconds"),
        transform: Skew.parse)
    var skew: Skew?
    @Option(
        help: ArgumentHelp(
            "Weaknesses to tolerate, separated by commas: "
                + Weakness.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "names"),
        transform: Weaknesses.parse)
    var legacy: Weaknesses?
    @Flag(help: "Show only what fails or needs a look.")
    var brief = false
    var options: GlobalOptions { stored.options }

    func validate() throws {
        guard requestId == nil || !unsolicited else {
            throw ValidationError("--request-id and --unsolicited exclude each other.")
        }
        let ways = [stored.idp != nil, provider.idpMetadata != nil, provider.isByHand].count { $0 }
        guard ways == 1 else {
            throw ValidationError(
                "Give one of --idp, --idp-metadata, or --idp-entity-id with --idp-cert"
                    + (ways == 0 ? "." : ", not several of them."))
        }
        guard !provider.isByHand || provider.idpEntityId != nil && !provider.idpCert.isEmpty else {
            throw ValidationError("--idp-entity-id and --idp-cert need each other.")
        }
        guard stored.idp != nil || spEntityId != nil && acsUrl != nil else {
            throw ValidationError("Give --sp-entity-id and --acs-url: what this service provider is called.")
        }
        guard
            stored.idp != nil
                || !stored.consume && options.store == nil && options.config == nil && options.org == nil
        else {
            throw ValidationError("--consume, --store, --config and --org go with --idp.")
        }
        guard !brief || !options.json else {
            throw ValidationError("--brief is for text: --json gives every rule.")
        }
    }

    func answer() throws -> AssertionReport {
        let now = (at ?? .now).seconds
        let relyingParty = try relyingParty()
        let (files, octets, colours) = (try provider.files(), try capture.octets(), Colours.onTerminal)
        let weaknesses = legacy?.list ?? []
        let known = stored.idp == nil ? nil : try stored.identityProvider(at: now, weaknesses: weaknesses)
        let expectations = try expectations()
        let usedIDs = try known.map { provider in try stored.usedIDs(of: provider) } ?? []
        // What is used up is written to the store, for which files must be opened.
        if !stored.consume { try giveUpRights() }
        guard
            let trusted = try known ?? provider.identityProvider(files, at: now, weaknesses: weaknesses)
        else { throw CommandFailure.wrongUsage("no identity provider is named.") }
        let verifier = Verifier(
            relyingParty: relyingParty, identityProvider: trusted, expectations: expectations,
            skew: skew?.seconds ?? 60)
        let captured = try capture.captured(octets)
        let correlation =
            if let id = requestId ?? (unsolicited ? nil : captured.claim?.inResponseTo) {
                Correlation.request(id: id)
            } else {
                Correlation.unsolicited
            }
        let verification = verifier.verify(captured, correlation: correlation, at: now)
        let content = verification.assertion == nil ? try? UnverifiedContent(captured) : nil
        var surroundings = AssertionReport.Surroundings(
            isRequestKnown: requestId != nil || unsolicited, isHost: stored.idp != nil,
            objection: verification.assertion.flatMap(LoginReading.objection),
            signatureAdvice: content?.signatureAdvice(trusting: trusted),
            ownTime: at == nil ? content?.issueInstant.map(printable) : nil)
        if stored.idp != nil, let assertion = verification.assertion {
            surroundings.use = try use(
                of: assertion, usedIDs: usedIDs, isGood: surroundings.objection == nil, at: now)
        }
        return AssertionReport(verification, surroundings, isBrief: brief, isColoured: colours)
    }

    /// What is known of the assertion's earlier use; it is used up on demand when a login would get that far.
    private func use(
        of assertion: VerifiedAssertion, usedIDs: Set<String>, isGood: Bool, at now: Int64
    ) throws -> AssertionReport.EarlierUse? {
        guard stored.consume else {
            return usedIDs.isDisjoint(with: [assertion.responseID, assertion.assertionID]) ? nil : .noted
        }
        guard isGood else { return nil }
        return try stored.use(assertion, at: now) ? .first : .again
    }

    /// What this host asks of a person beyond the rules.
    private func expectations() throws -> Expectations {
        var expectations = Expectations()
        if stored.idp != nil { expectations.emailDomains = try stored.verifiedDomains() }
        return expectations
    }

    private func relyingParty() throws -> RelyingParty {
        let keys = try decryptionKeys()
        if stored.idp == nil {
            return RelyingParty(entityID: spEntityId ?? "", acsURL: acsUrl ?? "", decryptionKeys: keys)
        }
        let configuration = try options.configuration()
        return RelyingParty(
            entityID: try spEntityId ?? configuration.entityID(),
            acsURL: try acsUrl ?? configuration.postbackURL(),
            decryptionKeys: keys.isEmpty ? try ServiceProviderKeys(configuration).decryption : keys)
    }

    /// The keys that were named.
    private func decryptionKeys() throws(CommandFailure) -> [DecryptionKey] {
        try decryptionKey.map { path throws(CommandFailure) in
            try InputFile.parse(path) { try DecryptionKey(pem: $0) }
        }
    }
}
