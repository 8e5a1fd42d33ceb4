/// What came of verifying one signature, and the content it vouches for.
struct SignedContent {
    /// The document made of the octets that the digest covers.
    let document: XMLDocument
    let octets: Int
    /// The key that made the signature.
    let key: SigningKey

    /// Verifies `entry` with each fitting key of `keys`, and parses what it vouches for.
    ///
    /// The digest is compared here once more, between the signed octets of `SignedInfo` and the octets that
    /// are parsed: nothing that is read afterwards depends on how xmlsec walked the document.
    static func verify(
        _ entry: SignatureScene.Entry, keys: [SigningKey], limits: DocumentLimits
    ) -> Result<SignedContent, SignatureFailure> {
        guard let posted = entry.parts.flatMap(SignedInfo.init),
            entry.target.attribute("ID") == posted.target, entry.target.document.registerID(of: entry.target)
        else { return .failure(.shape) }
        let fitting = keys.filter { posted.signature.fits($0.publicKey.kind) }
        guard !fitting.isEmpty else { return .failure(.noFittingKey) }
        for key in fitting {
            guard
                let context = SignatureContext(
                    key: key.publicKey, signature: posted.signature, digest: posted.digest)
            else {
                return .failure(.unprocessable)
            }
            switch context.verify(entry.signature) {
            case .signatureDiffers: continue
            case .unprocessable: return .failure(.unprocessable)
            case .digestDiffers: return .failure(.digestDiffers)
            case .valid(let signedInfo, let content):
                return confirm(
                    posted, signedInfo: signedInfo, content: content, key: key, limits: limits)
            }
        }
        return .failure(.signatureDiffers(tried: fitting.count))
    }

    private static func confirm(
        _ posted: SignedInfo, signedInfo: [UInt8], content: [UInt8], key: SigningKey, limits: DocumentLimits
    ) -> Result<SignedContent, SignatureFailure> {
        guard !content.isEmpty, !signedInfo.isEmpty else { return .failure(.noOctets) }
        do throws(ParseRefusal) {
            let root = try XMLDocument.parse(signedInfo, limits: limits).root
            guard root.matches(SignatureName.signedInfo), let signed = SignedInfo(SignedInfoParts(root)),
                signed == posted
            else {
                return .failure(.otherSignedInfo)
            }
            guard signed.digest.digest(of: content) == signed.digestValue else {
                return .failure(.digestDiffers)
            }
            let document = try XMLDocument.parse(content, limits: limits)
            guard document.root.attribute("ID") == signed.target else {
                return .failure(.otherSignedInfo)
            }
            return .success(SignedContent(document: document, octets: content.count, key: key))
        } catch {
            return .failure(.unreadableOctets(error))
        }
    }
}
