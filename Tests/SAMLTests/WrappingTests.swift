import Testing

@testable import SAML

/// The eight classic signature wrapping attacks: something signed stays in the message, something else would
/// be read.
@Suite struct WrappingTests {
    /// A signed message in pieces, and an assertion that nobody signed.
    struct Pieces {
        let xml: String
        let assertion: String
        let signature: String
        let evil: String

        init(_ shape: ResponseFixture.Shape) {
            xml = ResponseFixture(shape).signed
            assertion = xml.slice(from: "<saml:Assertion ", through: "</saml:Assertion>")
            let scope = shape == .response ? xml : assertion
            signature = scope.slice(from: "<ds:Signature ", through: "</ds:Signature>")
            evil = assertion.replacingFirst(signature, "").replacingFirst("\"_assertion\"", "\"_evil\"")
                .replacingFirst("alice-7f3a", "mallory")
        }
    }

    /// The whole signed response hidden inside an unsigned one that carries its signature.
    private static func wrapResponse(inSignature: Bool) -> String {
        let xml = ResponseFixture(.response).signed
        let signature = xml.slice(from: "<ds:Signature ", through: "</ds:Signature>")
        let root = xml.slice(from: "<samlp:Response ", through: "</samlp:Response>")
        let original = root.replacingFirst(signature, "")
        let evil = original.replacingFirst("\"_response\"", "\"_evil\"").replacingFirst(
            "alice-7f3a", "mallory"
        )
        .replacingFirst("\"_assertion\"", "\"_evil2\"")
        let issuer = "</saml:Issuer>"
        let hidden =
            inSignature
            ? signature.replacingFirst("</ds:Signature>", original + "</ds:Signature>") : original + signature
        return evil.replacingFirst(issuer, issuer + hidden)
    }

    static let attacks: [(name: String, xml: @Sendable () -> String)] = [
        ("1: signed response inside the signature", { wrapResponse(inSignature: true) }),
        ("2: signed response before the signature", { wrapResponse(inSignature: false) }),
        (
            "3: evil assertion before the signed one",
            {
                let pieces = Pieces(.assertion)
                return pieces.xml.replacingFirst(pieces.assertion, pieces.evil + pieces.assertion)
            }
        ),
        (
            "4: signed assertion inside the evil one",
            {
                let pieces = Pieces(.assertion)
                let evil = pieces.evil.replacingFirst(
                    "</saml:Assertion>", pieces.assertion + "</saml:Assertion>")
                return pieces.xml.replacingFirst(pieces.assertion, evil)
            }
        ),
        (
            "5: evil assertion with the signature, original after it",
            {
                let pieces = Pieces(.assertion)
                let original = pieces.assertion.replacingFirst(pieces.signature, "")
                let evil = pieces.evil.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + pieces.signature)
                return pieces.xml.replacingFirst(pieces.assertion, evil + original)
            }
        ),
        (
            "6: original inside the signature of the evil assertion",
            {
                let pieces = Pieces(.assertion)
                let original = pieces.assertion.replacingFirst(pieces.signature, "")
                let signature = pieces.signature.replacingFirst(
                    "</ds:Signature>", original + "</ds:Signature>")
                let evil = pieces.evil.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + signature)
                return pieces.xml.replacingFirst(pieces.assertion, evil)
            }
        ),
        (
            "7: evil assertion in Extensions",
            {
                let pieces = Pieces(.assertion)
                let extensions = "<samlp:Extensions>\(pieces.evil)</samlp:Extensions>"
                return pieces.xml.replacingFirst("<samlp:Status>", extensions + "<samlp:Status>")
            }
        ),
        (
            "8: original in an Object of the signature",
            {
                let pieces = Pieces(.assertion)
                let original = pieces.assertion.replacingFirst(pieces.signature, "")
                let object = "<ds:Object>\(original)</ds:Object></ds:Signature>"
                let signature = pieces.signature.replacingFirst("</ds:Signature>", object)
                let evil = pieces.evil.replacingFirst("</saml:Issuer>", "</saml:Issuer>" + signature)
                return pieces.xml.replacingFirst(pieces.assertion, evil)
            }
        ),
    ]

    @Test(arguments: attacks.indices)
    func wrappedMessageIsRefused(index: Int) {
        let verification = ResponseFixture.verify(Self.attacks[index].xml())
        #expect(verification.assertion == nil, "\(Self.attacks[index].name)")
        // Refused for where things stand, before any signature is computed.
        let reasons: [RuleCode] = [.see02, .see03, .sig03]
        #expect(verification.reason.map { reasons.contains($0.code) } == true, "\(Self.attacks[index].name)")
    }

    @Test func signedAssertionOfAnotherResponseCannotBeAddedToASignedOne() {
        let signed = ResponseFixture(.response).signed
        let other = ResponseFixture(.assertion).replacing("\"_assertion\"", "\"_other\"")
            .replacing("#_assertion", "#_other").signed.slice(
                from: "<saml:Assertion ", through: "</saml:Assertion>")
        let verification = ResponseFixture.verify(
            signed.replacingFirst("</samlp:Response>", other + "</samlp:Response>"))
        #expect(verification.reason?.code == .see03)
    }

    @Test(arguments: [ResponseFixture.Shape.assertion, .response, .both])
    func everyByteOfTheSignedPartCounts(shape: ResponseFixture.Shape) {
        // A namespace that no element and no attribute uses is not part of what exclusive canonicalisation
        // signs.
        let unused = " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
        let xml = Array(ResponseFixture(shape).replacing(unused, "").signed.utf8)
        let text = String(decoding: xml, as: UTF8.self)
        let signature = text.slice(from: "<ds:Signature ", through: "</ds:Signature>")
        let start = text.firstRange(of: shape == .assertion ? "<saml:Assertion " : "<samlp:Response ")!
            .lowerBound
        let begin = text.utf8.distance(from: text.startIndex, to: start)
        let end = text.utf8.distance(
            from: text.startIndex,
            to: text.firstRange(of: shape == .assertion ? "</saml:Assertion>" : "</samlp:Response>")!
                .upperBound)
        let unsigned = text.utf8.distance(
            from: text.startIndex, to: text.firstRange(of: signature)!.lowerBound)
        let skipped = unsigned..<(unsigned + signature.utf8.count)
        let verifier = ResponseFixture.verifier()
        for index in begin..<end where !skipped.contains(index) {
            var changed = xml
            changed[index] ^= 1
            let verification = verifier.verify(
                xml: changed, correlation: .request(id: ResponseFixture.requestID), at: ResponseFixture.now)
            #expect(verification.assertion == nil, "octet \(index)")
        }
    }

    @Test func badSignatureOfTheAssertionIsNotHealedByAGoodOneOfTheResponse() {
        let inner = ResponseFixture(.assertion).signed(by: .stranger).signed
        let issuer = "</saml:Issuer>"
        let template = ResponseFixture.template(for: "_response")
        let both = inner.replacingFirst(issuer, issuer + template)
        // The stranger's signature is complete; signing again would replace it, so it is put back afterwards.
        let assertion = inner.slice(from: "<saml:Assertion ", through: "</saml:Assertion>")
        let marker = "<saml:Assertion xmlns:xsi"
        #expect(both.contains(marker))
        let signed = TestKey.provider.sign(both)
        let replaced = signed.slice(from: "<saml:Assertion ", through: "</saml:Assertion>")
        let verification = ResponseFixture.verify(signed.replacingFirst(replaced, assertion))
        #expect(verification.reason?.code == .sig16)
        #expect(verification.status(.see05) == .fail)
        #expect(verification.assertion == nil)
    }
}
