@testable import SAML

/// What mutations are made of: messages that are accepted, and what an attacker can add to them.
struct SignedMessages: Sendable {
    /// One accepted message, and what its signature vouches for.
    struct Message: Sendable {
        let name: String
        let markup: Markup
        let claim: Claim
        let isEncrypted: Bool

        fileprivate init(name: String, _ shape: ResponseFixture.Shape, _ xml: String, _ isEncrypted: Bool) {
            self.name = name
            self.isEncrypted = isEncrypted
            markup = Markup(xml)
            var claim = Claim(EncryptedFixture.verify(xml).assertion!)
            if shape != .response { claim.responseID = nil }
            self.claim = claim
        }
    }

    /// Everything a message was accepted with.
    struct Claim: Hashable, Sendable {
        /// `nil` when no signature covers it.
        var responseID: String?
        let assertionID: String
        let person: String
        /// All that is left, in one text; empty when only the person was read.
        var details = ""

        init(assertionID: String, person: String) {
            self.assertionID = assertionID
            self.person = person
        }

        init(_ assertion: VerifiedAssertion) {
            responseID = assertion.responseID
            assertionID = assertion.assertionID
            person = assertion.nameID.value
            details =
                "\(assertion.issuer) \(assertion.nameID) \(assertion.attributes) \(assertion.authnInstant) "
                + "\(assertion.sessionIndex ?? "-") \(assertion.sessionNotOnOrAfter ?? 0) "
                + "\(assertion.expiresAt) \(assertion.inResponseTo ?? "-")"
        }
    }

    /// Accepted as they are. Two people, every way of signing.
    let accepted: [Message]
    /// Assertions that nobody trustworthy signed, all about mallory, in plain and encrypted.
    let forged: [Markup.Element]
    /// Messages about mallory that a key signed which is not pinned, in every way of signing.
    let strangers: [Markup]
    /// A certificate that is not pinned, as base64.
    let strangersCertificate: String

    private static let shapes: [ResponseFixture.Shape] = [.assertion, .response, .both]
    static let shared = SignedMessages()

    private init() {
        let people = [
            ("alice", { (fixture: ResponseFixture) in fixture }),
            (
                "bob",
                { fixture in
                    fixture.replacing("alice-7f3a", "bob-11c9").replacing("alice@", "bob@")
                        .renaming("_assertion", "_assertion-of-bob").renaming(
                            "_response", "_response-of-bob")
                }
            ),
        ]
        let plain = people.flatMap { name, change in
            Self.shapes.map { shape in
                Message(name: "\(name), \(shape)", shape, change(ResponseFixture(shape)).signed, false)
            }
        }
        let encrypted = Self.shapes.map { shape in
            Message(name: "alice, encrypted, \(shape)", shape, EncryptedFixture(shape).xml, true)
        }
        accepted = plain + encrypted
        let mallory = ResponseFixture().replacing("alice-7f3a", "mallory").replacing("alice@", "mallory@")
        let messages = [
            mallory.signed(by: .stranger).signed,
            mallory.renaming("_assertion", "_evil").signed(by: .stranger).signed,
            mallory.replacing(ResponseFixture.template(for: "_assertion"), "").renaming("_assertion", "_evil")
                .xml,
        ]
        let assertions = messages.map { xml in
            let markup = Markup(xml)
            // As in the response it was taken out of.
            return markup[markup.paths(named: "Assertion")[0]].declaring(declarations)
        }
        forged =
            assertions
            + assertions.map { assertion in
                var text = ""
                Markup.write(assertion, to: &text)
                return Markup(EncryptedFixture(.assertion).encrypted(text)).root.declaring(declarations)
            }
        strangers = Self.shapes.map { shape in
            let fixture = ResponseFixture(shape).replacing("alice-7f3a", "mallory")
            return Markup(fixture.signed(by: .stranger).signed)
        }
        strangersCertificate = Base64.encode(TestKey.stranger.certificateDER)
    }

    /// Whether one of the accepted messages says just this.
    func vouch(for claim: Claim) -> Bool {
        accepted.contains { message in
            var expected = message.claim
            var found = claim
            if expected.responseID == nil { found.responseID = nil }
            if claim.details.isEmpty {
                expected.details = ""
                expected.responseID = nil
            }
            return expected == found
        }
    }
}

extension ResponseFixture {
    /// The same with another ID, wherever it stands.
    fileprivate func renaming(_ id: String, _ new: String) -> ResponseFixture {
        var copy = self
        copy.xml = xml.split(separator: id + "\"", omittingEmptySubsequences: false).joined(
            separator: new + "\"")
        return copy
    }
}
