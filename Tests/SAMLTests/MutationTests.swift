import Foundation
import Testing

@testable import SAML

/// Accepted messages, changed in ways of chance: each is refused, or accepted for just what was signed.
///
/// `FUZZ_MUTATIONS` says how many, `FUZZ_SEED` where to begin: a failure names its seed.
@Suite struct MutationTests {
    static let count = number("FUZZ_MUTATIONS") ?? 2000
    static let firstSeed = UInt64(number("FUZZ_SEED") ?? 1)

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    private static let verifier = EncryptedFixture.verifier()

    private func verify(_ xml: [UInt8]) -> Verification {
        Self.verifier.verify(
            xml: xml, correlation: .request(id: ResponseFixture.requestID), at: ResponseFixture.now)
    }

    /// The seeds of one of `parts` tests that run at once.
    private func seeds(_ part: Int, of parts: Int) -> StrideTo<UInt64> {
        stride(from: Self.firstSeed + UInt64(part), to: Self.firstSeed + UInt64(Self.count), by: parts)
    }

    @Test(arguments: 0..<4)
    func nobodyIsAcceptedButThePersonWhoWasSigned(part: Int) {
        let messages = SignedMessages.shared
        for seed in seeds(part, of: 4) {
            let mutant = Mutant(seed: seed, of: messages)
            let verification = verify(mutant.xml)
            #expect((verification.assertion == nil) == (verification.reason != nil), "FUZZ_SEED=\(seed)")
            guard let claim = verification.assertion.map(SignedMessages.Claim.init) else { continue }
            #expect(
                messages.vouch(for: claim),
                "FUZZ_SEED=\(seed) \(mutant.history): \(claim)\n\(String(decoding: mutant.xml, as: UTF8.self))"
            )
        }
    }

    /// Mutations that are all refused for the same reason would prove nothing.
    @Test func mutationsReachManyRulesAndSomeAreHarmless() {
        var reasons: Set<RuleCode> = []
        var accepted = 0
        for seed in 1...UInt64(1000) {
            let verification = verify(Mutant(seed: seed, of: .shared).xml)
            if let reason = verification.reason { reasons.insert(reason.code) } else { accepted += 1 }
        }
        #expect(accepted >= 20)
        #expect(reasons.count >= 20, "\(reasons.map(\.rawValue).sorted())")
    }

    @Test(arguments: CarelessVerifier.allCases)
    func carelessVerifierIsFoundOut(verifier: CarelessVerifier) {
        let messages = SignedMessages.shared
        for message in messages.accepted where !message.isEncrypted {
            let claim = verifier.accept(Array(message.markup.text.utf8))
            #expect(claim.map(messages.vouch) == true, "\(message.name) as it is")
        }
        let found = (1...UInt64(2000)).first { seed in
            verifier.accept(Mutant(seed: seed, of: messages).xml).map { !messages.vouch(for: $0) } ?? false
        }
        #expect(found != nil)
    }

    @Test func seedRepeatsItsMutant() {
        for seed in 1...UInt64(20) {
            let messages = SignedMessages.shared
            #expect(Mutant(seed: seed, of: messages).xml == Mutant(seed: seed, of: messages).xml)
        }
    }

    @Test func whatNobodyChangesIsWrittenAsItWas() {
        for message in SignedMessages.shared.accepted {
            #expect(Markup(message.markup.text).text == message.markup.text)
        }
    }
}
