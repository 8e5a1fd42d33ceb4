extension IdentityProviderMetadata {
    /// The certificates of keys for signing, or for any use (KEY-03), each once.
    static func certificates(of role: XMLElement) throws(MetadataError) -> [Certificate] {
        var found: [Certificate] = []
        for descriptor in role.children(MetadataName.keyDescriptor) {
            let use = descriptor.attribute("use")
            guard use == nil || use == "signing" else { continue }
            let data = descriptor.onlyChild(SignatureName.keyInfo)?.onlyChild(SignatureName.x509Data)
            guard let data else { continue }
            let elements = data.children(SignatureName.x509Certificate)
            guard elements.count == 1 else {
                throw MetadataError(
                    .meta07, expected: "one certificate for each key", found: "\(elements.count)")
            }
            let certificate = try certificate(elements[0])
            if !found.contains(certificate) { found.append(certificate) }
            guard found.count <= certificateLimit else {
                throw MetadataError(
                    .meta07, expected: "at most \(certificateLimit) signing certificates", found: "more")
            }
        }
        guard !found.isEmpty else {
            throw MetadataError(.meta07, expected: "a signing certificate", found: "none")
        }
        return found
    }

    private static func certificate(_ element: XMLElement) throws(MetadataError) -> Certificate {
        guard let der = element.content.value.flatMap({ Base64.decode($0) }) else {
            throw MetadataError(.meta07, expected: "a certificate in base64", found: "something else")
        }
        do throws(CertificateError) {
            return try SigningKey(certificateDER: der).certificate
        } catch {
            throw MetadataError(.meta07, expected: "a signing certificate", found: error.description)
        }
    }
}
