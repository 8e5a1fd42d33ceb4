import CXMLSec
import Glibc

@testable import SAML

/// A key pair made for one test run, with a certificate signed by itself. xmlsec signs fixtures with it.
final class TestKey: @unchecked Sendable {
    let pair: OpaquePointer
    let certificateDER: [UInt8]

    /// The identity provider's key in nearly every test.
    static let provider = TestKey(bits: 2048)
    /// A key that is never pinned.
    static let stranger = TestKey(bits: 2048)
    static let weak = TestKey(bits: 1024)
    static let smallExponent = TestKey(bits: 2048, exponent: 3)
    static let curve = TestKey(curve: "P-256")
    static let curve384 = TestKey(curve: "P-384")
    static let curve521 = TestKey(curve: "P-521")
    /// A curve that is not on the list.
    static let otherCurve = TestKey(curve: "secp256k1")
    /// P-256, its parameters written out instead of named.
    static let explicitCurve = TestKey(curve: "P-256", explicit: true)
    static let expired = TestKey(bits: 2048, days: -1)

    init(
        bits: Int32 = 0, exponent: UInt = 65537, curve: String? = nil, explicit: Bool = false,
        days: Int = 3650, begin: Int = 1_577_836_800
    ) {
        XMLLibrary.prepare()
        let context = EVP_PKEY_CTX_new_from_name(nil, curve == nil ? "RSA" : "EC", nil)
        defer { EVP_PKEY_CTX_free(context) }
        precondition(EVP_PKEY_keygen_init(context) == 1)
        if let curve {
            precondition(EVP_PKEY_CTX_set_group_name(context, curve) == 1)
            precondition(
                EVP_PKEY_CTX_set_ec_param_enc(
                    context, explicit ? OPENSSL_EC_EXPLICIT_CURVE : OPENSSL_EC_NAMED_CURVE)
                    == 1)
        } else {
            let number = BN_new()
            BN_set_word(number, exponent)
            precondition(EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1)
            precondition(EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, number) == 1)
            BN_free(number)
        }
        var pair: OpaquePointer?
        precondition(EVP_PKEY_generate(context, &pair) == 1)
        self.pair = pair!
        certificateDER = Self.certify(pair!, days: days, begin: begin)
    }

    deinit { EVP_PKEY_free(pair) }

    private static func certify(_ pair: OpaquePointer, days: Int, begin: Int) -> [UInt8] {
        let certificate = X509_new()
        defer { X509_free(certificate) }
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        // From 2020 on, so that the fixtures' dates lie inside; a negative number of days means it ended long
        // ago.
        ASN1_TIME_set(X509_getm_notBefore(certificate), begin)
        ASN1_TIME_set(X509_getm_notAfter(certificate), days < 0 ? 1_600_000_000 : 2_500_000_000)
        let name = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, "Test identity provider", -1, -1, 0)
        X509_set_issuer_name(certificate, name)
        X509_set_pubkey(certificate, pair)
        precondition(X509_sign(certificate, pair, EVP_sha256()) > 0)
        var octets: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(certificate, &octets)
        defer { CRYPTO_free(octets, "", 0) }
        return [UInt8](UnsafeBufferPointer(start: octets, count: Int(count)))
    }

    /// The key as a verifier pins it.
    var pinned: SigningKey { try! SigningKey(certificateDER: certificateDER) }

    var certificatePEM: String {
        "-----BEGIN CERTIFICATE-----\n" + Base64.encode(certificateDER) + "\n-----END CERTIFICATE-----\n"
    }

    /// How a private key is written.
    enum PEMForm { case pkcs8, traditional, encrypted, traditionalEncrypted }

    func privatePEM(_ form: PEMForm = .pkcs8) -> String {
        let sink = BIO_new(BIO_s_mem())
        defer { BIO_free(sink) }
        var phrase = Array("secret".utf8)
        let count = Int32(phrase.count)
        let written =
            switch form {
            case .pkcs8: PEM_write_bio_PrivateKey(sink, pair, nil, nil, 0, nil, nil)
            case .traditional: PEM_write_bio_PrivateKey_traditional(sink, pair, nil, nil, 0, nil, nil)
            case .encrypted: PEM_write_bio_PrivateKey(sink, pair, EVP_aes_128_cbc(), &phrase, count, nil, nil)
            case .traditionalEncrypted:
                PEM_write_bio_PrivateKey_traditional(sink, pair, EVP_aes_128_cbc(), &phrase, count, nil, nil)
            }
        precondition(written == 1)
        var octets = [UInt8](repeating: 0, count: 16384)
        let length = Int(BIO_read(sink, &octets, 16384))
        return String(decoding: octets.prefix(length), as: UTF8.self)
    }

    /// Fills in every signature template of `xml`, innermost first, and gives the signed document.
    func sign(_ xml: String) -> String {
        XMLLibrary.prepare()
        let document = xml.withCString { xmlReadMemory($0, Int32(xml.utf8.count), nil, nil, 0) }!
        defer { xmlFreeDoc(document) }
        let name = xmlStrdup("ID")
        defer { free(name) }
        var ids: [UnsafePointer<xmlChar>?] = [UnsafePointer(name), nil]
        xmlSecAddIDs(document, xmlDocGetRootElement(document), &ids)
        var templates: [xmlNodePtr] = []
        Self.collect(xmlDocGetRootElement(document), into: &templates)
        for template in templates.reversed() {
            let context = xmlSecDSigCtxCreate(nil)!
            defer { xmlSecDSigCtxDestroy(context) }
            context.pointee.signKey = forSigning()
            let pss = PSSMethod(of: template)
            pss?.hide()
            precondition(xmlSecDSigCtxSign(context, template) == 0, "cannot be signed: \(xml)")
            pss?.sign(with: pair)
        }
        var octets: UnsafeMutablePointer<xmlChar>?
        var count: Int32 = 0
        xmlDocDumpMemoryEnc(document, &octets, &count, "UTF-8")
        defer { free(octets) }
        return String(decoding: UnsafeBufferPointer(start: octets, count: Int(count)), as: UTF8.self)
    }

    /// The pair as xmlsec wants it; a context that gets it destroys it.
    func forSigning() -> xmlSecKeyPtr {
        EVP_PKEY_up_ref(pair)
        let key = xmlSecKeyCreate()!
        precondition(xmlSecKeySetValue(key, xmlSecOpenSSLEvpKeyAdopt(pair)) == 0)
        return key
    }

    private static func collect(_ node: xmlNodePtr, into found: inout [xmlNodePtr]) {
        var child = node.pointee.children
        while let here = child {
            if here.pointee.type == XML_ELEMENT_NODE {
                if xmlStrEqual(here.pointee.name, "Signature") == 1 { found.append(here) }
                collect(here, into: &found)
            }
            child = here.pointee.next
        }
    }
}
