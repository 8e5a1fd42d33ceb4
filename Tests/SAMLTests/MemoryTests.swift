import Glibc
import Testing

@testable import SAML

/// What Scripts/find-leaks runs with a leak sanitizer: it reports what nobody holds when the program ends.
@Suite struct MemoryTests {
    private let verifier = EncryptedFixture.verifier()

    private func verify(_ xml: [UInt8]) -> Verification {
        verifier.verify(
            xml: xml, correlation: .request(id: ResponseFixture.requestID), at: ResponseFixture.now)
    }

    @Test func aThousandVerificationsAndAThousandRefusalsHappen() {
        let messages = SignedMessages.shared
        let good = messages.accepted.map { Array($0.markup.text.utf8) }
        var accepted = 0
        for index in 0..<1000 where verify(good[index % good.count]).assertion != nil { accepted += 1 }
        #expect(accepted == 1000)
        var refused = 0
        var seed: UInt64 = 1
        while refused < 1000 {
            if verify(Mutant(seed: seed, of: messages).xml).assertion == nil { refused += 1 }
            seed += 1
        }
    }

    /// Proves that the sanitizer finds what it looks for.
    @Test(.enabled(if: getenv("LEAK_ON_PURPOSE") != nil))
    func memoryIsLostOnPurpose() {
        for _ in 0..<100 { _ = strdup("lost on purpose") }
    }
}
