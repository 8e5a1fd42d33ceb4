import Policy
import Testing

@testable import Store

@Suite struct UsedAssertionTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    private func isNew(_ id: String, in store: borrowing Store, until end: Int64 = 600, at moment: Int64)
        throws -> Bool
    {
        try store.consume(
            UsedAssertion(responseID: "r" + id, assertionID: "a" + id, expiresAt: at(end)),
            of: "https://idp.example", at: at(moment))
    }

    @Test func `an ID is remembered until a day after its assertion ran out, however many come after it`()
        throws
    {
        let store = try temporary.makeReady()
        #expect(try isNew("1", in: store, at: 0))
        for number in 2...200 { #expect(try isNew("\(number)", in: store, until: 601, at: 1)) }
        #expect(try !isNew("1", in: store, at: 86_999))
        #expect(try isNew("1", in: store, until: 90_000, at: 87_000))
        #expect(try !isNew("2", in: store, at: 87_000))
    }

    @Test func `a clock that goes forward and back brings no used ID back`() throws {
        let store = try temporary.makeReady()
        #expect(try isNew("1", in: store, at: 0))
        #expect(try isNew("2", in: store, until: 80_000, at: 80_000))
        #expect(try !isNew("1", in: store, at: 1))
    }

    @Test func `another identity provider's IDs are its own`() throws {
        let store = try temporary.makeReady()
        #expect(try isNew("1", in: store, at: 0))
        let used = UsedAssertion(responseID: "r1", assertionID: "a1", expiresAt: at(600))
        #expect(try store.consume(used, of: "https://other.example", at: at(0)))
    }

    @Test func `what was used can be asked without using anything`() throws {
        let store = try temporary.makeReady()
        #expect(try store.usedIDs(of: "https://idp.example").isEmpty)
        #expect(try isNew("1", in: store, at: 0))
        #expect(try store.usedIDs(of: "https://idp.example") == ["r1", "a1"])
        #expect(try store.usedIDs(of: "https://other.example").isEmpty)
    }
}
