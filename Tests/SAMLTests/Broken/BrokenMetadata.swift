@testable import SAML

/// Metadata that breaks exactly one rule.
struct BrokenMetadata: Sendable, CustomStringConvertible {
    let code: RuleCode
    let what: String
    /// Reads it, and holds it against the clock.
    let read: @Sendable () throws -> Void

    var description: String { "\(code.rawValue): \(what)" }

    private init(_ code: RuleCode, _ what: String, _ read: @escaping @Sendable () throws -> Void) {
        (self.code, self.what, self.read) = (code, what, read)
    }

    /// The good entity with the first `old` replaced.
    private init(_ code: RuleCode, _ what: String, _ old: String, _ new: String) {
        self.init(code, what) {
            _ = try MetadataFixture.read(MetadataFixture.entity.replacingFirst(old, new))
        }
    }

    /// The good entity, signed, and bent afterwards.
    private init(signed code: RuleCode, _ what: String, _ bend: @escaping @Sendable (String) -> String) {
        self.init(code, what) {
            _ = try MetadataFixture.readSigned(bend(MetadataFixture.signed(MetadataFixture.entity)))
        }
    }

    static let all: [BrokenMetadata] = [
        .init(.meta01, "a document type", "<md:EntityDescriptor", "<!DOCTYPE a><md:EntityDescriptor"),
        .init(.meta01, "two roots", "</md:EntityDescriptor>", "</md:EntityDescriptor><a/>"),
        .init(.meta01, "more than 1 MiB") {
            _ = try MetadataFixture.read(MetadataFixture.entity + String(repeating: " ", count: 1 << 20))
        },
        .init(.meta03, "no signature where a key is pinned") {
            _ = try MetadataFixture.readSigned(MetadataFixture.entity)
        },
        .init(.meta03, "signed by another key") {
            _ = try MetadataFixture.readSigned(
                MetadataFixture.signed(MetadataFixture.entity, by: .stranger))
        },
        .init(signed: .meta03, "another URL after it was signed") {
            $0.replacingFirst("https://idp.example.org/redirect", "https://evil.example.org/")
        },
        .init(signed: .meta03, "another key after it was signed") {
            $0.replacingFirst("<md:KeyDescriptor", MetadataFixture.key(.stranger) + "<md:KeyDescriptor")
        },
        .init(signed: .meta03, "SHA-1") {
            $0.replacingFirst(
                "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
        },
        .init(signed: .meta03, "a group around the signed entity") {
            let inner = $0.slice(from: "<md:EntityDescriptor", through: "</md:EntityDescriptor>")
            return """
                <md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">\(inner)\
                </md:EntitiesDescriptor>
                """
        },
        .init(signed: .meta03, "the signed entity inside a forged one") {
            let inner = $0.slice(from: "<md:EntityDescriptor", through: "</md:EntityDescriptor>")
            return MetadataFixture.entity.replacingFirst("ID=\"_entity\"", "ID=\"_forged\"").replacingFirst(
                "<md:IDPSSODescriptor", "<md:Extensions>\(inner)</md:Extensions><md:IDPSSODescriptor")
        },
        .init(.meta04, "over already") {
            try MetadataFixture.read(MetadataFixture.entity).checkFreshness(at: 1_798_761_600)
        },
        .init(.meta04, "older than what is known") {
            try MetadataFixture.read(MetadataFixture.entity)
                .checkFreshness(at: MetadataFixture.now, after: 1_798_761_601)
        },
        .init(.meta04, "no end, though what is known had one") {
            try MetadataFixture.read(
                MetadataFixture.entity.replacingFirst(" validUntil=\"2027-01-01T00:00:00Z\"", "")
            ).checkFreshness(at: MetadataFixture.now, after: MetadataFixture.now + 1)
        },
        .init(.meta05, "no entity ID", "entityID=\"\(MetadataFixture.entityID)\"", ""),
        .init(
            .meta05, "more than 1024 octets", "entityID=\"",
            "entityID=\"" + String(repeating: "a", count: 1024)),
        .init(.meta05, "something else") {
            _ = try MetadataFixture.read(
                MetadataFixture.entity.replacing("md:EntityDescriptor", with: "md:AffiliationDescriptor"))
        },
        .init(.meta05, "another entity than the one asked for") {
            _ = try MetadataFixture.read(MetadataFixture.entity, entityID: MetadataFixture.entityID + "/")
        },
        .init(.meta05, "the entity twice") {
            _ = try MetadataFixture.read(doubled, entityID: MetadataFixture.entityID)
        },
        .init(.meta05, "two identity providers and no choice") {
            _ = try MetadataFixture.read(
                doubled.replacingFirst("idp.example.org/saml\"", "idp.example.org/2\""))
        },
        .init(.meta05, "groups in one another, too deep") {
            let open = "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">"
            _ = try MetadataFixture.read(
                String(repeating: open, count: 5) + MetadataFixture.entity
                    + String(repeating: "</md:EntitiesDescriptor>", count: 5))
        },
        .init(.meta06, "another protocol", "SAML:2.0:protocol", "SAML:3.0:protocol"),
        .init(.meta06, "an end that is no time", "2027-01-01T00:00:00Z", "tomorrow"),
        .init(.meta06, "a cacheDuration that is no duration", "\"PT6H\"", "\"6 hours\""),
        .init(.meta06, "two roles", "<md:IDPSSODescriptor", role + "<md:IDPSSODescriptor"),
        .init(.meta07, "a key for encryption only", "use=\"signing\"", "use=\"encryption\""),
        .init(.meta07, "no base64", "<ds:X509Certificate>", "<ds:X509Certificate>*"),
        .init(.meta07, "nine keys") {
            let keys = (0..<9).map { _ in MetadataFixture.key(TestKey(curve: "P-256")) }.joined()
            _ = try MetadataFixture.read(
                MetadataFixture.entity.replacingFirst("<md:KeyDescriptor", keys + "<md:KeyDescriptor"))
        },
        .init(.meta08, "plain http", "https://idp.example.org/redirect", "http://idp.example.org/redirect"),
        .init(
            .meta08, "a URL that nobody reads to its end", "https://idp.example.org/redirect",
            "https://idp.example.org/" + String(repeating: "a", count: 2025)),
        .init(.meta08, "a script", "https://idp.example.org/redirect", "javascript:alert(1)"),
        .init(.meta08, "another binding", "bindings:HTTP-Redirect", "bindings:SOAP"),
    ]

    private static let doubled = MetadataFixture.group.replacingFirst(
        "<md:EntitiesDescriptor>",
        MetadataFixture.entity.replacingFirst("ID=\"_entity\"", "ID=\"_twin\"") + "<md:EntitiesDescriptor>")
    private static let role =
        "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>"
}
