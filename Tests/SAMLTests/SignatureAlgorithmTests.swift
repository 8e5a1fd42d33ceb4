import Testing

@testable import SAML

@Suite struct SignatureAlgorithmTests {
    struct Row: CustomTestStringConvertible {
        let algorithm: SignatureAlgorithm
        let key: TestKey
        let keyName: String

        var testDescription: String { "\(algorithm) by \(keyName)" }
    }

    /// Every strong method with every kind of key that fits it.
    static let rows: [Row] = SignatureAlgorithm.allCases.filter { $0.weakness == nil }.flatMap { algorithm in
        let keys: [(TestKey, String)] =
            algorithm.scheme == .ecdsa
            ? [(.curve, "P-256"), (.curve384, "P-384"), (.curve521, "P-521")] : [(.provider, "RSA")]
        return keys.map { Row(algorithm: algorithm, key: $0.0, keyName: $0.1) }
    }

    @Test(arguments: rows)
    func isAccepted(row: Row) throws {
        for shape in [ResponseFixture.Shape.assertion, .response] {
            let fixture = ResponseFixture(shape).signed(by: row.key).using(row.algorithm)
            for secondOpinion in [true, false] {
                let verification = fixture.verify(secondOpinion: secondOpinion)
                #expect(verification.reason == nil)
                #expect(!verification.results.contains { $0.status == .warn })
                #expect(verification.assertion?.nameID.value == "alice-7f3a")
            }
        }
    }

    @Test(arguments: rows)
    func isRefusedWhenAnythingWasChanged(row: Row) {
        let fixture = ResponseFixture().signed(by: row.key).using(row.algorithm)
        let signed = fixture.signed
        func reason(_ xml: String, keys: [TestKey]) -> RuleCode? {
            ResponseFixture.verify(xml, keys: keys, secondOpinion: false).reason?.code
        }
        #expect(reason(signed.replacingFirst("alice-7f3a", "mallory"), keys: [row.key]) == .sig16)
        // The signed octets of SignedInfo change with the prefix's declaration, the element does not.
        let info = signed.replacingFirst("<ds:SignedInfo>", "<ds:SignedInfo Id=\"_x\">")
        #expect(reason(info, keys: [row.key]) == .sig16)
        // The second signature's value under the first one's SignedInfo.
        let other = fixture.replacing("alice-7f3a", "mallory").signed
        let value = other.slice(from: "<ds:SignatureValue>", through: "</ds:SignatureValue>")
        let own = signed.slice(from: "<ds:SignatureValue>", through: "</ds:SignatureValue>")
        #expect(reason(signed.replacingFirst(own, value), keys: [row.key]) == .sig16)
        #expect(reason(signed, keys: [row.key]) == nil)
        let stranger = row.algorithm.scheme == .ecdsa ? TestKey(curve: row.keyName) : .stranger
        #expect(reason(signed, keys: [stranger]) == .sig16)
        #expect(reason(signed, keys: [stranger, row.key]) == nil)
    }

    @Test(arguments: [DigestAlgorithm.sha256, .sha384, .sha512])
    func digestNeedNotBeTheOneOfTheSignature(digest: DigestAlgorithm) {
        #expect(ResponseFixture().using(.rsaSHA256, digest: digest).verify().reason == nil)
        #expect(ResponseFixture().using(.pssSHA512, digest: digest).verify().reason == nil)
    }

    /// A signature by PSS is none by PKCS #1, and the other way round, though the key is the same.
    @Test func paddingIsNotInterchangeable() {
        let swaps: [(SignatureAlgorithm, SignatureAlgorithm)] = [
            (.pssSHA256, .rsaSHA256), (.rsaSHA256, .pssSHA256),
        ]
        for (made, claimed) in swaps {
            let xml = ResponseFixture().using(made).signed.replacingFirst(made.rawValue, claimed.rawValue)
            #expect(ResponseFixture.verify(xml).reason?.code == .sig16)
        }
    }

    @Test func numbersOfACurveHaveTheirFullLength() throws {
        let xml = ResponseFixture().signed(by: .curve).using(.ecdsaSHA256).signed
        let element = xml.slice(from: "<ds:SignatureValue>", through: "</ds:SignatureValue>")
        let text = element.dropFirst("<ds:SignatureValue>".count).dropLast("</ds:SignatureValue>".count)
        let value = try #require(Base64.decode(String(text)))
        #expect(value.count == 64)
        func reason(_ value: [UInt8]) -> RuleCode? {
            let changed = "<ds:SignatureValue>\(Base64.encode(value))</ds:SignatureValue>"
            return ResponseFixture.verify(xml.replacingFirst(element, changed), keys: [.curve]).reason?.code
        }
        #expect(reason(value) == nil)
        #expect(reason(ECDSASignature.der(value)) == .sig10)
        #expect(reason([0] + value.prefix(32) + [0] + value.suffix(32)) == .sig10)
        #expect(reason(value.dropLast()) == .sig10)
        // 0 and n are not numbers a signature may have; neither is the order's negative of nothing.
        let zero = [UInt8](repeating: 0, count: 32)
        let order: [UInt8] =
            [UInt8](repeating: 0xFF, count: 4) + [UInt8](repeating: 0, count: 4)
            + [UInt8](repeating: 0xFF, count: 8)
            + [
                0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25,
                0x51,
            ]
        for bad in [zero, order] {
            #expect(reason(bad + value.suffix(32)) == .sig16)
            #expect(reason(value.prefix(32) + bad) == .sig16)
            #expect(reason(bad + bad) == .sig16)
        }
    }

    @Test func derHoldsShortestPositiveNumbers() {
        #expect(ECDSASignature.der([0x80, 0x01]) == [0x30, 7, 2, 2, 0, 0x80, 2, 1, 1])
        #expect(ECDSASignature.der([0, 0, 0, 0x7F]) == [0x30, 6, 2, 1, 0, 2, 1, 0x7F])
        let long = ECDSASignature.der([UInt8](repeating: 0xFF, count: 132))
        #expect(long.prefix(3) == [0x30, 0x81, 138])
        #expect(long.count == 141)
    }

    @Test(arguments: [TestKey.otherCurve, .explicitCurve])
    func otherCurveIsTooWeak(key: TestKey) {
        let verification = ResponseFixture().signed(by: key).using(.ecdsaSHA256).verify()
        #expect(verification.reason?.code == .sig18)
        #expect(verification.assertion == nil)
    }

    @Test func keyMustFitTheMethod() {
        let rsa = ResponseFixture()
        #expect(ResponseFixture.verify(rsa.signed, keys: [.curve]).reason?.code == .sig15)
        let curve = ResponseFixture().signed(by: .curve).using(.ecdsaSHA256)
        #expect(ResponseFixture.verify(curve.signed, keys: [.provider]).reason?.code == .sig15)
        #expect(ResponseFixture.verify(curve.signed, keys: [.provider, .curve384, .curve]).reason == nil)
    }
}
