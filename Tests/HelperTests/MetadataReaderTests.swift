import Foundation
import Isolation
import Policy
import Store
import Testing

@testable import Helper

/// Documents are read in a process of their own, and whatever becomes of it, what is known stays in force.
@Suite struct MetadataReaderTests {
    let workshop: MetadataWorkshop
    let first = MetadataWorkshop.keys.first
    let second = MetadataWorkshop.keys.second
    let signer = MetadataWorkshop.keys.signer

    init() throws { workshop = try MetadataWorkshop() }

    static let ends = [
        ("kill -SEGV $$", "SIGSEGV"), ("exit 3", "exit status 3"), ("exec sleep 60", "took too long"),
        ("exec cat", "its answer is none"), ("exec head -c 100", "its answer is none"),
        ("exec true", "its answer is none"), ("echo '{}{}'", "its answer is none"),
        ("exec cat /dev/zero", "too long"),
        ("exec \(TestPrograms.gatehouse) verify-worker", "exit status 65"),
    ]

    private func program(_ script: String) -> WorkerProgram {
        var program = TestPrograms.shell(script)
        program.deadline = script.contains("sleep") ? .milliseconds(50) : .seconds(60)
        return program
    }

    @Test(arguments: ends)
    func `what is not one whole answer leaves what is known, and says how the worker ended`(
        script: String, detail: String
    ) async throws {
        try workshop.publish([first], signer: signer)
        try await workshop.add(signedBy: signer)
        try workshop.publish([second], signer: signer)
        guard case .failed(let failure) = try await workshop.upkeep(by: program(script)).refresh() else {
            Issue.record("taken")
            return
        }
        #expect(failure.rule == "OPS-03")
        #expect(failure.isOutside)
        #expect(failure.problem.contains(detail), "\(failure.problem)")
        #expect(try workshop.state.failure == failure.description)
        #expect(try workshop.inForce == [first.certificate.der])
        guard case .applied = try await workshop.upkeep.refresh() else {
            Issue.record("not applied")
            return
        }
        #expect(try workshop.inForce == [second.certificate.der])
    }

    @Test func `what waits is read again in a process of its own when it is approved`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([second])
        _ = try await workshop.upkeep.refresh()
        await #expect {
            try await workshop.approve(workshop.upkeep(by: program("kill -SEGV $$")))
        } throws: {
            ($0 as? MetadataFailure)?.rule == "OPS-03"
        }
        #expect(try workshop.inForce == [first.certificate.der])
        #expect(try await workshop.approve().count == 2)
        #expect(try workshop.inForce == [second.certificate.der])
    }

    @Test func `an answer about another entity than the chosen one is none`() async throws {
        try workshop.publish([first])
        try await workshop.add(entityID: "https://idp.example.com")
        // What the product's own worker answers when it is asked about the other entity.
        try workshop.publish([second], entityID: "https://evil.example.com")
        let answer = workshop.directory.appending(path: "answer").path
        let recording = program("\(TestPrograms.gatehouse) metadata-worker | tee \(answer)")
        _ = try await workshop.reader(by: recording).read(
            MetadataSource(location: workshop.file, entityID: nil, certificates: []), at: workshop.clock.now)
        let lying = program("cat >/dev/null; exec cat \(answer)")
        guard case .failed(let failure) = try await workshop.upkeep(by: lying).refresh() else {
            Issue.record("taken")
            return
        }
        #expect(failure.rule == "OPS-03")
        #expect(try workshop.inForce == [first.certificate.der])
    }

    @Test func `a document at the limit is read, and a longer one named as that`() async throws {
        try workshop.publish([first])
        let source = MetadataSource(location: workshop.file, entityID: nil, certificates: [])
        let file = try #require(FileHandle(forUpdatingAtPath: workshop.file))
        let count = Int(try file.seekToEnd())
        try file.write(contentsOf: Data(repeating: 0x20, count: (1 << 20) - count))
        let found = try await workshop.reader().read(source, at: workshop.clock.now)
        #expect(found.description.certificates == [first.certificate])
        try file.write(contentsOf: Data(" ".utf8))
        await #expect {
            try await workshop.reader().read(source, at: workshop.clock.now)
        } throws: {
            ($0 as? MetadataFailure)?.rule == "META-01"
        }
    }
}
