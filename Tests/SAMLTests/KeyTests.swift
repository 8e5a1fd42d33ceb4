import Testing

@testable import SAML

@Suite struct KeyTests {
    @Test func withoutAKeyEverythingIsRefused() {
        let verification = ResponseFixture.verify(ResponseFixture().signed, keys: [])
        #expect(verification.reason?.code == .sig01)
        #expect(verification.assertion == nil)
    }

    @Test func everyPinnedKeyIsTried() {
        #expect(
            ResponseFixture.verify(ResponseFixture().signed, keys: [.stranger, .provider]).assertion != nil)
        #expect(
            ResponseFixture.verify(ResponseFixture().signed(by: .stranger).signed, keys: [.provider])
                .assertion == nil)
    }

    @Test func nineKeysAreTooMany() {
        let keys = Array(repeating: TestKey.provider, count: 9)
        #expect(ResponseFixture.verify(ResponseFixture().signed, keys: keys).reason?.code == .key02)
    }

    @Test(arguments: [TestKey.weak, .smallExponent])
    func weakKeyIsRefused(key: TestKey) {
        let verification = ResponseFixture.verify(ResponseFixture().signed(by: key).signed, keys: [key])
        #expect(verification.reason?.code == .sig18)
        #expect(verification.assertion == nil)
    }

    @Test func weakKeyBesideAStrongOneIsNeverUsed() {
        #expect(
            ResponseFixture.verify(ResponseFixture().signed, keys: [.weak, .provider]).status(.sig18) == .warn
        )
        let verification = ResponseFixture.verify(
            ResponseFixture().signed(by: .weak).signed, keys: [.weak, .provider])
        #expect(verification.assertion == nil)
    }

    @Test func keyOfAnotherKindFitsNoRSAAlgorithm() {
        #expect(ResponseFixture.verify(ResponseFixture().signed, keys: [.curve]).reason?.code == .sig15)
    }

    @Test func expiredCertificateIsAWarningAsTheKeyIsPinned() {
        let verification = ResponseFixture.verify(
            ResponseFixture().signed(by: .expired).signed, keys: [.expired])
        #expect(verification.status(.key01) == .warn)
        #expect(verification.assertion != nil)
    }

    @Test(arguments: ["sha384", "sha512"])
    func strongerDigestsAreAccepted(name: String) {
        let digest = name == "sha384" ? DigestAlgorithm.sha384 : .sha512
        let fixture = ResponseFixture()
            .replacing("xmldsig-more#rsa-sha256", "xmldsig-more#rsa-" + name)
            .replacing("http://www.w3.org/2001/04/xmlenc#sha256", digest.rawValue)
        #expect(ResponseFixture.verify(fixture.signed, keys: [.provider]).reason == nil)
    }

    @Test func prefixListIsObeyed() {
        let transform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
        let list =
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><ec:InclusiveNamespaces "
            + "xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xs xsi\"/></ds:Transform>"
        #expect(
            ResponseFixture.verify(ResponseFixture().replacing(transform, list).signed, keys: [.provider])
                .reason == nil)
    }

    @Test func certificateIsReadFromPEMAndDER() throws {
        let pem = "a line before\n" + TestKey.provider.certificatePEM
        let certificate = try Certificate(pem: Array(pem.utf8))
        #expect(certificate == (try Certificate(der: TestKey.provider.certificateDER)))
        #expect(certificate.subject == "CN=Test identity provider")
        #expect(certificate.notBefore == 1_577_836_800)
        #expect(certificate.notAfter == 2_500_000_000)
        #expect(certificate.fingerprintSHA256.count == 64)
    }

    @Test func whatIsNoSingleCertificateIsRefused() {
        let pem = TestKey.provider.certificatePEM
        #expect(throws: CertificateError.notPEM) { try Certificate(pem: []) }
        #expect(throws: CertificateError.notPEM) { try Certificate(pem: Array((pem + pem).utf8)) }
        for broken in [
            pem + "-----BEGIN CERTIFICATE-----\n", pem.replacingFirst("END CERTIFICATE", "END X509 CRL"),
            pem.replacingFirst("MII", "M!I"),
            "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        ] {
            #expect(throws: CertificateError.notPEM) { try Certificate(pem: Array(broken.utf8)) }
        }
        #expect(throws: CertificateError.notX509) { try Certificate(der: [0x30, 0]) }
        #expect(throws: CertificateError.notX509) {
            try Certificate(der: TestKey.provider.certificateDER + [0])
        }
    }
}
