/// Why a signature vouches for nothing.
enum SignatureFailure: Error {
    /// `SignedInfo` is not of the one accepted shape, or does not name the element it stands in.
    case shape
    /// No configured key fits the signature's algorithm.
    case noFittingKey
    /// The element is not the one that was signed.
    case digestDiffers
    /// None of the keys made the signature.
    case signatureDiffers(tried: Int)
    /// Canonicalisation failed or left no octets.
    case noOctets
    /// The octets that were signed do not say what the posted document says.
    case otherSignedInfo
    /// The octets that were signed are not a document that may be looked at.
    case unreadableOctets(ParseRefusal)
    /// xmlsec does not come to the same octets and the same verdict.
    case opinionsDiffer
}
