internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import SAML
internal import Store

struct IDPAdd: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add the identity provider from its metadata.",
        discussion: """
            The metadata is read again when it asks for that. What a key given with --metadata-cert has signed comes \
            into force at once, unless it may be an older document; otherwise changed keys and addresses wait for: \
            gatehouse idp approve NAME
            """)

    @Argument(help: "A name for it on this host.") var name: String
    @Option(
        help: ArgumentHelp(
            "Its SAML metadata: a file that only root may write, or an https URL.", valueName: "file-or-url"))
    var metadata: String
    @Option(
        help: ArgumentHelp(
            "Which entity to take, when the metadata describes several.", valueName: "id"))
    var entityId: String?
    @Option(
        help: ArgumentHelp(
            "A certificate, PEM or DER, with whose key the metadata is signed. May be given several times.",
            valueName: "file"))
    var metadataCert: [String] = []
    @Option(
        help: ArgumentHelp(
            "Weaknesses to tolerate, separated by commas: "
                + Weakness.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "names"),
        transform: Weaknesses.parse)
    var legacy: Weaknesses?
    @Option(
        help: ArgumentHelp(
            "The day from which on they are not tolerated any more; a year from now, if left out.",
            valueName: "2027-06-01"))
    var legacyUntil: String?
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> IDPReport {
        let weaknesses = Weakness.allCases.filter { legacy?.list.contains($0) ?? false }.map(\.rawValue)
        let until = try weaknessesUntil(weaknesses)
        if let present = try options.openStore(.read).identityProvider() {
            throw CommandFailure.refused(
                "\(present.name) is the identity provider already. Run first: gatehouse idp remove \(present.name)"
            )
        }
        let source = MetadataSource(
            location: metadata.contains("://") ? metadata : URL(filePath: metadata).standardizedFileURL.path,
            entityID: entityId, certificates: try metadataCert.map { try Self.certificate($0).der })
        let now = UnixTime.now
        let found = try await MetadataReader(options.configuration()).read(source, at: now)
        let provider = found.provider(
            name: name, changedAt: now, weaknesses: weaknesses, weaknessesUntil: until)
        try options.change("idp.add", of: name, detail: detail(provider, source)) {
            (store) throws(StoreError) in
            try store.addIdentityProvider(provider)
            try store.setMetadataSource(source, cacheDuration: found.cacheDuration, at: now)
        }
        return IDPReport(provider, try options.openStore(.read).metadataState())
    }

    private func weaknessesUntil(_ weaknesses: [String]) throws(CommandFailure) -> UnixTime? {
        guard !weaknesses.isEmpty else {
            guard legacyUntil == nil else { throw .wrongUsage("--legacy-until needs --legacy.") }
            return nil
        }
        guard let legacyUntil else { return UnixTime(seconds: UnixTime.now.seconds + 365 * 86_400) }
        guard let day = Instant(argument: legacyUntil + "T00:00:00Z") else {
            throw .wrongUsage("--legacy-until: \(legacyUntil) is no day like 2027-06-01.")
        }
        guard UnixTime(seconds: day.seconds) > .now else {
            throw .wrongUsage("--legacy-until: \(legacyUntil) is over already.")
        }
        return UnixTime(seconds: day.seconds)
    }

    private func detail(_ provider: IdentityProvider, _ source: MetadataSource) -> String {
        var parts = [provider.entityID, "metadata " + source.location]
        parts += provider.certificates.map {
            "key SHA-256 " + ((try? Certificate(der: $0.der).fingerprintSHA256) ?? "unreadable")
        }
        if let until = provider.weaknessesUntil {
            parts.append("legacy \(provider.weaknesses.joined(separator: ",")) until \(until.day)")
        }
        return printable(parts.joined(separator: "; "))
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
