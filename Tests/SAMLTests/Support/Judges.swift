@testable import SAML

extension ResponseFixture {
    /// Somebody who verifies with more demands, or with fewer, than the rules make.
    static func judge(
        keys: [TestKey] = [.provider], weaknesses: Set<Weakness> = [],
        correlation: Correlation = .request(id: requestID), skew: Int64 = 60,
        expecting change: @escaping @Sendable (inout Expectations) -> Void = { _ in }
    ) -> @Sendable (String) -> Verification {
        { xml in
            var expectations = Expectations()
            change(&expectations)
            return verifier(keys, granting: weaknesses, expecting: expectations, skew: skew)
                .verify(xml: Array(xml.utf8), correlation: correlation, at: now)
        }
    }

    /// Somebody who gets the text as a posted field.
    static func judgePosted(_ base64: String) -> Verification {
        verifier().verify(base64: Array(base64.utf8), correlation: .request(id: requestID), at: now)
    }
}
