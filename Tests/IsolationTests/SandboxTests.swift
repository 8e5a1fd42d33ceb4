import Foundation
import Isolation
import Testing

struct SandboxTests {
    @Test(arguments: ["open", "socket", "fork", "exec", "kill", "thread", "code"])
    func `a confined process can do nothing but compute`(what: String) async throws {
        #expect(try await Program.probe(what) == "EPERM")
    }

    @Test func `a process with a second thread is not confined and ends`() async throws {
        await #expect(throws: WorkerFailure.failed(status: 70)) { try await Program.probe("not alone") }
    }

    @Test func `a confined process can answer`() async throws {
        #expect(try await Program.probe("nothing") == "fine")
    }

    @Test func `memory ends where it should`() async throws {
        let megabytes = try #require(Int(try await Program.probe("memory", "\(64 << 20)")))
        #expect((32...64).contains(megabytes))
    }

    @Test func `an endless loop ends by its processor time`() async throws {
        await #expect(throws: WorkerFailure.killed(signal: SIGKILL)) { try await Program.probe("time") }
    }
}

/// Programs to run as workers.
enum Program {
    /// Where the tests' own executables are.
    private static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    static func probe(_ arguments: String...) async throws(WorkerFailure) -> String {
        var program = WorkerProgram(
            executable: folder.appending(path: "ConfinedProbe").path, arguments: arguments)
        program.deadline = .seconds(60)
        return String(decoding: try await WorkerPool(program).answer(to: []), as: UTF8.self)
    }

    static func shell(_ script: String) -> WorkerProgram {
        WorkerProgram(executable: "/bin/sh", arguments: ["-c", script])
    }
}
