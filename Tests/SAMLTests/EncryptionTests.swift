import Testing

@testable import SAML

@Suite struct EncryptionTests {
    private static func method(_ digest: DigestAlgorithm?, _ mask: DigestAlgorithm?) -> String {
        let digest = digest.map {
            "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"\($0.rawValue)\"/>"
        }
        let mask = mask.map {
            "<xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"\($0.maskURI)\"/>"
        }
        return (digest ?? "") + (mask ?? "")
    }

    private func expectAccepted(_ verification: Verification, _ comment: Comment? = nil) {
        #expect(verification.reason == nil, comment)
        #expect(verification.assertion?.nameID.value == "alice-7f3a", comment)
        #expect((try? verification.assertion?.value(of: "email")) == "alice@example.com", comment)
    }

    @Test(
        arguments: [ResponseFixture.Shape.response, .assertion, .both],
        [ContentCipher.aes128GCM, .aes192GCM, .aes256GCM])
    func everySignedShapeIsAccepted(shape: ResponseFixture.Shape, cipher: ContentCipher) {
        let verification = EncryptedFixture(shape, cipher: cipher).verified()
        expectAccepted(verification)
        #expect(!verification.results.contains { $0.status == .warn })
        for code in [
            RuleCode.enc01, .enc02, .enc03, .enc04, .enc05, .enc06, .enc07, .enc08, .enc10, .see06, .key06,
        ] {
            #expect(verification.status(code) == .pass, "\(code)")
        }
    }

    @Test(arguments: [EncryptedFixture.Layout.inside, .beside, .besideByName])
    func keysStandInsideOrBesideTheData(layout: EncryptedFixture.Layout) {
        expectAccepted(EncryptedFixture(.assertion).with(\.layout, layout).verified())
    }

    @Test(
        arguments: DigestAlgorithm.allCases,
        [DigestAlgorithm?.none, .sha1, .sha256, .sha384, .sha512])
    func parametersOfTheKeyTransportAreObeyed(digest: DigestAlgorithm, mask: DigestAlgorithm?) {
        let fixture = EncryptedFixture(.response)
            .with(\.transport, .oaep(digest: digest, mask: mask ?? .sha1))
            .with(\.parameters, Self.method(digest, mask))
        let verification = fixture.verified()
        if digest == .sha1, mask != nil {
            #expect(verification.reason?.code == .enc10)
        } else {
            expectAccepted(verification)
        }
    }

    @Test func noDigestMethodMeansSHA1() {
        expectAccepted(EncryptedFixture(.response).with(\.parameters, "").verified())
    }

    @Test func everyConfiguredKeyIsTried() {
        let old = EncryptedFixture(.assertion)
        let new = EncryptedFixture(.assertion).with(\.recipients, [.nextRecipient])
        for fixture in [old, new] {
            expectAccepted(fixture.verified([.recipient, .nextRecipient]))
            expectAccepted(fixture.verified([.nextRecipient, .recipient]))
        }
        let both = EncryptedFixture(.assertion).with(
            \.recipients, [.stranger, .weak, .nextRecipient, .recipient])
        expectAccepted(both.verified([.nextRecipient]))
        expectAccepted(both.verified([.recipient]))
        #expect(new.verified([.recipient]).reason?.code == .enc04)
    }

    @Test(arguments: [ContentCipher.aes128CBC, .aes192CBC, .aes256CBC, .tripleDESCBC])
    func ciphersWithoutTagNeedTheirWeaknessAndASignedResponse(cipher: ContentCipher) {
        let weakness: Weakness = cipher == .tripleDESCBC ? .tripleDES : .cbc
        let others = Set(Weakness.allCases).subtracting([weakness])
        for shape in [ResponseFixture.Shape.response, .both] {
            let fixture = EncryptedFixture(shape, cipher: cipher)
            #expect(fixture.verified(weaknesses: others).reason?.code == .enc01)
            let verification = fixture.verified(weaknesses: [weakness])
            expectAccepted(verification)
            #expect(verification.results.filter { $0.status == .warn }.map(\.code) == [.enc01])
        }
        let unsigned = EncryptedFixture(.assertion, cipher: cipher)
        #expect(unsigned.verified(weaknesses: Set(Weakness.allCases)).reason?.code == .enc01)
    }

    @Test func oldKeyTransportNeedsItsWeaknessAndASignedResponse() {
        func fixture(_ shape: ResponseFixture.Shape) -> EncryptedFixture {
            EncryptedFixture(shape).with(\.transport, .pkcs1)
        }
        #expect(fixture(.response).verified(weaknesses: [.cbc]).reason?.code == .enc03)
        expectAccepted(fixture(.response).verified(weaknesses: [.rsa15]))
        #expect(fixture(.assertion).verified(weaknesses: [.rsa15]).reason?.code == .enc03)
    }

    @Test func everyFailureToDecryptLooksTheSame() {
        let good = EncryptedFixture(.response)
        let cbc = EncryptedFixture(.response, cipher: .aes128CBC)
        let flip: @Sendable ([UInt8]) -> [UInt8] = { $0.dropLast() + [$0.last! ^ 1] }
        let flipFirst: @Sendable ([UInt8]) -> [UInt8] = { [$0.first! ^ 1] + $0.dropFirst() }
        let failures: [EncryptedFixture] = [
            good.with(\.recipients, [.stranger]), cbc.with(\.recipients, [.stranger]),
            good.with(\.spoilWrappedKey, flip), cbc.with(\.spoilWrappedKey, flip),
            good.with(\.spoilWrappedKey) { $0.dropLast() },
            good.with(\.spoilKey) { $0 + [0] }, cbc.with(\.spoilKey) { $0 + $0 },
            good.with(\.spoilKey) { _ in [] },
            good.with(\.transport, .pkcs1).with(\.spoilWrappedKey, flip),
            good.with(\.transport, .oaep(digest: .sha256, mask: .sha1)),
            good.with(\.spoil, flip), good.with(\.spoil, flipFirst), good.with(\.spoil) { $0.dropLast() },
            cbc.with(\.isPadded, false), cbc.with(\.spoil, flipFirst),
            cbc.with(\.wrap) { _ in String(repeating: "x", count: 100) },
        ]
        var seen: [[RuleResult]] = []
        for fixture in failures {
            let verification = fixture.verified([.recipient, .nextRecipient], weaknesses: [.cbc, .rsa15])
            #expect(verification.reason?.code == .enc04)
            let told: [RuleCode] = [.enc04, .enc06, .see06, .sig02, .parse06, .parse03]
            seen.append(verification.results.filter { told.contains($0.code) })
        }
        #expect(Set(seen.map { "\($0)" }).count == 1)
    }

    @Test func whatTheDecryptedAssertionBreaksIsSaidInTheRulesLine() throws {
        let fixture = EncryptedFixture(.response).with(\.bend) {
            $0.replacingFirst("<saml:Subject>", "<saml:Subject><!---->")
        }
        let verification = fixture.verified()
        #expect(verification.reason?.code == .parse08)
        #expect(verification.reason?.found?.hasPrefix("in the decrypted assertion: ") == true)
        #expect(verification.results.first { $0.code == .see06 }?.found == "PARSE-08")
    }

    @Test(arguments: [ContentCipher.aes256GCM, .tripleDESCBC])
    func assertionThatLeansOnOutsideNamespacesIsRefusedWithAdvice(cipher: ContentCipher) {
        let fixture = EncryptedFixture(.response, cipher: cipher).with(\.wrap) {
            $0.replacingFirst(" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"", "")
        }
        let reason = fixture.verified(weaknesses: [.tripleDES]).reason
        #expect(reason?.code == .parse06)
        #expect(reason?.expected?.contains("declares every prefix") == true)
        #expect(reason?.found?.contains("saml") == true)
    }

    @Test func innerSignatureMustBeValidEvenInASignedResponse() {
        let verification = EncryptedFixture(.both).with(\.innerKey, .stranger).verified()
        #expect(verification.reason?.code == .sig16)
        #expect(verification.status(.see05) == .fail)
        #expect(EncryptedFixture(.assertion).with(\.innerKey, .stranger).verified().reason?.code == .sig16)
    }

    @Test func nothingIsDecryptedWhenTheResponsesSignatureIsBad() {
        let xml = EncryptedFixture(.both).xml.replacingFirst("Recipient=\"https://s", "Recipient=\"https://z")
        let verification = EncryptedFixture.verify(xml)
        #expect(verification.reason?.code == .sig16)
        #expect(verification.status(.enc04) == .notApplicable)
        #expect(verification.status(.asrt01) == .notApplicable)
    }

    @Test func longAssertionsMayBeEncrypted() {
        let values = String(
            repeating: "<saml:AttributeValue>cn=group,ou=x</saml:AttributeValue>", count: 1800)
        let fixture = EncryptedFixture(.both).with(\.bend) {
            $0.replacingFirst("<saml:AttributeValue>staff", values + "<saml:AttributeValue>staff")
        }
        #expect(fixture.xml.utf8.count > 128 * 1024)
        expectAccepted(fixture.verified())
        let tooLong = fixture.with(\.bend) {
            $0.replacingFirst("alice-7f3a<", String(repeating: "a", count: 70_000) + "<")
        }
        #expect(tooLong.verified().reason?.code == .parse10)
    }

    @Test func bothSignaturesAreShownInOneLine() {
        func found(_ code: RuleCode, _ shape: ResponseFixture.Shape) -> String? {
            EncryptedFixture(shape).verified().results.first { $0.code == code }?.found
        }
        #expect(found(.sig06, .both) == "#_response; in the decrypted assertion: #_assertion")
        #expect(found(.sig06, .assertion) == "in the decrypted assertion: #_assertion")
        #expect(found(.sig06, .response) == "#_response")
        #expect(found(.see05, .both) == "1 of 1")
        #expect(found(.see05, .assertion) == "in the decrypted assertion: 1 of 1")
    }

    @Test func checklistHasTheSameLinesWithAndWithoutEncryption() {
        let plain = ResponseFixture.verify(ResponseFixture().signed).results.map(\.code)
        #expect(EncryptedFixture(.both).verified().results.map(\.code) == plain)
        #expect(EncryptedFixture(.none).verified([]).results.map(\.code) == plain)
    }

    @Test func keysForDecryptionAreRSA() {
        #expect(throws: PrivateKeyError.notRSA) {
            try DecryptionKey(pem: Array(TestKey.curve.privatePEM().utf8))
        }
    }

    /// SEE-06 names what the decrypted assertion breaks; the reason is the broken rule itself.
    @Test(arguments: plaintextRows.filter { ![.enc06, .asrt11].contains($0.code) })
    func decryptedAssertionIsHeldToTheRulesOnDocumentsAndSignatures(row: BrokenEncryption) {
        let verification = row.fixture().verified()
        #expect(verification.status(.see06) == .fail)
        #expect(verification.reason?.found?.hasPrefix("in the decrypted assertion") == true)
        let found = verification.results.first { $0.code == .see06 }?.found
        #expect(found?.contains(row.code.rawValue) == true)
    }
}
