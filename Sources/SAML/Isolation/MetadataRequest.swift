internal import FoundationEssentials

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

extension MetadataRequest {
    /// What goes before the document: four octets with its length, the most significant first, then this as JSON.
    private struct Header: Codable {
        let entityID: String?
        let certificates: [Data]
    }

    /// The request as octets; `nil` when it is longer than ``sizeLimit``.
    public var encoded: [UInt8]? {
        let header = Header(entityID: entityID, certificates: certificates.map { Data($0) })
        guard let json = try? JSONEncoder().encode(header), 4 + json.count + xml.count <= Self.sizeLimit
        else { return nil }
        let count = UInt32(json.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + json + xml
    }

    /// The request that ``encoded`` gave these octets; `nil` when there is none.
    public init?(encoded octets: [UInt8]) {
        guard octets.count >= 4, octets.count <= Self.sizeLimit else { return nil }
        let count = octets.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard count <= octets.count - 4,
            let header = try? JSONDecoder().decode(Header.self, from: Data(octets[4..<4 + count]))
        else { return nil }
        self.init(
            entityID: header.entityID, certificates: header.certificates.map { [UInt8]($0) },
            xml: [UInt8](octets[(4 + count)...]))
    }
}
