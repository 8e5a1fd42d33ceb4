import CXMLSec
import Glibc

@testable import SAML

/// An RSA-PSS signature in a template. xmlsec does not know it: it fills in the digest under another method's name, and
/// OpenSSL makes the signature.
struct PSSMethod {
    private let signature: xmlNodePtr
    private let method: xmlNodePtr
    private let algorithm: SignatureAlgorithm

    /// `nil` for every other method.
    init?(of signature: xmlNodePtr) {
        func child(_ node: xmlNodePtr, _ name: String) -> xmlNodePtr? {
            xmlSecFindChild(node, name, "http://www.w3.org/2000/09/xmldsig#")
        }
        guard let method = child(signature, "SignedInfo").flatMap({ child($0, "SignatureMethod") }),
            let uri = xmlGetProp(method, "Algorithm")
        else { return nil }
        defer { free(uri) }
        guard let algorithm = SignatureAlgorithm(rawValue: String(cString: uri)), algorithm.scheme == .pss
        else {
            return nil
        }
        (self.signature, self.method, self.algorithm) = (signature, method, algorithm)
    }

    func hide() { xmlSetProp(method, "Algorithm", SignatureAlgorithm.rsaSHA256.rawValue) }

    func sign(with pair: OpaquePointer) {
        xmlSetProp(method, "Algorithm", algorithm.rawValue)
        let octets = Self.canonical(method.pointee.parent)
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        precondition(EVP_DigestSignInit(context, &keyContext, algorithm.digest.method, nil, pair) == 1)
        precondition(EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1)
        precondition(EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, Int32(algorithm.digest.length)) == 1)
        var value = [UInt8](repeating: 0, count: 512)
        var count = value.count
        precondition(EVP_DigestSign(context, &value, &count, octets, octets.count) == 1)
        let node = xmlSecFindChild(signature, "SignatureValue", "http://www.w3.org/2000/09/xmldsig#")
        xmlNodeSetContent(node, Base64.encode(Array(value.prefix(count))))
    }

    /// Exclusive canonicalisation of `top` with all it holds.
    private static func canonical(_ top: xmlNodePtr) -> [UInt8] {
        let output = xmlAllocOutputBuffer(nil)
        defer { xmlOutputBufferClose(output) }
        let shows: xmlC14NIsVisibleCallback = { top, node, parent in
            var next = node!.pointee.type == XML_NAMESPACE_DECL ? parent : node
            while let here = next {
                if UnsafeMutableRawPointer(here) == top { return 1 }
                next = here.pointee.parent
            }
            return 0
        }
        precondition(xmlC14NExecute(top.pointee.doc, shows, top, 1, nil, 0, output) >= 0)
        let size = Int(xmlOutputBufferGetSize(output))
        return Array(UnsafeBufferPointer(start: xmlOutputBufferGetContent(output), count: size))
    }
}
