@testable import SAML

extension ResponseFixture {
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"

    /// Signed by another method.
    func using(_ signature: SignatureAlgorithm, digest: DigestAlgorithm = .sha256) -> ResponseFixture {
        replacing(SignatureAlgorithm.rsaSHA256.rawValue, signature.rawValue)
            .replacing(DigestAlgorithm.sha256.rawValue, digest.rawValue)
    }

    /// Verifies the signed document with the fixture's own key pinned.
    func verify(granting weaknesses: Set<Weakness> = [], secondOpinion: Bool = true) -> Verification {
        Self.verify(signed, keys: [key], granting: weaknesses, secondOpinion: secondOpinion)
    }

    /// The signatures of `xml` as the signature rules see them.
    static func scene(_ xml: String, keys: [TestKey] = [.provider]) throws -> SignatureScene {
        let root = try XMLDocument.parse(Array(xml.utf8), limits: .response).root
        return SignatureScene(
            response: root, assertion: root.onlyChild(AssertionName.assertion), keys: keys.map(\.pinned))
    }
}
