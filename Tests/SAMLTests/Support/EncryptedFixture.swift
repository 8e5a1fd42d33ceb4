@testable import SAML

/// A response that keeps every rule, with its assertion encrypted: signed inside, outside, both or not at all.
struct EncryptedFixture {
    /// Where the encrypted keys stand.
    enum Layout {
        /// In the `KeyInfo` of the data.
        case inside
        /// Beside the data, which refers to the key, and the key to it.
        case beside
        /// Beside the data, with nothing but names and lists to link them.
        case besideByName
    }

    var shape: ResponseFixture.Shape
    var cipher = ContentCipher.aes128GCM
    var transport = KeyTransport.oaep(digest: .sha1, mask: .sha1)
    /// The content of the key's `EncryptionMethod`.
    var parameters = ""
    var layout = Layout.inside
    var recipients = [TestKey.recipient]
    /// Changes the assertion before it is signed.
    var bend: (String) -> String = { $0 }
    /// Changes the plaintext before it is encrypted.
    var wrap: (String) -> String = { $0 }
    /// Changes the content key's octets before they are encrypted.
    var spoilKey: ([UInt8]) -> [UInt8] = { $0 }
    /// Changes the ciphertext of the key.
    var spoilWrappedKey: ([UInt8]) -> [UInt8] = { $0 }
    /// Changes the ciphertext of the assertion.
    var spoil: ([UInt8]) -> [UInt8] = { $0 }
    /// Changes the `EncryptedAssertion` before the response is signed.
    var rearrange: (String) -> String = { $0 }
    /// Who signs inside.
    var innerKey = TestKey.provider
    /// Whether the plaintext is padded as it must be.
    var isPadded = true

    init(_ shape: ResponseFixture.Shape, cipher: ContentCipher = .aes128GCM) {
        self.shape = shape
        self.cipher = cipher
    }

    /// The same with one thing changed.
    func with<Value>(_ path: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var copy = self
        copy[keyPath: path] = value
        return copy
    }

    static let start = "<saml:Assertion "
    static let end = "</saml:Assertion>"

    /// The assertion that is encrypted.
    var plaintext: String {
        let declared = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" "
        let assertion = ResponseFixture(shape).xml.slice(from: Self.start, through: Self.end)
        let bent = bend(assertion.replacingFirst(Self.start, declared))
        guard shape == .assertion || shape == .both else { return wrap(bent) }
        let signed = innerKey.sign(bent)
        return wrap(String(signed[signed.firstRange(of: "<saml:Assertion")!.lowerBound...]))
    }

    /// The document.
    var xml: String {
        let fixture = ResponseFixture(shape)
        let assertion = fixture.xml.slice(from: Self.start, through: Self.end)
        let message = fixture.xml.replacingFirst(assertion, rearrange(encrypted(plaintext)))
        return shape == .response || shape == .both ? TestKey.provider.sign(message) : message
    }

    /// An `EncryptedAssertion` with `plaintext`.
    func encrypted(_ plaintext: String) -> String {
        let key = (0..<cipher.keyLength).map { _ in UInt8.random(in: 0...255) }
        let keys = recipients.enumerated().map { index, recipient in
            let octets = spoilWrappedKey(recipient.encrypt(spoilKey(key), transport))
            return encryptedKey(octets, id: "_key\(index)")
        }.joined()
        let octets = spoil(cipher.encrypt(Array(plaintext.utf8), key: key, isPadded: isPadded))
        let info =
            switch layout {
            case .inside: keys
            case .beside:
                "<ds:RetrievalMethod Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\" URI=\"#_key0\"/>"
            case .besideByName: "<ds:KeyName>content</ds:KeyName>"
            }
        return """
            <saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Id="_data" \
            Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="\(cipher.rawValue)"/>\
            <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\(info)</ds:KeyInfo>\
            <xenc:CipherData><xenc:CipherValue>\(Base64.encode(octets))</xenc:CipherValue></xenc:CipherData>\
            </xenc:EncryptedData>\(layout == .inside ? "" : keys)</saml:EncryptedAssertion>
            """
    }

    private func encryptedKey(_ octets: [UInt8], id: String) -> String {
        let method =
            switch transport {
            case .pkcs1: KeyTransport.pkcs1URI
            case .oaep(_, .sha1) where !parameters.contains("MGF"): KeyTransport.oaepMGF1P
            case .oaep: KeyTransport.oaep11
            }
        // What is declared twice is not signed.
        let spaces =
            layout == .inside
            ? ""
            : "xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "
        let links =
            switch layout {
            case .inside: ""
            case .beside: "<xenc:ReferenceList><xenc:DataReference URI=\"#_data\"/></xenc:ReferenceList>"
            case .besideByName:
                "<xenc:ReferenceList><xenc:DataReference URI=\"#_data\"/></xenc:ReferenceList>"
                    + "<xenc:CarriedKeyName>content</xenc:CarriedKeyName>"
            }
        return """
            <xenc:EncryptedKey \(spaces)Id="\(id)" \
            Recipient="https://somebody.example/"><xenc:EncryptionMethod Algorithm="\(method)">\(parameters)\
            </xenc:EncryptionMethod><ds:KeyInfo><ds:X509Data>\
            <ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo><xenc:CipherData>\
            <xenc:CipherValue>\(Base64.encode(octets))</xenc:CipherValue></xenc:CipherData>\(links)</xenc:EncryptedKey>
            """
    }

    static func verifier(
        _ keys: [TestKey] = [.recipient], weaknesses: Set<Weakness> = [], skew: Int64 = 60
    ) -> Verifier {
        ResponseFixture.verifier(decryptingWith: keys, granting: weaknesses, skew: skew)
    }

    static func verify(_ xml: String, _ keys: [TestKey] = [.recipient], weaknesses: Set<Weakness> = [])
        -> Verification
    {
        verifier(keys, weaknesses: weaknesses).verify(
            xml: Array(xml.utf8), correlation: .request(id: ResponseFixture.requestID),
            at: ResponseFixture.now)
    }

    func verified(_ keys: [TestKey] = [.recipient], weaknesses: Set<Weakness> = []) -> Verification {
        Self.verify(xml, keys, weaknesses: weaknesses)
    }
}

extension TestKey {
    /// The service provider's key, its next one, and two of other sizes.
    static let recipient = TestKey(bits: 2048)
    static let nextRecipient = TestKey(bits: 3072)

    var decryption: DecryptionKey { try! DecryptionKey(pem: Array(privatePEM().utf8)) }

    /// Encrypts a content key for the owner of this key.
    func encrypt(_ octets: [UInt8], _ transport: KeyTransport) -> [UInt8] {
        transport.encrypt(octets, for: pair)!
    }
}

extension ContentCipher {
    /// Initialisation vector, ciphertext and tag.
    func encrypt(_ plaintext: [UInt8], key: [UInt8], isPadded: Bool) -> [UInt8] {
        guard !isAuthenticated else { return encrypt(plaintext, key: key)! }
        let padding = blockLength - plaintext.count % blockLength
        let last = isPadded ? UInt8(padding) : 0xA5
        return encrypt(plaintext + [UInt8](repeating: 0xA5, count: padding - 1) + [last], key: key)!
    }
}
