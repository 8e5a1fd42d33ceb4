internal import ArgumentParser
internal import Foundation
internal import SAML

/// Who signs a test response, and how.
struct SignerOptions: ParsableArguments {
    /// Nobody has this name: the top-level domain is reserved.
    static let defaultIssuer = "https://test-idp.invalid/saml"

    @Option(help: ArgumentHelp("A test key with its certificate, PEM.", valueName: "file"))
    var key: String?
    @Option(
        help: ArgumentHelp(
            "Make a test key in this new folder: key.pem, certificate.pem and metadata.xml.",
            valueName: "folder"))
    var newKey: String?
    @Option(
        help:
            "What kind of key --new-key makes: \(Choice.list { (choice: TestIdentity.KeyKind) in choice.rawValue }).",
        transform: Choice.of { (choice: TestIdentity.KeyKind) in choice.rawValue })
    var keyKind = TestIdentity.KeyKind.rsa
    @Option(help: ArgumentHelp("Entity ID of the test identity provider.", valueName: "id"))
    var issuer = Self.defaultIssuer
    @Option(
        help: "What is signed: \(Choice.list { (choice: TestResponse.Placement) in choice.rawValue }).",
        transform: Choice.of { (choice: TestResponse.Placement) in choice.rawValue })
    var sign = TestResponse.Placement.assertion
    @Option(
        help:
            "How it is signed; as the key is made for, if left out: \(Choice.list { (algorithm: SignatureAlgorithm) in algorithm.name }).",
        transform: Choice.of { (algorithm: SignatureAlgorithm) in algorithm.name })
    var algorithm: SignatureAlgorithm?
    @Option(
        help: "How it is digested: \(Choice.list { (digest: DigestAlgorithm) in digest.name }).",
        transform: Choice.of { (digest: DigestAlgorithm) in digest.name })
    var digest = DigestAlgorithm.sha256
    @Flag(help: "Leave the certificate out of signatures.")
    var withoutCertificate = false
    @Option(
        help: ArgumentHelp(
            "The store whose identity provider is refused; this host's, if left out.", valueName: "path"))
    var store: String?

    /// A test identity provider.
    struct Provider {
        let key: PrivateKey
        let entityID: String
    }

    func check() throws {
        guard (key == nil) != (newKey == nil) else {
            throw ValidationError(
                "Give --key with a test key, or --new-key to make one" + (key == nil ? "." : ", not both."))
        }
    }

    /// Reads or makes the key.
    func provider(at now: Int64) throws(CommandFailure) -> Provider {
        let production = try ProductionProvider(store: store)
        try production?.refuse(entityID: issuer)
        if let newKey { return try make(in: newKey, at: now) }
        let path = key ?? ""
        let key = try InputFile.parse(path) { try PrivateKey(pem: $0) }
        try production?.refuse(key)
        if let subject = key.certificate?.subject, subject != "CN=" + TestIdentity.commonName {
            Notice.print(
                "\(path) is of \(printable(subject)), which is no test identity provider by its name.")
        }
        return Provider(key: key, entityID: issuer)
    }

    private func make(in folder: String, at now: Int64) throws(CommandFailure) -> Provider {
        let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: parent) else {
            throw .cannotTell("\(folder) cannot be made: there is no folder \(parent).")
        }
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw .cannotTell(
                "\(folder) is there already. Give --key \(folder)/key.pem, or another folder.")
        }
        do {
            let identity = try TestIdentity(keyKind, at: now)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let metadata = TestMetadata(entityID: issuer, certificate: identity.certificate).xml
            let files = [
                ("key.pem", identity.pem), ("certificate.pem", Array(identity.certificate.pem.utf8)),
                ("metadata.xml", Array(metadata.utf8)),
            ]
            for (name, octets) in files {
                let isMade = FileManager.default.createFile(
                    atPath: folder + "/" + name, contents: Data(octets),
                    attributes: [.posixPermissions: name == "key.pem" ? 0o600 : 0o644])
                guard isMade else { throw CommandFailure.cannotTell("\(folder)/\(name) cannot be written.") }
            }
            Notice.print(
                "made \(folder)/key.pem, certificate.pem and metadata.xml. Trust them in tests only.\n"
                    + "Next time: --key \(folder)/key.pem --issuer \(issuer)")
            return Provider(key: try PrivateKey(pem: identity.pem), entityID: issuer)
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as MintingError {
            throw .cannotTell("\(error).")
        } catch {
            throw .cannotTell("\(folder) cannot be made: may you write in \(parent)?")
        }
    }
}
