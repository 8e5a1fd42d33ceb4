import Foundation
import Isolation
import Policy
import SAML
import Store

@testable import Helper

/// Makes keys, metadata and a store with an identity provider, in a folder of its own.
final class MetadataWorkshop: Sendable {
    /// A key pair in files, with a certificate signed by itself.
    struct Key: Sendable {
        let private_: String
        let certificate: Certificate
    }

    static let shared = try! MetadataWorkshop()
    /// Keys made once: the identity provider's first, the one it rolls to, and the one that signs metadata.
    static let keys = try! (
        first: shared.makeKey("first"), second: shared.makeKey("second"), signer: shared.makeKey("signer")
    )

    let directory: URL
    let clock = Clock()
    var file: String { directory.appending(path: "metadata.xml").path }
    var storePath: String { directory.appending(path: "gatehouse.db").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "gatehouse-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func makeKey(_ name: String) throws -> Key {
        let (key, pem) = (
            directory.appending(path: name + ".key").path, directory.appending(path: name + ".crt").path
        )
        try Self.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-sha256", "-days", "3650", "-subj",
            "/CN=" + name, "-keyout", key, "-out", pem)
        return Key(
            private_: key, certificate: try Certificate(pem: [UInt8](Data(contentsOf: URL(filePath: pem)))))
    }

    /// Runs a program to its end.
    static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    }

    /// Writes metadata where the source has it; signed when `signer` is given.
    func publish(
        _ keys: [Key], entityID: String = "https://idp.example.com",
        signInURL: String = "https://idp.example.com/sso",
        validFor: Int64? = nil, cacheDuration: String? = nil, wantsSigned: Bool = false, signer: Key? = nil
    ) throws {
        let end = validFor.map {
            Date(timeIntervalSince1970: TimeInterval(clock.now.seconds + $0)).formatted(.iso8601)
        }
        let xml = """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m" entityID="\(entityID)"\
            \(end.map { " validUntil=\"\($0)\"" } ?? "")\(cacheDuration.map { " cacheDuration=\"\($0)\"" } ?? "")>\
            \(signer == nil ? "" : Self.template)<md:IDPSSODescriptor WantAuthnRequestsSigned="\(wantsSigned)" \
            protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\(keys.map(Self.descriptor).joined())\
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" \
            Location="\(signInURL)"/></md:IDPSSODescriptor></md:EntityDescriptor>
            """
        try? FileManager.default.removeItem(atPath: file)
        try Data(xml.utf8).write(to: URL(filePath: file))
        if let signer {
            try Self.run(
                "xmlsec1", "--sign", "--privkey-pem", signer.private_, "--id-attr:ID",
                "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", "--output", file + ".signed", file)
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".signed", toPath: file)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    }

    private static func descriptor(_ key: Key) -> String {
        """
        <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>\
        <ds:X509Certificate>\(Data(key.certificate.der).base64EncodedString())</ds:X509Certificate></ds:X509Data>\
        </ds:KeyInfo></md:KeyDescriptor>
        """
    }

    private static let template = """
        <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
        <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
        <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>\
        <ds:Reference URI="#_m"><ds:Transforms>\
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
        </ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
        <ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>
        """

    // MARK: A host with that identity provider

    /// The product's own worker reads documents, unless another one does.
    func reader(by worker: WorkerProgram = TestPrograms.metadataWorker) -> MetadataReader {
        var configuration = Configuration()
        configuration.store = storePath
        return MetadataReader(configuration, worker: worker)
    }

    var upkeep: MetadataUpkeep { upkeep(by: TestPrograms.metadataWorker) }

    func upkeep(by worker: WorkerProgram) -> MetadataUpkeep {
        MetadataUpkeep(
            store: storePath, of: corp, reader: reader(by: worker), actor: "tester",
            clock: { [clock] in clock.now })
    }

    /// Adds the identity provider as it is published, and lets somebody sign in through it.
    func add(signedBy signer: Key? = nil, entityID: String? = nil) async throws {
        let source = MetadataSource(
            location: file, entityID: entityID, certificates: signer.map { [$0.certificate.der] } ?? [])
        let now = clock.now
        let found = try await reader().read(source, at: now)
        let store = try Store(path: storePath, access: .create)
        _ = try store.createOrganisation(name: "Example", at: now)
        try store.addIdentityProvider(found.provider(name: "idp", changedAt: now))
        try store.setMetadataSource(source, cacheDuration: found.cacheDuration, at: now)
        let domain = DomainName("example.com")!
        try store.addVerifiedClaim(on: domain, at: now)
        let owner = LoginName("owner")!
        try store.addMember(
            NewMember(
                email: EmailAddress("owner@example.com")!, displayName: "", role: .owner, login: owner,
                managed: nil),
            at: now)
        try store.allowLinking(store.member(login: owner)!)
        try signIn()
    }

    /// The owner signs in, some seconds from now.
    func signIn(in seconds: Int64 = 0) throws {
        let store = try Store(path: storePath, access: .write)
        let id = UUID().uuidString
        let time = UnixTime(seconds: clock.now.seconds + seconds)
        let admission = try store.admit(
            Scene.person("owner@example.com"), of: corp, verifiedBy: store.identityProvider()!,
            used: UsedAssertion(
                responseID: "r" + id, assertionID: "a" + id, expiresAt: UnixTime(seconds: time.seconds + 1)),
            sought: SoughtAccount(login: LoginName("owner")!, uid: 0), at: time
        ) { (_) throws(StoreError) in .refused("") }
        guard case .admitted = admission else { throw StoreError.conflict }
    }

    /// As ``upkeep``, with a sign-in each time it looks at the clock.
    func upkeep(withSignInsIn seconds: Int64) -> MetadataUpkeep {
        MetadataUpkeep(store: storePath, of: corp, reader: reader(), actor: "tester") { [self] in
            try! signIn(in: seconds)
            return clock.now
        }
    }

    /// Approves what waits, whenever it was found.
    func approve(_ upkeep: MetadataUpkeep? = nil) async throws -> [String] {
        let upkeep = upkeep ?? self.upkeep
        return try await MetadataApproval(upkeep).approve(foundAt: state.proposal?.foundAt ?? clock.now)
    }

    var provider: IdentityProvider {
        get throws { try Store(path: storePath, access: .read).identityProvider()! }
    }

    var state: MetadataState {
        get throws { try Store(path: storePath, access: .read).metadataState()! }
    }

    var audit: [AuditRecord] {
        get throws { try Store(path: storePath, access: .read).auditEntries() }
    }

    /// Certificates in force.
    var inForce: [[UInt8]] {
        get throws { try provider.certificates.map { $0.der } }
    }
}
