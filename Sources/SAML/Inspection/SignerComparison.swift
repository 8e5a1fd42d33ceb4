/// What the certificates in a message say about a signature that no pinned key fits. For people only: whoever writes a
/// message writes its certificates.
extension UnverifiedContent {
    /// Whether the message names a key of `provider` or another one, and what to do; `nil` when it names none.
    public func signatureAdvice(trusting provider: TrustedIdentityProvider) -> String? {
        let named = signatures.flatMap(\.certificates)
        let others = named.filter { certificate in
            !provider.signingKeys.contains { $0.certificate.der == certificate.der }
        }
        guard let other = others.first else {
            return named.isEmpty
                ? nil
                : "The message names the configured key, but its signature does not fit: "
                    + "was the XML formatted or edited? Save the raw SAMLResponse."
        }
        return
            "The message names another key, \(printable(other.subject)), SHA-256 \(other.fingerprintSHA256). "
            + "If it is the identity provider's new one, take its metadata anew."
    }
}
