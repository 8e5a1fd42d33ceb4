import Policy
import Testing

@testable import Store
@testable import gatehouse

/// What `sso require on` asks of an owner's sign-in.
@Suite struct RequirementGuardTests {
    /// Whether the owner's sign-in counts.
    ///
    /// - Parameters: seconds from now; the configuration's proof is nil for none.
    private func counts(signIn: Int64, changed: Int64, proven: Int64?) throws -> Bool {
        let host = try LongNames()
        let now = LongNames.now
        func time(_ seconds: Int64) -> SQLValue { .integer(now.seconds + seconds) }
        try host.store.connection.run(
            "UPDATE identity_provider SET changed_at = ?, proven_at = ?",
            [time(changed), proven.map(time) ?? .null])
        try host.store.connection.run(
            "UPDATE member SET last_sso_at = ? WHERE id = ?", [time(signIn), .integer(host.owner.id)])
        let missing = try RequirementGuard(of: host.id, in: host.store, at: now).missing
        return !missing.contains { $0.name.hasPrefix("a single sign-on of an owner") }
    }

    @Test func `an owner has to have signed in since the identity provider was last changed`() throws {
        #expect(try counts(signIn: -5, changed: -9, proven: -5))
        #expect(try !counts(signIn: -9, changed: -5, proven: nil))
        #expect(try !counts(signIn: -9, changed: -5, proven: -4))
    }

    @Test func `a clock that was ahead when it was changed keeps no sign-in from counting`() throws {
        let year: Int64 = 31_536_000
        #expect(try counts(signIn: -3_600, changed: year, proven: year))
        #expect(try !counts(signIn: -3_600, changed: year, proven: nil))
    }
}
