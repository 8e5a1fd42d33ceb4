import CXMLSec

/// The second opinion: one run of xmlsec over one signature with one key.
///
/// xmlsec judges by itself whether the signature is valid, and hands out the octets that it saw signed and digested. It
/// is given nothing to choose: the key is set, references stay in the document, and transforms are on a list.
@safe struct SignatureContext: ~Copyable {
    /// What came out.
    enum Outcome {
        /// xmlsec could not process the signature at all.
        case unprocessable
        /// The element is not the one that was signed.
        case digestDiffers
        /// The signature was not made by this key.
        case signatureDiffers
        /// Both fit.
        /// - Parameters:
        ///   - signedInfo: the octets the signature value covers.
        ///   - content: the octets the digest covers.
        case valid(signedInfo: [UInt8], content: [UInt8])
    }

    private let context: xmlSecDSigCtxPtr

    // SAFETY, for all of this type: `context` is this value's own, used by one thread; xmlsec owns the key's
    // duplicate as soon as it is set; transform classes are constants of xmlsec.

    init?(key: PublicKey, signedInfo: SignedInfo) {
        guard let context = unsafe xmlSecDSigCtxCreate(nil) else { return nil }
        unsafe context.pointee.flags = UInt32(
            XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_STORE_SIGNATURE
                | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS | XMLSEC_DSIG_FLAGS_USE_VISA3D_HACK)
        unsafe context.pointee.enabledReferenceUris = xmlSecTransformUriType(
            signedInfo.uri.isEmpty ? xmlSecTransformUriTypeEmpty : xmlSecTransformUriTypeSameDocument)
        unsafe context.pointee.signKey = unsafe key.duplicate()
        guard unsafe context.pointee.signKey != nil, unsafe Self.allow(signedInfo, in: context)
        else {
            unsafe xmlSecDSigCtxDestroy(context)
            return nil
        }
        unsafe self.context = unsafe context
    }

    deinit { unsafe xmlSecDSigCtxDestroy(context) }

    private static func allow(_ signedInfo: SignedInfo, in context: xmlSecDSigCtxPtr) -> Bool {
        let enveloped = unsafe xmlSecTransformEnvelopedGetKlass()
        return unsafe xmlSecDSigCtxEnableSignatureTransform(
            context, signedInfo.canonicalization.xmlsecTransform) == 0
            && xmlSecDSigCtxEnableSignatureTransform(context, signedInfo.signature.xmlsecTransform) == 0
            && xmlSecDSigCtxEnableReferenceTransform(context, signedInfo.transform.xmlsecTransform) == 0
            && xmlSecDSigCtxEnableReferenceTransform(context, enveloped) == 0
            && xmlSecDSigCtxEnableReferenceTransform(context, signedInfo.digest.xmlsecTransform) == 0
    }

    /// Verifies `signature`. The signed element's ID must be registered with its document.
    consuming func verify(_ signature: XMLElement) -> Outcome {
        let code = unsafe xmlSecDSigCtxVerify(context, signature.node)
        ERR_clear_error()
        guard unsafe xmlSecPtrListGetSize(&context.pointee.signedInfoReferences) == 1,
            unsafe xmlSecPtrListGetSize(&context.pointee.manifestReferences) == 0,
            let item = unsafe xmlSecPtrListGetItem(&context.pointee.signedInfoReferences, 0)
        else { return .unprocessable }
        let reference = unsafe item.assumingMemoryBound(to: xmlSecDSigReferenceCtx.self)
        if unsafe reference.pointee.status == xmlSecDSigStatusInvalid { return .digestDiffers }
        guard code == 0, unsafe reference.pointee.status == xmlSecDSigStatusSucceeded else {
            return .unprocessable
        }
        guard unsafe context.pointee.status == xmlSecDSigStatusSucceeded else { return .signatureDiffers }
        return unsafe .valid(
            signedInfo: Self.octets(xmlSecDSigCtxGetPreSignBuffer(context)),
            content: Self.octets(xmlSecDSigReferenceCtxGetPreDigestBuffer(reference)))
    }

    private static func octets(_ buffer: xmlSecBufferPtr?) -> [UInt8] {
        guard let buffer = unsafe buffer, let data = unsafe xmlSecBufferGetData(buffer) else { return [] }
        return unsafe [UInt8](UnsafeBufferPointer(start: data, count: Int(xmlSecBufferGetSize(buffer))))
    }
}
