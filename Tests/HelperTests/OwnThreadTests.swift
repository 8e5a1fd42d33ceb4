import Dispatch
import Synchronization
import Testing

@testable import Helper

struct OwnThreadTests {
    private struct Failed: Error {}

    @Test func `slow work holds up neither other tasks nor more than its own queue, one at a time`()
        async throws
    {
        let thread = OwnThread(name: "test")
        let gate = DispatchSemaphore(value: 0)
        let gauge = Gauge()
        try await withThrowingTaskGroup { tasks in
            // More than there are threads for tasks: were they blocked, nobody would open the gate.
            for _ in 0..<100 {
                tasks.addTask {
                    try await thread.run { () throws(Failed) in
                        gauge.enter()
                        gate.wait()
                        gauge.leave()
                    }
                }
            }
            for _ in 0..<100 {
                await Task.yield()
                gate.signal()
            }
            try await tasks.waitForAll()
        }
        #expect(gauge.most == 1)
    }

    @Test func `what goes wrong in the work comes back`() async {
        await #expect(throws: Failed.self) {
            try await OwnThread(name: "test").run { () throws(Failed) in throw Failed() }
        }
    }
}

/// How many are inside, and how many were at most.
private final class Gauge: Sendable {
    private let inside = Mutex((now: 0, most: 0))
    var most: Int { inside.withLock { $0.most } }
    func enter() { inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { inside.withLock { $0.now -= 1 } }
}
