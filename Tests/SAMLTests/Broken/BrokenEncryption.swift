import Testing

@testable import SAML

/// An encrypted message that breaks one rule, which must be the reason for refusing it.
struct BrokenEncryption: CustomTestStringConvertible {
    let code: RuleCode
    let what: String
    var keys: [TestKey] = [.recipient]
    var weaknesses: Set<Weakness> = []
    let fixture: @Sendable () -> EncryptedFixture

    init(
        _ code: RuleCode, _ what: String, keys: [TestKey] = [.recipient], weaknesses: Set<Weakness> = [],
        fixture: @escaping @Sendable () -> EncryptedFixture
    ) {
        self.code = code
        self.what = what
        self.keys = keys
        self.weaknesses = weaknesses
        self.fixture = fixture
    }

    /// Changes the `EncryptedAssertion` of an accepted message.
    init(
        _ code: RuleCode, _ what: String, in layout: EncryptedFixture.Layout = .inside, _ old: String,
        _ new: String
    ) {
        self.init(code, what) {
            EncryptedFixture(.assertion).with(\.layout, layout).with(\.rearrange) {
                $0.replacingFirst(old, new)
            }
        }
    }

    /// Gives the key's `EncryptionMethod` another content.
    init(_ code: RuleCode, _ what: String, parameters: String) {
        self.init(code, what) { EncryptedFixture(.assertion).with(\.parameters, parameters) }
    }

    var rule: BrokenRule {
        BrokenRule(code, what, for: { EncryptedFixture.verify($0, keys, weaknesses: weaknesses) }) {
            fixture().xml
        }
    }

    var testDescription: String { "\(code.rawValue) \(what)" }
}

private let signatureSpace = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
private let newSpace = "xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\""
private let gcm = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
private let keyStart = "<xenc:EncryptedKey "
private let keyEnd = "</xenc:EncryptedKey>"
private let dataEnd = "</xenc:EncryptedData>"
private let nothingEncrypted = "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/>"

/// Every rule on encryption, broken alone.
let encryptionRows: [BrokenRule] =
    (algorithmRows + layoutRows + parameterRows + keyRows + plaintextRows).map(\.rule)

private let algorithmRows: [BrokenEncryption] = [
    BrokenEncryption(.enc01, "AES-CBC") { EncryptedFixture(.both, cipher: .aes256CBC) },
    BrokenEncryption(.enc01, "triple DES", weaknesses: [.cbc]) {
        EncryptedFixture(.both, cipher: .tripleDESCBC)
    },
    BrokenEncryption(.enc01, "AES-CBC in an unsigned response", weaknesses: [.cbc]) {
        EncryptedFixture(.assertion, cipher: .aes128CBC)
    },
    BrokenEncryption(.enc01, "an unknown cipher", gcm, "http://www.w3.org/2009/xmlenc11#aes128-GCM"),
    BrokenEncryption(.enc01, "key wrapping as a cipher", gcm, "http://www.w3.org/2001/04/xmlenc#kw-aes128"),
    BrokenEncryption(.enc02, "no ciphertext between vector and tag") {
        EncryptedFixture(.assertion).with(\.spoil) { Array($0.prefix(28)) }
    },
    BrokenEncryption(.enc02, "a part of a block", weaknesses: [.cbc]) {
        EncryptedFixture(.response, cipher: .aes128CBC).with(\.spoil) { $0.dropLast() }
    },
    BrokenEncryption(.enc02, "a vector alone", weaknesses: [.tripleDES]) {
        EncryptedFixture(.response, cipher: .tripleDESCBC).with(\.spoil) { Array($0.prefix(8)) }
    },
    BrokenEncryption(.enc03, "RSA 1.5") { EncryptedFixture(.both).with(\.transport, .pkcs1) },
    BrokenEncryption(.enc03, "RSA 1.5 in an unsigned response", weaknesses: [.rsa15]) {
        EncryptedFixture(.assertion).with(\.transport, .pkcs1)
    },
    BrokenEncryption(.enc03, "an unknown transport", "xmlenc#rsa-oaep-mgf1p", "xmlenc#rsa-oaep"),
    BrokenEncryption(.enc03, "a second key by RSA 1.5") {
        EncryptedFixture(.assertion).with(\.recipients, [.recipient, .nextRecipient]).with(\.rearrange) {
            let parts = $0.split(separator: keyStart)
            return parts[0] + keyStart + parts[1] + keyStart
                + String(parts[2]).replacingFirst(KeyTransport.oaepMGF1P, KeyTransport.pkcs1URI)
        }
    },
    BrokenEncryption(.enc04, "encrypted for somebody else") {
        EncryptedFixture(.assertion).with(\.recipients, [.stranger])
    },
    BrokenEncryption(.enc04, "a changed tag") {
        EncryptedFixture(.assertion).with(\.spoil) { $0.dropLast() + [$0.last! ^ 1] }
    },
    BrokenEncryption(.enc04, "a shorter tag") {
        EncryptedFixture(.assertion).with(\.spoil) { $0.dropLast(4) }
    },
    BrokenEncryption(.enc04, "a changed key") {
        EncryptedFixture(.assertion).with(\.spoilWrappedKey) { $0.dropLast() + [$0.last! ^ 1] }
    },
    BrokenEncryption(.enc04, "a padding that is none", weaknesses: [.cbc]) {
        EncryptedFixture(.response, cipher: .aes192CBC).with(\.isPadded, false)
    },
]

private let layoutRows: [BrokenEncryption] = [
    BrokenEncryption(.enc05, "nothing in it") {
        EncryptedFixture(.assertion).with(\.rearrange) { _ in "<saml:EncryptedAssertion/>" }
    },
    BrokenEncryption(.enc05, "two EncryptedData", dataEnd, dataEnd + nothingEncrypted),
    BrokenEncryption(.enc05, "EncryptedData in the key", keyEnd, nothingEncrypted + keyEnd),
    BrokenEncryption(.enc05, "no key") { EncryptedFixture(.assertion).with(\.recipients, []) },
    BrokenEncryption(.enc05, "five keys") {
        EncryptedFixture(.assertion).with(\.recipients, Array(repeating: .recipient, count: 5))
    },
    BrokenEncryption(
        .enc05, "a key inside the key's KeyInfo", "<ds:X509Data>",
        "<xenc:EncryptedKey/><ds:X509Data>"),
    BrokenEncryption(
        .enc05, "a key of another vocabulary", in: .beside, "<saml:EncryptedAssertion>",
        "<saml:EncryptedAssertion><x:EncryptedKey xmlns:x=\"u:x\"/>"),
    BrokenEncryption(.enc05, "a key before the data") {
        EncryptedFixture(.assertion).with(\.layout, .beside).with(\.rearrange) {
            let key = $0.slice(from: keyStart, through: keyEnd)
            return $0.replacingFirst(key, "").replacingFirst(
                "<saml:EncryptedAssertion>", "<saml:EncryptedAssertion>" + key)
        }
    },
    BrokenEncryption(.enc05, "another element beside", dataEnd, dataEnd + "<saml:Subject/>"),
    BrokenEncryption(
        .enc05, "a RetrievalMethod that would be fetched", in: .beside, "URI=\"#_key0\"",
        "URI=\"http://127.0.0.1/key\""),
    BrokenEncryption(
        .enc05, "a RetrievalMethod for the response", in: .beside, "URI=\"#_key0\"", "URI=\"#_response\""),
    BrokenEncryption(.enc05, "a RetrievalMethod without URI", in: .beside, " URI=\"#_key0\"", ""),
    BrokenEncryption(
        .enc05, "a RetrievalMethod of another type", in: .beside, "xmlenc#EncryptedKey\"", "xmlenc#Other\""),
    BrokenEncryption(
        .enc05, "a RetrievalMethod with transforms", in: .beside, "URI=\"#_key0\"/>",
        "URI=\"#_key0\"><ds:Transforms/></ds:RetrievalMethod>"),
    BrokenEncryption(.enc05, "a key for other data", in: .beside, "URI=\"#_data\"", "URI=\"#_other\""),
    BrokenEncryption(.enc05, "a key for keys", in: .beside, "xenc:DataReference", "xenc:KeyReference"),
    BrokenEncryption(.enc05, "content instead of an element", "xmlenc#Element", "xmlenc#Content"),
    BrokenEncryption(
        .enc05, "a CipherReference", "<xenc:CipherValue>",
        "<xenc:CipherReference URI=\"http://127.0.0.1/\"/><xenc:CipherValue>"),
    BrokenEncryption(.enc05, "ciphertext that is no base64", "<xenc:CipherValue>", "<xenc:CipherValue>!"),
    BrokenEncryption(
        .enc05, "ciphertext with an element in it", "</xenc:CipherValue>", "<a/></xenc:CipherValue>"),
    BrokenEncryption(.enc05, "ciphertext in CDATA") {
        EncryptedFixture(.assertion).with(\.rearrange) {
            $0.replacingFirst("<xenc:CipherValue>", "<xenc:CipherValue><![CDATA[")
                .replacingFirst("</xenc:CipherValue>", "]]></xenc:CipherValue>")
        }
    },
    BrokenEncryption(.enc05, "no ciphertext") { EncryptedFixture(.assertion).with(\.spoil) { _ in [] } },
    BrokenEncryption(.enc05, "no method", "<xenc:EncryptionMethod Algorithm=\"\(gcm)\"/>", ""),
    BrokenEncryption(
        .enc05, "properties", "</xenc:CipherData>\(dataEnd)",
        "</xenc:CipherData><xenc:EncryptionProperties/>\(dataEnd)"),
]

private let parameterRows: [BrokenEncryption] = [
    BrokenEncryption(
        .enc10, "MD5 as digest",
        parameters:
            "<ds:DigestMethod \(signatureSpace) Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#md5\"/>"),
    BrokenEncryption(.enc10, "a digest without name", parameters: "<ds:DigestMethod \(signatureSpace)/>"),
    BrokenEncryption(
        .enc10, "two digests",
        parameters: String(
            repeating: "<ds:DigestMethod \(signatureSpace) Algorithm=\"\(DigestAlgorithm.sha1.rawValue)\"/>",
            count: 2)),
    BrokenEncryption(
        .enc10, "parameters of OAEP", parameters: "<xenc:OAEPparams>AAAA</xenc:OAEPparams>"),
    BrokenEncryption(.enc10, "an unknown parameter", parameters: "<x:y xmlns:x=\"u:x\"/>"),
    BrokenEncryption(
        .enc10, "a mask without a digest that is not SHA-1",
        parameters: "<xenc11:MGF \(newSpace) Algorithm=\"\(DigestAlgorithm.sha256.maskURI)\"/>"),
    BrokenEncryption(.enc10, "a mask with the older transport") {
        EncryptedFixture(.assertion).with(\.rearrange) {
            $0.replacingFirst(
                "mgf1p\">",
                "mgf1p\"><xenc11:MGF \(newSpace) Algorithm=\"\(DigestAlgorithm.sha1.maskURI)\"/>")
        }
    },
    BrokenEncryption(.enc10, "the newer transport with SHA-1", KeyTransport.oaepMGF1P, KeyTransport.oaep11),
    BrokenEncryption(
        .enc10, "a key size", "Algorithm=\"\(gcm)\"/>",
        "Algorithm=\"\(gcm)\"><xenc:KeySize>128</xenc:KeySize></xenc:EncryptionMethod>"),
    BrokenEncryption(
        .enc10, "a digest of the cipher", "Algorithm=\"\(gcm)\"/>",
        "Algorithm=\"\(gcm)\"><ds:DigestMethod \(signatureSpace)/></xenc:EncryptionMethod>"),
]

private let keyRows: [BrokenEncryption] = [
    BrokenEncryption(.enc07, "no key configured", keys: []) { EncryptedFixture(.both) },
    BrokenEncryption(.key06, "five keys configured", keys: Array(repeating: .recipient, count: 5)) {
        EncryptedFixture(.both)
    },
    BrokenEncryption(.enc08, "encrypted, and signed by nobody") { EncryptedFixture(.none) },
]

/// What is wrong with the plaintext.
let plaintextRows: [BrokenEncryption] = [
    BrokenEncryption(.enc06, "another element") {
        EncryptedFixture(.response).with(\.wrap) { _ in "<x:y xmlns:x=\"u:x\"/>" }
    },
    BrokenEncryption(.enc06, "a response with the assertion") {
        EncryptedFixture(.both).with(\.wrap) {
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">\($0)</samlp:Response>"
        }
    },
    BrokenEncryption(.parse12, "two assertions") { EncryptedFixture(.response).with(\.wrap) { $0 + $0 } },
    BrokenEncryption(.parse12, "text after the assertion") {
        EncryptedFixture(.response).with(\.wrap) { $0 + "x" }
    },
    BrokenEncryption(.parse06, "no XML") { EncryptedFixture(.response).with(\.wrap) { "<a>" + $0 } },
    BrokenEncryption(.parse04, "a document type") {
        EncryptedFixture(.response).with(\.wrap) { "<!DOCTYPE r [<!ENTITY e \"x\">]>" + $0 }
    },
    BrokenEncryption(.parse08, "a comment in a name") {
        EncryptedFixture(.assertion).with(\.wrap) { $0.replacingFirst("alice-7f3a", "alice<!---->-7f3a") }
    },
    BrokenEncryption(.parse10, "too deep") {
        EncryptedFixture(.response).with(\.bend) {
            let depth = 40
            let deep = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
            return $0.replacingFirst("</saml:NameID>", "</saml:NameID>" + deep)
        }
    },
    BrokenEncryption(.parse16, "an ID twice") {
        EncryptedFixture(.response).with(\.bend) {
            $0.replacingFirst("<saml:Subject>", "<saml:Subject ID=\"_assertion\">")
        }
    },
    BrokenEncryption(.enc09, "an encrypted name inside") {
        EncryptedFixture(.both).with(\.bend) {
            $0.replacingFirst("<saml:SubjectConfirmation ", "<saml:EncryptedID/><saml:SubjectConfirmation ")
        }
    },
    BrokenEncryption(.enc09, "an encrypted attribute inside") {
        EncryptedFixture(.response).with(\.bend) {
            $0.replacingFirst(
                "</saml:AttributeStatement>", "<saml:EncryptedAttribute/></saml:AttributeStatement>")
        }
    },
    BrokenEncryption(.see03, "an encrypted assertion inside") {
        EncryptedFixture(.response).with(\.bend) {
            $0.replacingFirst(
                "</saml:Conditions>",
                "</saml:Conditions><saml:Advice><saml:EncryptedAssertion/></saml:Advice>")
        }
    },
    BrokenEncryption(.see03, "an assertion inside") {
        EncryptedFixture(.response).with(\.bend) {
            $0.replacingFirst(
                "</saml:Conditions>", "</saml:Conditions><saml:Advice><saml:Assertion/></saml:Advice>")
        }
    },
    BrokenEncryption(.sig16, "a stranger's signature inside") {
        EncryptedFixture(.assertion).with(\.innerKey, .stranger)
    },
    BrokenEncryption(.sig16, "changed after it was signed inside") {
        EncryptedFixture(.both).with(\.wrap) { $0.replacingFirst("alice-7f3a", "mallory-1") }
    },
    BrokenEncryption(.sig12, "SHA-1 inside") {
        EncryptedFixture(.both).with(\.wrap) {
            $0.replacingFirst("xmldsig-more#rsa-sha256", "xmldsig-more#rsa-md5")
        }
    },
    BrokenEncryption(.sig03, "a signature elsewhere inside") {
        EncryptedFixture(.both).with(\.wrap) {
            let signature = $0.slice(from: "<ds:Signature ", through: "</ds:Signature>")
            return $0.replacingFirst(
                "</saml:Conditions>", "</saml:Conditions><saml:Advice>\(signature)</saml:Advice>")
        }
    },
    BrokenEncryption(.asrt11, "another audience") {
        EncryptedFixture(.both).with(\.bend) {
            $0.replacingFirst("<saml:Audience>https://sp", "<saml:Audience>https://other")
        }
    },
]
