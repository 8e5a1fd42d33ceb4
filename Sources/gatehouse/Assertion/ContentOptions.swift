internal import ArgumentParser
internal import Foundation
internal import Policy
internal import SAML

/// What a test response says.
struct ContentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The service provider's entity ID, the audience.", valueName: "id"))
    var spEntityId: String?
    @Option(help: ArgumentHelp("Its postback URL, the recipient and destination.", valueName: "url"))
    var acsUrl: String?
    @Option(help: ArgumentHelp("ID of the request that is answered; none, if left out.", valueName: "id"))
    var inResponseTo: String?
    @Option(help: ArgumentHelp("The person's name.", valueName: "name"))
    var nameId = "alice@example.com"
    @Option(
        help: ArgumentHelp(
            "What kind of name it is: emailAddress, persistent, transient, unspecified, or a URI.",
            valueName: "format"))
    var nameIdFormat = "emailAddress"
    @Option(
        help: ArgumentHelp(
            "An attribute; several of one name make several values. email, if none is given.",
            valueName: "name=value"))
    var attribute: [String] = []
    @Option(help: ArgumentHelp("Another audience than --sp-entity-id.", valueName: "id"))
    var audience: String?
    @Option(help: ArgumentHelp("Another recipient than --acs-url.", valueName: "url"))
    var recipient: String?
    @Option(help: ArgumentHelp("Another destination than --acs-url; empty leaves it out.", valueName: "url"))
    var destination: String?
    @Option(
        help: ArgumentHelp(
            "When it is issued, as 2026-11-20T12:00:00Z; now, if left out.", valueName: "time"),
        transform: UnixTime.parse)
    var at: UnixTime?
    @Option(
        help: ArgumentHelp("When it stops being valid; five minutes later, if left out.", valueName: "time"),
        transform: UnixTime.parse)
    var notOnOrAfter: UnixTime?
    @Option(help: ArgumentHelp("Encrypt the assertion for this certificate, PEM.", valueName: "file"))
    var encryptFor: String?

    func check() throws {
        guard spEntityId != nil, acsUrl != nil else {
            throw ValidationError("Give --sp-entity-id and --acs-url: for whom the response is.")
        }
        guard attribute.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("Write --attribute name=value.")
        }
        guard Self.format(nameIdFormat).contains(":") else {
            throw ValidationError(
                "--name-id-format is emailAddress, persistent, transient, unspecified, or a URI.")
        }
    }

    /// The response of `provider`, signed as the key signs by itself.
    func response(of provider: SignerOptions.Provider, at now: Int64) throws(CommandFailure) -> TestResponse {
        var response = TestResponse(
            key: provider.key, issuer: provider.entityID, audience: audience ?? spEntityId ?? "",
            acsURL: acsUrl ?? "", inResponseTo: inResponseTo, at: now)
        if let recipient { response.recipient = recipient }
        if let destination { response.destination = destination.isEmpty ? nil : destination }
        if let notOnOrAfter { response.notOnOrAfter = notOnOrAfter.seconds }
        response.nameID = nameId
        response.nameIDFormat = Self.format(nameIdFormat)
        if !attribute.isEmpty { response.attributes = attributes }
        if let encryptFor {
            response.recipientCertificate = try InputFile.parse(encryptFor) { try Certificate(pem: $0) }
        }
        return response
    }

    private var attributes: [(name: String, values: [String])] {
        var found: [(name: String, values: [String])] = []
        for word in attribute {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            if let index = found.firstIndex(where: { $0.name == parts[0] }) {
                found[index].values.append(parts[1])
            } else {
                found.append((parts[0], [parts[1]]))
            }
        }
        return found
    }

    private static func format(_ name: String) -> String {
        switch name {
        case "emailAddress", "unspecified": "urn:oasis:names:tc:SAML:1.1:nameid-format:" + name
        case "persistent", "transient": "urn:oasis:names:tc:SAML:2.0:nameid-format:" + name
        default: name
        }
    }
}
