internal import ArgumentParser
internal import Foundation
internal import SAML

/// Which identity provider is trusted: from its metadata, or by hand.
struct ProviderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The identity provider's metadata.", valueName: "file"))
    var idpMetadata: String?
    @Option(help: ArgumentHelp("The identity provider's entity ID.", valueName: "id"))
    var idpEntityId: String?
    @Option(
        help: ArgumentHelp(
            "One of its signing certificates, PEM or DER. May be given several times.",
            valueName: "file"))
    var idpCert: [String] = []

    var isByHand: Bool { idpEntityId != nil || !idpCert.isEmpty }

    /// The identity provider that the options describe; `nil` when they describe none.
    func identityProvider(
        at now: Int64, weaknesses: Set<Weakness> = []
    ) throws(CommandFailure) -> TrustedIdentityProvider? {
        if let idpMetadata {
            return try Self.read(metadata: idpMetadata, at: now, weaknesses: weaknesses)
        }
        guard isByHand else { return nil }
        var keys: [SigningKey] = []
        for path in idpCert {
            let octets = try InputFile.read(path)
            do throws(CertificateError) {
                let isDER = octets.first == 0x30
                keys.append(
                    try isDER ? SigningKey(certificateDER: octets) : SigningKey(certificatePEM: octets))
            } catch {
                throw .cannotTell("\(path): \(error).")
            }
        }
        return TrustedIdentityProvider(entityID: idpEntityId ?? "", signingKeys: keys, weaknesses: weaknesses)
    }

    private static func read(
        metadata path: String, at now: Int64, weaknesses: Set<Weakness>
    ) throws(CommandFailure) -> TrustedIdentityProvider {
        let octets = try InputFile.read(path)
        do {
            let metadata = try IdentityProviderMetadata(xml: octets)
            if let end = metadata.validUntil, end <= now {
                throw CommandFailure.cannotTell(
                    "\(path): was valid until \(Instant(seconds: end).text). Fetch it anew.")
            }
            return TrustedIdentityProvider(
                entityID: metadata.entityID,
                signingKeys: try metadata.signingCertificates.map { try SigningKey($0) },
                weaknesses: weaknesses)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .cannotTell("\(path): \(error).")
        }
    }
}
