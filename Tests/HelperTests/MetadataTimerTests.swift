import Foundation
import Logging
import Policy
import Store
import Testing

@testable import Helper

@Suite struct MetadataTimerTests {
    let workshop: MetadataWorkshop
    let first = MetadataWorkshop.keys.first
    let second = MetadataWorkshop.keys.second

    init() throws { workshop = try MetadataWorkshop() }

    private var timer: MetadataTimer {
        MetadataTimer(
            store: workshop.storePath, upkeep: { [workshop] _ in workshop.upkeep },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pause: {})
    }

    @Test func `the source is asked when its time has come, and not before`() async throws {
        try workshop.publish([first], cacheDuration: "PT2H")
        try await workshop.add()
        try workshop.publish([second], cacheDuration: "PT2H")
        workshop.clock.advance(7_199)
        #expect(await timer.refreshWhatIsDue() == [])
        workshop.clock.advance(1)
        guard case .waiting = await timer.refreshWhatIsDue().first else {
            Issue.record("not asked")
            return
        }
        #expect(await timer.refreshWhatIsDue() == [])
    }

    @Test func `a source that fails is asked again sooner, then less often`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try FileManager.default.removeItem(atPath: workshop.file)
        workshop.clock.advance(86_400)
        for wait: Int64 in [300, 600, 1_200] {
            guard case .failed = await timer.refreshWhatIsDue().first else {
                Issue.record("not asked")
                return
            }
            workshop.clock.advance(wait - 1)
            #expect(await timer.refreshWhatIsDue() == [])
            workshop.clock.advance(1)
        }
    }

    @Test func `a clock that was set back does not put it off`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        workshop.clock.advance(-10)
        #expect(await timer.refreshWhatIsDue() == [.unchanged])
    }

    @Test func `a store without an identity provider is nothing to do`() async throws {
        _ = try Store(path: workshop.storePath, access: .create)
        #expect(await timer.refreshWhatIsDue() == [])
    }

    @Test(
        arguments: [
            (nil, 0, 86_400), (0, 0, 3_600), (7_200, 0, 7_200), (9_999_999, 0, 86_400), (nil, 1, 300),
            (nil, 9, 76_800),
            (nil, 10, 86_400), (nil, 1_000, 86_400), (0, 5, 3_600),
        ] as [(Int64?, Int64, Int64)])
    func `the time to wait is bounded`(cacheDuration: Int64?, failures: Int64, wait: Int64) async throws {
        try workshop.publish([first])
        try await workshop.add()
        let store = try Store(path: workshop.storePath, access: .write)
        try store.noteMetadata(cacheDuration: cacheDuration, at: workshop.clock.now)
        for _ in 0..<failures { try store.noteMetadataFailure("no answer", at: workshop.clock.now) }
        let next = MetadataSchedule.next(try workshop.state)
        #expect(next.seconds - workshop.clock.now.seconds == wait)
    }
}
