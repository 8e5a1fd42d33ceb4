internal import ArgumentParser
internal import Foundation
internal import Policy
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

    /// What the options name, read but not looked at.
    struct Files {
        fileprivate let metadata: [UInt8]?
        fileprivate let certificates: [[UInt8]]
    }

    /// The files that are named.
    func files() throws(CommandFailure) -> Files {
        if let idpMetadata, idpMetadata.hasPrefix("http://") || idpMetadata.hasPrefix("https://") {
            throw .wrongUsage(
                "verify uses no network: save it first (curl -o metadata.xml \(idpMetadata)), and give that file."
            )
        }
        return Files(
            metadata: try idpMetadata.map { path throws(CommandFailure) in try InputFile.read(path) },
            certificates: try idpCert.map { path throws(CommandFailure) in try InputFile.read(path) })
    }

    /// The identity provider that the options describe; `nil` when they describe none.
    func identityProvider(
        _ files: Files, at now: Int64, weaknesses: Set<Weakness> = []
    ) throws(CommandFailure) -> TrustedIdentityProvider? {
        if let idpMetadata, let metadata = files.metadata {
            return try Self.read(metadata, of: idpMetadata, at: now, weaknesses: weaknesses)
        }
        guard isByHand else { return nil }
        var keys: [SigningKey] = []
        for (path, octets) in zip(idpCert, files.certificates) {
            do throws(CertificateError) {
                keys.append(try SigningKey(Certificate(file: octets)))
            } catch {
                switch ForeignContent(octets) {
                case .metadata:
                    throw .cannotTell(
                        "\(path): this is metadata, no certificate. Did you mean --idp-metadata?")
                default: throw .cannotTell("\(path): \(error).")
                }
            }
        }
        return TrustedIdentityProvider(entityID: idpEntityId ?? "", signingKeys: keys, weaknesses: weaknesses)
    }

    private static func read(
        _ octets: [UInt8], of path: String, at now: Int64, weaknesses: Set<Weakness>
    ) throws(CommandFailure) -> TrustedIdentityProvider {
        do {
            let metadata = try IdentityProviderMetadata(xml: octets)
            if let end = metadata.validUntil, end <= now {
                throw CommandFailure.cannotTell(
                    "\(path): was valid until \(UnixTime(seconds: end).iso8601). Fetch it anew.")
            }
            return TrustedIdentityProvider(
                entityID: metadata.entityID,
                signingKeys: try metadata.signingCertificates.map { try SigningKey($0) },
                weaknesses: weaknesses)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            if ForeignContent(octets) == .certificate {
                throw .cannotTell("\(path): this is a certificate, no metadata. Did you mean --idp-cert?")
            }
            if UnverifiedResponse(xml: octets) != nil || UnverifiedResponse(base64: octets) != nil {
                throw .cannotTell("\(path): this is a response, no metadata. Did you mean --response?")
            }
            throw .cannotTell("\(path): \(error).")
        }
    }
}
