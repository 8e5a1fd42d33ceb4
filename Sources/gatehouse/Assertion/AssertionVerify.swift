internal import ArgumentParser
internal import Foundation
internal import SAML

/// Verifies one response by the rules that logins obey. Needs neither store nor network, and leaves no trace.
struct AssertionVerify: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a response rule by rule, and show what it says or why it is refused.",
        discussion: """
            Name the identity provider by --idp-metadata, or by --idp-entity-id and --idp-cert. \
            Needs no root, no store, no network and no running service, and leaves no trace: \
            what is accepted here can still be used to log in.
            """)

    @Option(
        help: ArgumentHelp(
            "The response: XML, or base64 as it was posted. - reads it from standard input.",
            valueName: "file"))
    var response: String
    @Option(help: ArgumentHelp("The identity provider's metadata.", valueName: "file"))
    var idpMetadata: String?
    @Option(help: ArgumentHelp("The identity provider's entity ID.", valueName: "id"))
    var idpEntityId: String?
    @Option(
        help: ArgumentHelp(
            "One of its signing certificates, PEM or DER. May be given several times.",
            valueName: "file"))
    var idpCert: [String] = []
    @Option(help: ArgumentHelp("This service provider's entity ID, the audience.", valueName: "id"))
    var spEntityId: String
    @Option(help: ArgumentHelp("Its postback URL, the recipient.", valueName: "url"))
    var acsUrl: String
    @Option(help: ArgumentHelp("ID of the request that the response answers.", valueName: "id"))
    var requestId: String?
    @Flag(help: "The response must answer no request.")
    var unsolicited = false
    @Option(
        help: ArgumentHelp(
            "The time to judge by, as 2026-11-20T12:00:00Z; now, if left out.", valueName: "time"))
    var at: Instant?
    @Option(help: ArgumentHelp("How far the clocks may differ, as 60s, at most 300s.", valueName: "seconds"))
    var skew = Skew(seconds: 60)
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard requestId == nil || !unsolicited else {
            throw ValidationError("--request-id and --unsolicited exclude each other.")
        }
        let isByHand = idpEntityId != nil || !idpCert.isEmpty
        guard (idpMetadata != nil) != isByHand else {
            throw ValidationError("Give either --idp-metadata, or --idp-entity-id with --idp-cert.")
        }
        guard !isByHand || idpEntityId != nil && !idpCert.isEmpty else {
            throw ValidationError("--idp-entity-id and --idp-cert need each other.")
        }
    }

    func answer() async throws -> AssertionReport {
        let now = at?.seconds ?? Int64(Date().timeIntervalSince1970)
        let verifier = Verifier(
            relyingParty: RelyingParty(entityID: spEntityId, acsURL: acsUrl),
            identityProvider: try identityProvider(at: now), skew: skew.seconds)
        let octets = try InputFile.read(response)
        let isXML =
            octets.first { !$0.isBlank } == UInt8(ascii: "<") || octets.starts(with: InputFile.byteOrderMark)
        let claim = isXML ? UnverifiedResponse(xml: octets) : UnverifiedResponse(base64: octets)
        let correlation =
            if let id = requestId ?? (unsolicited ? nil : claim?.inResponseTo) {
                Correlation.request(id: id)
            } else {
                Correlation.unsolicited
            }
        let verification =
            isXML
            ? verifier.verify(xml: octets, correlation: correlation, at: now)
            : verifier.verify(base64: octets, correlation: correlation, at: now)
        return AssertionReport(
            verification, isRequestKnown: requestId != nil || unsolicited, isColoured: .onTerminal)
    }

    private func identityProvider(at now: Int64) throws(CommandFailure) -> TrustedIdentityProvider {
        if let idpMetadata {
            let octets = try InputFile.read(idpMetadata)
            do {
                let metadata = try IdentityProviderMetadata(xml: octets)
                if let end = metadata.validUntil, end <= now {
                    throw CommandFailure.cannotTell(
                        "\(idpMetadata): not valid any more. Fetch newer metadata.")
                }
                return TrustedIdentityProvider(
                    entityID: metadata.entityID,
                    signingKeys: try metadata.signingCertificates.map { try SigningKey($0) })
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw .cannotTell("\(idpMetadata): \(error)")
            }
        }
        var keys: [SigningKey] = []
        for path in idpCert {
            let octets = try InputFile.read(path)
            do throws(CertificateError) {
                let isDER = octets.first == 0x30
                keys.append(
                    try isDER ? SigningKey(certificateDER: octets) : SigningKey(certificatePEM: octets))
            } catch {
                throw .cannotTell("\(path): \(error)")
            }
        }
        return TrustedIdentityProvider(entityID: idpEntityId ?? "", signingKeys: keys)
    }
}

/// A file named on the command line, or standard input.
enum InputFile {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// More than any of the formats allows: what is longer is refused by its own rule.
    private static let limit = 2 * 1024 * 1024

    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            let handle =
                path == "-"
                ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return [UInt8](try handle.read(upToCount: limit) ?? Data())
        } catch {
            throw .cannotTell("\(path) cannot be read.")
        }
    }
}

extension UInt8 {
    /// Whether this is white space in XML.
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
