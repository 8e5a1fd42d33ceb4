import CXMLSec
import Testing

@testable import SAML

@Suite struct PrivateKeyTests {
    private func reads(_ pem: String) throws(PrivateKeyError) -> PrivateKey {
        try PrivateKey(pem: Array(pem.utf8))
    }

    private func error(_ pem: String) -> PrivateKeyError? {
        do throws(PrivateKeyError) {
            _ = try reads(pem)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyUsualFormIsRead() throws {
        let rsa = TestKey.provider
        #expect(try reads(rsa.privatePEM()).kind == .rsa(bits: 2048, exponent: 65537))
        #expect(try reads(rsa.privatePEM(.traditional)).kind == .rsa(bits: 2048, exponent: 65537))
        #expect(try reads(TestKey.curve.privatePEM()).kind == .ellipticCurve(.p256))
        #expect(try reads(TestKey.curve.privatePEM(.traditional)).kind == .ellipticCurve(.p256))
        #expect(try reads(TestKey(curve: "P-384").privatePEM()).kind == .ellipticCurve(.p384))
        #expect(try reads(TestKey(curve: "P-521").privatePEM()).kind == .ellipticCurve(.p521))
    }

    @Test func certificateBesideTheKeyIsTheKeysOwn() throws {
        let key = TestKey.provider
        #expect(try reads(key.privatePEM()).certificate == nil)
        let certificate = key.pinned.certificate
        #expect(try reads(key.privatePEM() + "\n# comment\n" + key.certificatePEM).certificate == certificate)
        #expect(try reads(key.certificatePEM + key.privatePEM()).certificate == certificate)
        #expect(error(key.privatePEM() + TestKey.stranger.certificatePEM) == .otherCertificate)
        #expect(
            error(key.privatePEM() + key.certificatePEM + key.certificatePEM) == .several(what: "certificate")
        )
        let damaged = key.certificatePEM.replacingFirst("CERTIFICATE-----\nMII", "CERTIFICATE-----\nAII")
        #expect(error(key.privatePEM() + damaged) == .certificate(.notX509))
    }

    @Test func passphraseIsNeverAskedFor() {
        for form in [TestKey.PEMForm.encrypted, .traditionalEncrypted] {
            #expect(error(TestKey.provider.privatePEM(form)) == .passphrase)
            #expect(error(TestKey.curve.privatePEM(form)) == .passphrase)
        }
    }

    @Test func otherKeysAreRefused() {
        #expect(error(TestKey.weak.privatePEM()) == .unsupported(found: "RSA of 1024 bits"))
        #expect(
            error(TestKey(curve: "secp256k1").privatePEM())
                == .unsupported(found: "the elliptic curve secp256k1"))
        let pem = TestKey.provider.privatePEM()
        #expect(error(pem + pem) == .several(what: "private key"))
        #expect(error(TestKey.provider.certificatePEM) == .noKey)
        #expect(error("") == .noKey)
        #expect(error(String(pem.prefix(400))) == .noKey)
        #expect(error(pem.replacingFirst("-----\nMII", "-----\nMIX")) == .unreadable)
        #expect(error("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n") == .unreadable)
    }
}
