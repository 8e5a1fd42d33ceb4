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
        try paths.map { path throws(CommandFailure) in
            try InputFile.parse(path) { try SigningKey(Certificate(file: $0)).certificate.der }
        }
    }
}
