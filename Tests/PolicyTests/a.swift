import Testing
@testable import Policy
@Test func a() { #expect(1 == 1) }
