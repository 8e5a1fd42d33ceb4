internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import SAML

/// Makes a response of a test identity provider, right or wrong in one respect.
struct AssertionMint: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint",
        abstract: "Make a test response that is right, or wrong in exactly the way you name.",
        discussion: """
            It is signed with a test key: --new-key makes one, with metadata that verify reads. Whoever is called \
            like an identity provider of this host, or has its key, is refused.

              gatehouse assertion mint --new-key test \\
                --sp-entity-id ID --acs-url URL > response.xml
              gatehouse assertion verify --response response.xml --unsolicited \\
                --idp-metadata test/metadata.xml --sp-entity-id ID --acs-url URL
            """)

    @OptionGroup(title: "The test identity provider") var signer: SignerOptions
    @OptionGroup(title: "What the response says") var content: ContentOptions
    @Option(
        name: .customLong("break"),
        help: ArgumentHelp(
            "Break this rule, as ASRT-11; rules that follow from it may fail, too.", valueName: "code"),
        transform: Self.flaw)
    var flaw: Flaw?
    @Flag(help: "List the rules that can be broken.")
    var listBreaks = false
    @Flag(help: "Print the value of the field SAMLResponse instead of XML.")
    var base64 = false
    @OptionGroup var options: OutputOptions

    private static func flaw(_ argument: String) throws -> Flaw {
        guard let code = RuleCode(rawValue: argument.uppercased()) else {
            throw ValidationError("there is no such rule. See --list-breaks")
        }
        do {
            return try Flaw.breaking(code)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func validate() throws {
        guard !listBreaks else { return }
        try signer.check()
        try content.check()
    }

    func answer() async throws -> MintReport {
        if listBreaks { return .flaws }
        let now = (content.at ?? .now).seconds
        let provider = try signer.provider(at: now)
        var response = try content.response(of: provider, at: now)
        response.includesCertificate = !signer.withoutCertificate
        response.algorithm = signer.algorithm ?? provider.key.signatureAlgorithm
        response.digest = signer.digest
        response.placement = signer.sign
        var random = SystemRandomNumberGenerator()
        if let need = flaw?.need, !response.has(need) {
            throw CommandFailure.wrongUsage("\(flaw?.code.rawValue ?? "") needs \(need.description).")
        }
        do throws(MintingError) {
            let xml = try response.xml(breaking: flaw, random: &random)
            return .response(Minted(xml: xml, flaw: flaw, isBase64: base64))
        } catch {
            switch error {
            case .unfittingKey, .inapplicable: throw CommandFailure.wrongUsage("\(error).")
            default: throw CommandFailure.refused("\(error).")
            }
        }
    }
}
