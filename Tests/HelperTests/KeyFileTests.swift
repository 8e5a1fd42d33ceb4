import Foundation
import SAML
import Testing

@testable import Helper

/// The settings `signing-key` and `decryption-keys`, and the files they name.
@Suite struct KeyFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    private static let rsa = try! TestIdentity(.rsa, at: 1_795_176_000)
    private static let curve = try! TestIdentity(.p256, at: 1_795_176_000)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func file(_ name: String, _ octets: [UInt8], mode: Int = 0o640) -> String {
        let path = folder.appendingPathComponent(name).path
        _ = FileManager.default.createFile(
            atPath: path, contents: Data(octets), attributes: [.posixPermissions: mode])
        return path
    }

    private func keys(_ text: String) throws(ConfigurationError) -> ServiceProviderKeys {
        try ServiceProviderKeys(Configuration.parse("# comment\n" + text, file: "gatehouse.conf"))
    }

    @Test func withoutSettingsThereAreNoKeys() throws {
        let keys = try keys("")
        #expect(keys.signing == nil)
        #expect(keys.decryption.isEmpty)
    }

    @Test func keysAreReadAndPublishedInTheirOrder() throws {
        let other = try TestIdentity(.rsa, at: 1_795_176_000)
        let paths = [file("a", Self.rsa.pem), file("b", other.pem), file("c", Self.curve.pem)]
        let keys = try keys("signing-key = \(paths[2])\ndecryption-keys = \(paths[0])  \(paths[1])")
        #expect(keys.signing?.certificate == Self.curve.certificate)
        #expect(keys.decryption.map(\.key.certificate) == [Self.rsa.certificate, other.certificate])
        let metadata = keys.metadata(of: RelyingParty(entityID: "https://a/", acsURL: "https://a/acs"))
        #expect(metadata.signingCertificate == Self.curve.certificate)
        #expect(metadata.encryptionCertificates == [Self.rsa.certificate, other.certificate])
        #expect(metadata.xml.contains("AuthnRequestsSigned=\"true\""))
    }

    @Test func linkToAKeyIsJudgedByTheFile() throws {
        let link = folder.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file("a", Self.rsa.pem))
        #expect(try keys("signing-key = \(link)").signing != nil)
    }

    @Test func whatCannotBeUsedIsNamedWithFileLineAndRemedy() {
        let open = file("open", Self.rsa.pem, mode: 0o644)
        let bare = file(
            "bare",
            Array(String(decoding: Self.rsa.pem, as: UTF8.self).split(separator: "-----BEGIN CERT")[0].utf8))
        let curve = file("curve", Self.curve.pem)
        let good = file("good", Self.rsa.pem)
        let cases: [(String, String)] = [
            ("signing-key = \(folder.path)/absent", "there is no such file"),
            ("signing-key = \(folder.path)", "is no file"),
            ("signing-key = \(open)", "chmod o= \(open)"),
            ("signing-key = \(file("text", Array("no key".utf8)))", "no private key in PEM"),
            ("signing-key = \(bare)", "has no certificate"),
            ("signing-key = \(file("long", [UInt8](repeating: 10, count: 70_000)))", "over 64 KiB"),
            ("signing-key = key.pem", "no absolute path"),
            ("decryption-keys = \(good), \(good)", "separate the files with blanks"),
            ("decryption-keys = \(curve)", "RSA key only"),
            ("decryption-keys = " + [String](repeating: good, count: 5).joined(separator: " "), "too many"),
        ]
        for (text, problem) in cases {
            do throws(ConfigurationError) {
                _ = try keys(text)
                Issue.record("accepted: \(text)")
            } catch {
                #expect(error.description.contains(problem), "\(error)")
                #expect(error.description.hasPrefix("gatehouse.conf:2: "), "\(error)")
            }
        }
    }
}
