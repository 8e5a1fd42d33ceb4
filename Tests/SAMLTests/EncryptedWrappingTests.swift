import Testing

@testable import SAML

/// The eight classic wrapping attacks with encrypted assertions: whoever knows the service provider's public key can
/// encrypt an assertion for it, and move what others encrypted.
@Suite struct EncryptedWrappingTests {
    /// Where the original stands afterwards, and where the evil one.
    struct Attack: CustomTestStringConvertible {
        let testDescription: String
        let shape: ResponseFixture.Shape
        let xml: @Sendable () -> String
    }

    /// A message in pieces, and an assertion that nobody signed, plain and encrypted.
    private struct Pieces {
        let xml: String
        let encrypted: String
        let evil: String
        let encryptedEvil: String
        static let end = "</saml:EncryptedAssertion>"

        init(_ shape: ResponseFixture.Shape) {
            xml = EncryptedFixture(shape).xml
            encrypted = xml.slice(from: "<saml:EncryptedAssertion>", through: Self.end)
            evil = evilAssertion
            encryptedEvil = EncryptedFixture(.none).encrypted(evil).replacingFirst(
                "\"_data\"", "\"_evilData\""
            )
            .replacingFirst("\"_key0\"", "\"_evilKey\"")
        }

        /// The response's own signature.
        var signature: String { xml.slice(from: "<ds:Signature ", through: "</ds:Signature>") }
    }

    private static let evilAssertion = EncryptedFixture(.none).plaintext
        .replacingFirst("\"_assertion\"", "\"_evil\"").replacingFirst("alice-7f3a", "mallory")

    /// The whole signed response hidden in one that carries its signature and an evil assertion.
    private static func wrapResponse(_ shape: ResponseFixture.Shape, hidden: (String, String) -> String)
        -> String
    {
        let pieces = Pieces(shape)
        let root = pieces.xml.slice(from: "<samlp:Response ", through: "</samlp:Response>")
        let original = root.replacingFirst(pieces.signature, "")
        let evil = original.replacingFirst(pieces.encrypted, pieces.encryptedEvil)
            .replacingFirst("\"_response\"", "\"_evilResponse\"")
        return evil.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + hidden(original, pieces.signature))
    }

    /// Places for the evil assertion, `evil`, beside or around the original.
    private static func forms(
        _ shape: ResponseFixture.Shape, _ name: String, evil: @escaping @Sendable () -> String
    ) -> [Attack] {
        func attack(_ what: String, _ change: @escaping @Sendable (Pieces, String) -> String) -> Attack {
            Attack(testDescription: "\(shape) \(what) \(name)", shape: shape) {
                change(Pieces(shape), evil())
            }
        }
        let close = "</samlp:Response>"
        return [
            attack("3: before the original:") { $0.xml.replacingFirst($0.encrypted, $1 + $0.encrypted) },
            attack("5: in its place, original at the end:") {
                $0.xml.replacingFirst($0.encrypted, $1).replacingFirst(close, $0.encrypted + close)
            },
            attack("7: in Extensions:") {
                let extensions = "<samlp:Extensions>\($1)</samlp:Extensions>"
                return $0.xml.replacingFirst("<samlp:Status>", extensions + "<samlp:Status>")
            },
            attack("7: original in Extensions:") {
                let extensions = "<samlp:Extensions>\($0.encrypted)</samlp:Extensions>"
                return $0.xml.replacingFirst($0.encrypted, $1)
                    .replacingFirst("<samlp:Status>", extensions + "<samlp:Status>")
            },
            attack("in its place:") { $0.xml.replacingFirst($0.encrypted, $1) },
        ]
    }

    static let attacks: [Attack] = [ResponseFixture.Shape.response, .assertion, .both].flatMap { shape in
        let plain = forms(shape, "plain") { evilAssertion }
        let encrypted = forms(shape, "encrypted") { Pieces(shape).encryptedEvil }
        let around = Attack(testDescription: "\(shape) 4: original inside the evil one", shape: shape) {
            let pieces = Pieces(shape)
            let evil = pieces.evil.replacingFirst("</saml:Assertion>", pieces.encrypted + "</saml:Assertion>")
            return pieces.xml.replacingFirst(pieces.encrypted, evil)
        }
        let inside = Attack(testDescription: "\(shape) evil data inside the original", shape: shape) {
            let pieces = Pieces(shape)
            let data = pieces.encryptedEvil.slice(
                from: "<xenc:EncryptedData ", through: "</xenc:EncryptedData>")
            return pieces.xml.replacingFirst("<saml:EncryptedAssertion>", "<saml:EncryptedAssertion>" + data)
        }
        return plain + encrypted + [around, inside]
    }

    static let signedResponseAttacks: [Attack] = [ResponseFixture.Shape.response, .both].flatMap { shape in
        [
            Attack(testDescription: "\(shape) 1: signed response inside the signature", shape: shape) {
                wrapResponse(shape) { $1.replacingFirst("</ds:Signature>", $0 + "</ds:Signature>") }
            },
            Attack(testDescription: "\(shape) 2: signed response before the signature", shape: shape) {
                wrapResponse(shape) { $0 + $1 }
            },
            Attack(testDescription: "\(shape) 8: signed response in an Object", shape: shape) {
                wrapResponse(shape) {
                    $1.replacingFirst("</ds:Signature>", "<ds:Object>\($0)</ds:Object></ds:Signature>")
                }
            },
            Attack(testDescription: "\(shape) 6: encrypted original inside the signature", shape: shape) {
                let pieces = Pieces(shape)
                let signature = pieces.signature.replacingFirst(
                    "</ds:Signature>", "<ds:Object>\(pieces.encrypted)</ds:Object></ds:Signature>")
                return pieces.xml.replacingFirst(pieces.encrypted, pieces.encryptedEvil)
                    .replacingFirst(pieces.signature, signature)
            },
        ]
    }

    @Test(arguments: attacks + signedResponseAttacks)
    func movedOrReplacedAssertionIsRefused(attack: Attack) {
        let verification = EncryptedFixture.verify(attack.xml())
        #expect(verification.assertion == nil)
        let reasons: [RuleCode] = [.see02, .see03, .sig03, .sig05, .sig16, .sig02, .enc05, .enc08]
        #expect(
            verification.reason.map { reasons.contains($0.code) } == true,
            "\(String(describing: verification.reason))")
        // Nothing that is signed by nobody is ever decrypted in a signed response.
        if attack.shape != .assertion { #expect(verification.status(.enc04) == .notApplicable) }
    }

    /// An attacker who holds one signed assertion wraps it, and encrypts the result.
    static let plaintexts: [(name: String, wrap: @Sendable (_ signed: String) -> String)] = [
        ("3: evil before signed", { evilAssertion + $0 }),
        (
            "4: signed inside evil",
            { evilAssertion.replacingFirst("</saml:Assertion>", $0 + "</saml:Assertion>") }
        ),
        (
            "5: evil with the signature, original after it",
            { signed in
                let signature = signed.slice(from: "<ds:Signature ", through: "</ds:Signature>")
                return evilAssertion.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + signature)
                    + signed.replacingFirst(signature, "")
            }
        ),
        (
            "6: original inside the signature of the evil one",
            { signed in
                let signature = signed.slice(from: "<ds:Signature ", through: "</ds:Signature>")
                let around = signature.replacingFirst(
                    "</ds:Signature>", signed.replacingFirst(signature, "") + "</ds:Signature>")
                return evilAssertion.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + around)
            }
        ),
        (
            "7: signed inside Advice of the evil one",
            {
                evilAssertion.replacingFirst(
                    "</saml:Conditions>", "</saml:Conditions><saml:Advice>\($0)</saml:Advice>")
            }
        ),
        (
            "8: original in an Object of the signature",
            { signed in
                let signature = signed.slice(from: "<ds:Signature ", through: "</ds:Signature>")
                let original = signed.replacingFirst(signature, "")
                let around = signature.replacingFirst(
                    "</ds:Signature>", "<ds:Object>\(original)</ds:Object></ds:Signature>")
                return evilAssertion.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + around)
            }
        ),
        (
            "the signature moved to an evil one of the same ID",
            { $0.replacingFirst("alice-7f3a", "mallory") }
        ),
        (
            "inside a response",
            { signed in
                "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">\(evilAssertion)\(signed)"
                    + "</samlp:Response>"
            }
        ),
    ]

    @Test(arguments: plaintexts.indices)
    func wrappedPlaintextIsRefused(index: Int) {
        let verification = EncryptedFixture(.assertion).with(\.wrap, Self.plaintexts[index].wrap).verified()
        #expect(verification.assertion == nil, "\(Self.plaintexts[index].name)")
        let reasons: [RuleCode] = [.parse12, .see03, .sig16, .enc06]
        #expect(
            verification.reason.map { reasons.contains($0.code) } == true, "\(Self.plaintexts[index].name)")
    }

    @Test(arguments: [ResponseFixture.Shape.response, .both])
    func octetsOfTheCiphertextCount(shape: ResponseFixture.Shape) {
        let xml = Array(EncryptedFixture(shape).xml.utf8)
        let text = String(decoding: xml, as: UTF8.self)
        let start = text.firstRange(of: "<saml:EncryptedAssertion>")!.lowerBound
        let end = text.firstRange(of: "</saml:EncryptedAssertion>")!.upperBound
        let range =
            text.utf8.distance(
                from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end)
        let verifier = EncryptedFixture.verifier()
        for index in range where index % 17 == 0 {
            var changed = xml
            changed[index] ^= 1
            let verification = verifier.verify(
                xml: changed, correlation: .request(id: ResponseFixture.requestID), at: ResponseFixture.now)
            #expect(verification.assertion == nil, "octet \(index)")
        }
    }
}
