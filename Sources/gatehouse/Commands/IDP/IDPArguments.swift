internal import Foundation
internal import Policy
internal import SAML
internal import Store

/// What `idp add` and `idp set` take in the same form.
extension IDP {
    /// Where metadata comes from, as the store keeps it: an URL, or an absolute path.
    static func location(_ metadata: String) -> String {
        metadata.contains("://") ? metadata : URL(filePath: metadata).standardizedFileURL.path
    }

    /// The certificates in files, DER.
    static func certificates(_ paths: [String]) throws(CommandFailure) -> [[UInt8]] {
        var list: [[UInt8]] = []
        for path in paths { list.append(try certificate(path).der) }
        return list
    }

    private static func certificate(_ path: String) throws(CommandFailure) -> Certificate {
        let octets = try InputFile.read(path)
        do throws(CertificateError) {
            return try SigningKey(
                octets.first == 0x30 ? Certificate(der: octets) : Certificate(pem: octets)
            ).certificate
        } catch {
            throw .cannotTell("\(path): \(error)")
        }
    }
}
