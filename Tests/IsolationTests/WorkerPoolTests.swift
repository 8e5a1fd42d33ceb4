import Foundation
import Isolation
import Testing

struct WorkerPoolTests {
    private func run(
        _ script: String, request: [UInt8] = [1, 2, 3], change: (inout WorkerProgram) -> Void = { _ in }
    ) async throws(WorkerFailure) -> [UInt8] {
        var program = Program.shell(script)
        program.deadline = .seconds(60)
        change(&program)
        return try await WorkerPool(program).answer(to: request)
    }

    private func text(_ script: String) async throws(WorkerFailure) -> [Substring] {
        String(decoding: try await run(script), as: UTF8.self).split(separator: "\n")
    }

    @Test func `request and answer pass whole, whatever their size`() async throws {
        for count in [0, 1, 1_000_000] {
            let request = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            #expect(try await run("exec cat", request: request) == request)
        }
    }

    @Test func `a worker that crashes fails by its signal`() async {
        for signal in [SIGSEGV, SIGABRT, SIGKILL] {
            await #expect(throws: WorkerFailure.killed(signal: signal)) {
                try await run("printf answer; kill -\(signal) $$")
            }
        }
    }

    @Test func `a worker that fails is refused in spite of its answer`() async {
        await #expect(throws: WorkerFailure.failed(status: 70)) { try await run("printf answer; exit 70") }
    }

    @Test func `a worker that neither reads nor ends is killed at its deadline`() async {
        for script in ["exec sleep 600", "exec <&- >&-; exec sleep 600"] {
            await #expect(throws: WorkerFailure.late) {
                try await run(script, request: [UInt8](repeating: 0, count: 1_000_000)) {
                    $0.deadline = .milliseconds(100)
                }
            }
        }
    }

    @Test func `a worker that does not stop answering is cut off`() async {
        await #expect(throws: WorkerFailure.tooLong) { try await run("exec cat /dev/zero") }
    }

    @Test func `a program that is not there is not started`() async {
        let pool = WorkerPool(WorkerProgram(executable: "/nonexistent", arguments: []))
        await #expect(throws: WorkerFailure.notStarted(ENOENT)) { try await pool.answer(to: []) }
    }

    @Test func `a worker inherits neither descriptors nor environment nor blocked signals`() async throws {
        // Open in this process, and not closed by starting another program.
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        // The shell has no descriptor but 0, 1 and 2; ls opens the folder itself.
        #expect(try await text("ls /proc/$$/fd") == ["0", "1", "2"])
        #expect(try await text("readlink /proc/$$/fd/2") == ["/dev/null"])
        #expect(try await text("tr '\\0' '\\n' < /proc/$$/environ") == [])
        signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, SIG_DFL) }
        let sets = try await text("grep -E '^Sig(Blk|Ign)' /proc/self/status | cut -f 2")
        // glibc ignores the two it keeps for itself, 32 and 33.
        #expect(sets.compactMap { UInt64($0, radix: 16) }.map { $0 & ~0x1_8000_0000 } == [0, 0])
    }

    @Test func `nothing is left of a worker, however it ended`() async throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        for _ in 1...200 {
            for script in ["echo $$", "echo $$; exit 1", "echo $$; kill -9 $$"] { _ = try? await run(script) }
        }
        let id = try #require(Int32(try await text("echo $$")[0]))
        #expect(kill(id, 0) == -1)
        // Other tests open and close descriptors at the same time; 600 workers' would show.
        #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < before + 500)
    }

    @Test func `few run at once, some wait, the rest are turned away`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "workers-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // A worker counts those that are at work, itself included, then waits for the gate to be opened.
        var program = Program.shell(
            "touch \(folder.path)/$$; ls \(folder.path) | grep -vc gate; "
                + "until [ -e \(folder.path)/gate ]; do sleep 0.01; done; rm \(folder.path)/$$")
        program.deadline = .seconds(60)
        let pool = WorkerPool(program, atOnce: 2, waiting: 3)
        let outcomes = await withTaskGroup { tasks in
            for _ in 0..<9 {
                tasks.addTask { () async -> Result<[UInt8], WorkerFailure> in
                    do throws(WorkerFailure) {
                        return .success(try await pool.answer(to: []))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var outcomes: [Result<[UInt8], WorkerFailure>] = []
            for await outcome in tasks {
                outcomes.append(outcome)
                // Four were turned away at once; the others go on when they may.
                if outcomes.count == 4 {
                    #expect(outcomes.allSatisfy { $0 == .failure(.busy) })
                    _ = FileManager.default.createFile(
                        atPath: folder.appending(path: "gate").path, contents: nil)
                }
            }
            return outcomes
        }
        let answers = outcomes.compactMap { try? $0.get() }.map { String(decoding: $0, as: UTF8.self) }
        #expect(answers.count == 5)
        #expect(answers.allSatisfy { $0 == "1\n" || $0 == "2\n" })
    }
}
