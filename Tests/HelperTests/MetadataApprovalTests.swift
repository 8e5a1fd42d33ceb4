import Testing

@testable import Helper

@Suite struct MetadataApprovalTests {
    let workshop: MetadataWorkshop
    let first = MetadataWorkshop.keys.first
    let second = MetadataWorkshop.keys.second

    init() throws { workshop = try MetadataWorkshop() }

    @Test func `only what was looked at is approved`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([first, second])
        _ = try await workshop.upkeep.refresh()
        let seen = try #require(try workshop.state.proposal).foundAt
        workshop.clock.advance(10)
        try workshop.publish([second])
        _ = try await workshop.upkeep.refresh()
        await #expect(throws: MetadataFailure.self) {
            try await MetadataApproval(workshop.upkeep).approve(foundAt: seen)
        }
        #expect(try workshop.inForce == [first.certificate.der])
        #expect(try await MetadataApproval(workshop.upkeep).approve(foundAt: workshop.clock.now).count == 2)
    }

    @Test(arguments: [0, 5] as [Int64])
    func `a sign-in through the old configuration proves the approved one at no moment`(seconds: Int64)
        async throws
    {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([first, second])
        _ = try await workshop.upkeep.refresh()
        let found = workshop.clock.now
        _ = try await MetadataApproval(workshop.upkeep(withSignInsIn: seconds)).approve(foundAt: found)
        #expect(try !workshop.provider.facts.isProven)
        try workshop.signIn()
        #expect(try workshop.provider.facts.isProven)
    }

    @Test func `what ran out while it waited cannot be approved`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([second], validFor: 1_000)
        _ = try await workshop.upkeep.refresh()
        workshop.clock.advance(1_000)
        await #expect { try await workshop.approve() } throws: {
            ($0 as? MetadataFailure)?.rule == "META-04"
        }
        #expect(try workshop.inForce == [first.certificate.der])
    }
}
