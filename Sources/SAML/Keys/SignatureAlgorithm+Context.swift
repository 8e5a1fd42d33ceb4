import CXMLSec

extension SignatureAlgorithm {
    /// Tells `context`, which was set up to sign or to verify, what this algorithm asks for.
    @unsafe func prepare(_ context: OpaquePointer) -> Bool {
        // SAFETY: `context` is the caller's and initialised; methods live for the whole process.
        guard let method = unsafe digest.method,
            unsafe EVP_PKEY_CTX_set_signature_md(context, method) == 1
        else { return false }
        switch scheme {
        case .ecdsa: return true
        case .pkcs1: return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .pss:
            return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, method) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(digest.length)) == 1
        }
    }
}
