internal import Foundation
internal import Policy
internal import SAML

/// The important facts of an unverified response, with what a person would work out about them.
struct ContentFacts {
    private let content: UnverifiedContent
    private let trusted: TrustedIdentityProvider?
    private let now: UnixTime

    init(_ content: UnverifiedContent, trusted: TrustedIdentityProvider?, now: UnixTime) {
        self.content = content
        self.trusted = trusted
        self.now = now
    }

    /// Every fact, in the order of the document.
    var list: [Fact] {
        [
            Fact("root", "message", .text(content.root)), Fact("id", "ID", .text(content.id)),
            Fact("issuer", "issuer", .text(content.issuer)),
            time("issueInstant", "issued", content.issueInstant),
            Fact("destination", "destination", .text(content.destination)),
            Fact(
                "inResponseTo", "in response to", .text(content.inResponseTo), otherwise: "none: unsolicited"),
            Fact("status", "status", .text(content.status), note: content.statusDetail.map(printable)),
            Fact("signatures", "signature", .list(content.signatures.map(signature))),
            Fact("assertions", "assertion", .list(content.assertions.map(assertion))),
            Fact("encryptedAssertions", "encrypted assertion", .list(content.encrypted.map(encryption))),
        ]
    }

    private func assertion(_ assertion: UnverifiedAssertion) -> [Fact] {
        [
            Fact("id", "ID", .text(assertion.id)), Fact("issuer", "issuer", .text(assertion.issuer)),
            time("issueInstant", "issued", assertion.issueInstant),
            Fact("nameId", "name", .text(assertion.nameID)),
            Fact("nameIdFormat", "name format", .text(assertion.nameIDFormat)),
            time("notBefore", "not before", assertion.notBefore),
            time("notOnOrAfter", "not on or after", assertion.notOnOrAfter),
            Fact("audiences", "audience", .texts(assertion.audiences)),
            time("authnInstant", "signed in", assertion.authnInstant),
            Fact("sessionIndex", "session", .text(assertion.sessionIndex)),
            time("sessionNotOnOrAfter", "session ends", assertion.sessionNotOnOrAfter),
            Fact("confirmations", "confirmation", .list(assertion.confirmations.map(confirmation))),
            Fact("attributes", "attributes", .facts(attributes(assertion))),
        ]
    }

    private func attributes(_ assertion: UnverifiedAssertion) -> [Fact] {
        assertion.attributes.map { Fact($0.name, printable($0.name), .texts($0.values)) }
    }

    private func confirmation(_ confirmation: UnverifiedAssertion.Confirmation) -> [Fact] {
        [
            Fact("method", "method", .text(confirmation.method)),
            Fact("recipient", "recipient", .text(confirmation.recipient)),
            time("notBefore", "not before", confirmation.notBefore),
            time("notOnOrAfter", "not on or after", confirmation.notOnOrAfter),
            Fact("inResponseTo", "in response to", .text(confirmation.inResponseTo)),
        ]
    }

    private func signature(_ signature: UnverifiedSignature) -> [Fact] {
        [
            Fact("parent", "in", .text(signature.parent), note: signature.parentID.map(printable)),
            Fact("reference", "reference", .text(signature.reference)),
            Fact("method", "method", .text(signature.method)),
            Fact("digest", "digest", .text(signature.digest)),
            Fact("canonicalization", "canonical", .text(signature.canonicalization)),
            Fact("certificates", "certificate", .list(signature.certificates.map(certificate))),
        ]
    }

    private func encryption(_ encryption: UnverifiedEncryption) -> [Fact] {
        [
            Fact("method", "method", .text(encryption.method)),
            Fact("objection", "objection", .text(encryption.objection)),
            Fact("keys", "key", .list(encryption.keys.map(key))),
        ]
    }

    private func key(_ key: UnverifiedEncryption.Key) -> [Fact] {
        [
            Fact("layout", "stands", .text(key.isBeside ? "beside the data" : "within the data")),
            Fact("method", "method", .text(key.method)), Fact("digest", "digest", .text(key.digest)),
            Fact("mask", "mask", .text(key.mask)), Fact("recipient", "recipient", .text(key.recipient)),
            Fact(
                "certificates", "certificate", .list(key.certificates.map(description)),
                note: "for the key that decrypts"),
        ]
    }

    private func certificate(_ certificate: Certificate) -> [Fact] {
        let isTrusted = trusted.map { $0.signingKeys.contains { $0.certificate.der == certificate.der } }
        let words =
            switch isTrusted {
            case true?: "the same as one of the identity provider's; what verifies is that one"
            case false?: "none of the identity provider's: it is ignored"
            case nil: "compared with none: name an identity provider to compare"
            }
        return description(certificate) + [Fact("isTrusted", "trust", .flag(isTrusted, words))]
    }

    private func description(_ certificate: Certificate) -> [Fact] {
        [
            Fact("sha256", "SHA-256", .text(certificate.fingerprintSHA256)),
            Fact("subject", "subject", .text(certificate.subject)),
            time("notAfter", "valid until", UnixTime(seconds: certificate.notAfter).iso8601),
        ]
    }

    /// A moment, and how far away it is.
    private func time(_ key: String, _ label: String, _ text: String?) -> Fact {
        let distance = text.flatMap(UnixTime.init(argument:)).map { time in
            let seconds = time.seconds - now.seconds
            return seconds == 0
                ? "now" : seconds < 0 ? Self.span(-seconds) + " ago" : "in " + Self.span(seconds)
        }
        return Fact(key, label, .text(text), note: distance)
    }

    private static func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
