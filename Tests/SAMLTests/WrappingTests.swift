import Testing

@testable import SAML

/// The eight classic signature wrapping attacks: something signed stays in the message, something else would
/// be read.
@Suite struct WrappingTests {
    @Test(arguments: Wrapping.classic.indices, SignedMessages.shared.accepted.indices)
    func wrappedMessageIsRefused(attack: Int, message: Int) {
        let attack = Wrapping.classic[attack]
        let message = SignedMessages.shared.accepted[message]
        for id in [nil, "_evil"] {
            var markup = message.markup
            var wrapping = attack.wrapping
            wrapping.forgedID = id
            wrapping.apply(to: &markup, element: attack.element)
            // Some attacks need a signature where this message has none: then there is nothing to wrap.
            guard markup.text != message.markup.text else { continue }
            let verification = ResponseFixture.verify(markup.text)
            #expect(verification.assertion == nil, "\(attack.name), \(message.name)")
            // Refused for where things stand, before any signature is computed.
            let reasons: [RuleCode] =
                id == nil ? [.parse16] : [.see02, .see03, .sig02, .sig03, .sig04, .sig05]
            #expect(
                verification.reason.map { reasons.contains($0.code) } == true,
                "\(attack.name), \(message.name): \(String(describing: verification.reason))")
        }
    }

    @Test func everyClassicAttackIsMadeOfAtLeastTwoShapes() {
        for attack in Wrapping.classic {
            let wrapped = SignedMessages.shared.accepted.filter { message in
                var markup = message.markup
                attack.wrapping.apply(to: &markup, element: attack.element)
                return markup.text != message.markup.text && markup.text.contains("mallory")
            }
            #expect(wrapped.count >= 4, "\(attack.name)")
        }
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
