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

    @Test func `a confined process is never root, in no way and in no group`() throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(filePath: Program.probePath)
        process.arguments = ["wait"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        #expect(try output.fileHandleForReading.read(upToCount: 4) == Data("fine".utf8))
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        func numbers(_ name: String) throws -> [Int] {
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name + ":\t") })
            return line.dropFirst(name.count + 1).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        }
        // Real, effective, saved, and the one for files.
        let user = getuid() == 0 ? 65_534 : Int(getuid())
        #expect(try numbers("Uid") == [user, user, user, user])
        #expect(try !numbers("Gid").contains(0) && !numbers("Groups").contains(0))
        #expect(status.contains("CapPrm:\t0000000000000000") && status.contains("CapEff:\t0000000000000000"))
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

    static let probePath = folder.appending(path: "ConfinedProbe").path

    static func probe(_ arguments: String...) async throws(WorkerFailure) -> String {
        var program = WorkerProgram(
            executable: probePath, arguments: arguments)
        program.deadline = .seconds(60)
        return String(decoding: try await WorkerPool(program).answer(to: []), as: UTF8.self)
    }

    static func shell(_ script: String) -> WorkerProgram {
        WorkerProgram(executable: "/bin/sh", arguments: ["-c", script])
    }
}
