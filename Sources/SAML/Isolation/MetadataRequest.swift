/// Everything that reading one metadata document takes, to be carried to another process.
public struct MetadataRequest: Sendable, Equatable {
    /// Octets a request may have: more than the longest document that is looked at, and its certificates.
    public static let sizeLimit = 2 << 20

    /// The entity to take out of the document; nil when it has to hold exactly one identity provider.
    public var entityID: String?
    /// Certificates, DER, one of whose keys must have signed the document; empty for a document that nobody signs.
    public var certificates: [[UInt8]]
    /// The document as it was found.
    public var xml: [UInt8]

    /// - Parameters: as ``IdentityProviderMetadata`` takes them.
    public init(entityID: String?, certificates: [[UInt8]], xml: [UInt8]) {
        self.entityID = entityID
        self.certificates = certificates
        self.xml = xml
    }

    /// Reads the document, in this process.
    ///
    /// - Throws: the first META rule that the document breaks. A pinned certificate that cannot be used is one, too: without
    ///   any, the document would count as one that nobody signs.
    public func read() throws(MetadataError) -> IdentityProviderMetadata {
        var keys: [SigningKey] = []
        for der in certificates {
            do throws(CertificateError) {
                keys.append(try SigningKey(certificateDER: der))
            } catch {
                throw MetadataError(
                    .meta03, expected: "metadata certificates that can be used", found: error.description)
            }
        }
        return try IdentityProviderMetadata(xml: xml, entityID: entityID, signedBy: keys)
    }
}

extension MetadataRequest: Carried {
    func write(to octets: inout [UInt8]) {
        entityID.write(to: &octets)
        certificates.write(to: &octets)
        xml.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        entityID = try String?(from: &octets)
        certificates = try [[UInt8]](from: &octets)
        xml = try [UInt8](from: &octets)
    }
}

extension MetadataRequest {
    /// The request as octets; `nil` when it is longer than ``sizeLimit``.
    public var encoded: [UInt8]? {
        var octets: [UInt8] = []
        write(to: &octets)
        return octets.count <= Self.sizeLimit ? octets : nil
    }

    /// The request that ``encoded`` gave these octets; `nil` when there is none.
    public init?(encoded octets: [UInt8]) {
        guard octets.count <= Self.sizeLimit, let request = try? Self(wholeOf: octets) else { return nil }
        self = request
    }
}
