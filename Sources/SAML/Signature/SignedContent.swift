/// What came of verifying one signature, and the content it vouches for.
struct SignedContent {
    /// The document made of the octets that the digest covers.
    let document: XMLDocument
    let octets: Int
    /// The key that made the signature.
    let key: SigningKey
    /// Whether others came to the same octets and, where xmlsec knows the algorithms, to the same verdict.
    let isConfirmed: Bool

    /// Verifies `entry` with each fitting key of `keys`, and parses what it vouches for.
    ///
    /// Nothing but the canonical octets counts: the signature value is held against those of the posted `SignedInfo`, the
    /// digest is read out of them, and what the digest covers is parsed again.
    /// - Parameters:
    ///   - keys: strong enough to be tried.
    ///   - limits: what a document made of signed octets may be.
    ///   - weaknesses: what is granted to the signer.
    ///   - secondOpinion: whether others must agree: xmlsec, or where it does not know the algorithms, libxml2 about the
    ///     octets alone.
    static func verify(
        _ entry: SignatureScene.Entry, keys: [SigningKey], limits: DocumentLimits,
        weaknesses: Set<Weakness> = [],
        secondOpinion: Bool = true
    ) -> Result<SignedContent, SignatureFailure> {
        do throws(SignatureFailure) {
            guard let posted = entry.parts.flatMap({ SignedInfo($0, weaknesses: weaknesses) }),
                let value = entry.value,
                let element = entry.signature.onlyChild(SignatureName.signedInfo),
                entry.isTarget(of: posted.uri)
            else { throw .shape }
            guard let signedOctets = posted.canonicalization.octets(of: element) else { throw .noOctets }
            let key = try key(of: value, over: signedOctets, by: posted.signature, among: keys)
            let signed = try signedInfo(
                in: signedOctets, posted: posted, limits: limits, weaknesses: weaknesses)
            guard let content = signed.transform.octets(of: entry.target, without: entry.signature) else {
                throw .noOctets
            }
            guard signed.digest.digest(of: content) == signed.digestValue else { throw .digestDiffers }
            if secondOpinion {
                try confirm(entry, signed, signedOctets: signedOctets, content: content, key: key)
            }
            let document = try parse(content, limits: limits)
            guard document.root.attribute("ID") == entry.target.attribute("ID") else {
                throw .otherSignedInfo
            }
            return .success(
                SignedContent(document: document, octets: content.count, key: key, isConfirmed: secondOpinion)
            )
        } catch {
            return .failure(error)
        }
    }

    /// The first key of `keys` that made the signature `value` over `octets`.
    private static func key(
        of value: [UInt8], over octets: [UInt8], by algorithm: SignatureAlgorithm, among keys: [SigningKey]
    ) throws(SignatureFailure) -> SigningKey {
        let fitting = keys.filter { algorithm.fits($0.publicKey.kind) }
        guard !fitting.isEmpty else { throw .noFittingKey }
        let signer = fitting.first { $0.publicKey.verifies(value, over: octets, by: algorithm) }
        guard let signer else { throw .signatureDiffers(tried: fitting.count) }
        return signer
    }

    /// What the signed octets of `SignedInfo` say, which must be what was posted.
    static func signedInfo(
        in octets: [UInt8], posted: SignedInfo, limits: DocumentLimits, weaknesses: Set<Weakness>
    ) throws(SignatureFailure) -> SignedInfo {
        let root = try parse(octets, limits: limits).root
        guard root.matches(SignatureName.signedInfo),
            let signed = SignedInfo(SignedInfoParts(root), weaknesses: weaknesses), signed == posted
        else { throw .otherSignedInfo }
        return signed
    }

    private static func parse(
        _ octets: [UInt8], limits: DocumentLimits
    ) throws(SignatureFailure) -> XMLDocument {
        do throws(ParseRefusal) {
            return try XMLDocument.parse(octets, limits: limits)
        } catch {
            throw .unreadableOctets(error)
        }
    }

    /// Has xmlsec verify the same signature, and compares what it saw.
    static func confirm(
        _ entry: SignatureScene.Entry, _ signed: SignedInfo, signedOctets: [UInt8], content: [UInt8],
        key: SigningKey
    ) throws(SignatureFailure) {
        let agrees: Bool
        if unsafe signed.signature.xmlsecTransform != nil {
            guard signed.uri.isEmpty || entry.target.document.registerID(of: entry.target),
                let context = SignatureContext(key: key.publicKey, signedInfo: signed)
            else { throw .opinionsDiffer }
            agrees =
                if case .valid(signedOctets, content) = context.verify(entry.signature) { true } else {
                    false
                }
        } else {
            let element = entry.signature.onlyChild(SignatureName.signedInfo)
            agrees =
                element.flatMap { signed.canonicalization.libraryOctets(of: $0) } == signedOctets
                && signed.transform.libraryOctets(of: entry.target, without: entry.signature) == content
        }
        guard agrees else { throw .opinionsDiffer }
    }
}
