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

    /// The names in the order of the list that `--help` shows.
    static func names(_ legacy: Weaknesses?) -> [String] {
        Weakness.allCases.filter { legacy?.list.contains($0) ?? false }.map(\.rawValue)
    }

    /// The day from which on weaknesses are not tolerated any more: what was written, or a year from now.
    static func legacyEnd(_ argument: String?) throws(CommandFailure) -> UnixTime {
        let now = UnixTime.now
        guard let argument else { return UnixTime(seconds: now.seconds + 365 * 86_400) }
        guard let day = Instant(argument: argument + "T00:00:00Z") else {
            throw .wrongUsage("--legacy-until: \(argument) is no day like \(example).")
        }
        guard day.seconds > now.seconds else {
            throw .wrongUsage("--legacy-until: \(argument) is over already.")
        }
        guard day.seconds <= now.seconds + 2 * 366 * 86_400 else {
            throw .wrongUsage(
                "--legacy-until: \(argument) is more than two years ahead. Choose an earlier day.")
        }
        return UnixTime(seconds: day.seconds)
    }

    private static var example: String { UnixTime(seconds: UnixTime.now.seconds + 365 * 86_400).day }
}
