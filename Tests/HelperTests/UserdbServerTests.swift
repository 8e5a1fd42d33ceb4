import Foundation
import Glibc
import Testing

@testable import Helper

@Suite struct `The userdb socket` {
    private func call(_ name: String) -> String {
        #"{"method":"io.systemd.UserDatabase.GetUserRecord","parameters":{"service":"io.gatehouse.Login","userName":""#
            + name + #""}}"# + "\0"
    }

    private func mode(_ path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.posixPermissions] as? Int
    }

    @Test func `is open to everybody, and gone after the shutdown`() async throws {
        let path = try await RunningUserdb.with { running in
            let folder = URL(filePath: running.path).deletingLastPathComponent()
            #expect(mode(running.path) == 0o666)
            #expect(mode(folder.path) == 0o755)
            #expect(mode(folder.deletingLastPathComponent().path) == 0o755)
            return running.path
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `takes the place of one that a dead responder left`() async throws {
        try await RunningUserdb.with { settings in
            let folder = URL(filePath: settings.socketPath).deletingLastPathComponent()
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: settings.socketPath.utf8) }
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    #expect(bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0)
                }
            }
            close(descriptor)
        } _: { running in
            try await UserdbClient.connected(to: running.path) { client in
                try await client.send(call("alice"))
                #expect(await client.replies(1).count == 1)
            }
        }
    }

    @Test func `answers call after call, joined or torn apart`() async throws {
        try await RunningUserdb.with { running in
            try await UserdbClient.connected(to: running.path) { client in
                try await client.send(call("alice") + call("ALICE") + call("alice"))
                let joined = await client.replies(3)
                #expect(joined.map { $0.contains(#""userName":"alice""#) } == [true, false, true])
            }
            try await UserdbClient.connected(to: running.path) { client in
                for character in call("alice") { try await client.send(String(character)) }
                #expect(await client.replies(1).count == 1)
            }
        }
    }

    @Test(arguments: ["sshd", "bash", nil])
    func `shows people who may come to root's sshd alone`(command: String?) async throws {
        try await RunningUserdb.with { settings in
            settings.commandOfProcess = { pid in
                pid == getpid() ? command.map { Array($0.utf8) } : nil
            }
        } _: { running in
            try await UserdbClient.connected(to: running.path) { client in
                try await client.send(call("newbie"))
                let isShown = await client.replies(1).contains { $0.contains(#""userName":"newbie""#) }
                #expect(isShown == (command == "sshd" && getuid() == 0))
            }
        }
    }

    @Test func `reads a process's name from the kernel`() {
        let settings = UserdbSettings(socketPath: "")
        let own = FileManager.default.contents(atPath: "/proc/self/comm").map { Array($0.dropLast()) }
        #expect(own != nil)
        #expect(settings.commandOfProcess(getpid()) == own)
        #expect(settings.commandOfProcess(0) == nil)
        #expect(settings.commandOfProcess(.max) == nil)
    }

    @Test func `hangs up on garbage and on messages without end`() async throws {
        try await RunningUserdb.with { running in
            for text in [
                "garbage\0", "\0", String(repeating: " ", count: 9_000),
                String(repeating: "{", count: 9_000) + "\0",
            ] {
                try await UserdbClient.connected(to: running.path) { client in
                    try await client.send(text)
                    #expect(await client.isHungUpOn())
                }
            }
        }
    }

    @Test func `hangs up at the deadline on the silent and on those whose answer does not come`() async throws
    {
        try await RunningUserdb.with {
            $0.deadline = .milliseconds(50)
        } _: { running in
            for text in ["", "{", call("slow")] {
                try await UserdbClient.connected(to: running.path) { client in
                    // On a busy machine the deadline may pass before anything is sent.
                    if !text.isEmpty { try? await client.send(text) }
                    #expect(await client.isHungUpOn())
                }
            }
        }
    }

    @Test func `shuts down though a client is connected and waits`() async throws {
        let client = try await RunningUserdb.with { running in
            let (answered, answer) = AsyncStream<Void>.makeStream()
            let client = Task {
                defer { answer.finish() }
                return try await UserdbClient.connected(to: running.path) { client in
                    try await client.send(call("alice"))
                    #expect(await client.replies(1).count == 1)
                    answer.finish()
                    return await client.isHungUpOn()
                }
            }
            for await _ in answered {}
            return client
        }
        #expect(try await client.value)
    }
}

@Suite struct `The bounds on connections` {
    @Test func `leave no user more than a share, and root one that is its own`() async {
        let ledger = ConnectionLedger(total: 6, perUser: 2)
        #expect(await ledger.admit(1000) == .admitted)
        #expect(await ledger.admit(1000) == .admitted)
        #expect(await ledger.admit(1000) == .refused(isFirst: true))
        #expect(await ledger.admit(1000) == .refused(isFirst: false))
        #expect(await ledger.admit(1001) == .admitted)
        #expect(await ledger.admit(1002) == .admitted)
        #expect(await ledger.admit(1003) == .refused(isFirst: true))
        #expect(await ledger.admit(0) == .admitted)
        #expect(await ledger.admit(0) == .admitted)
        #expect(await ledger.admit(1003) == .refused(isFirst: false))
        await ledger.release(1000)
        await ledger.release(0)
        await ledger.release(1002)
        #expect(await ledger.admit(1000) == .admitted)
        #expect(await ledger.admit(1000) == .refused(isFirst: true))
    }

    @Test func `let root wait for a place, and nobody else take it meanwhile`() async {
        let ledger = ConnectionLedger(total: 3, perUser: 1)
        for uid: UInt32 in [1000, 1001, 0] { #expect(await ledger.admit(uid) == .admitted) }
        async let waiting = ledger.admit(0)
        for uid: UInt32 in 2000..<2100 { #expect(await ledger.admit(uid) == .refused(isFirst: true)) }
        await ledger.release(1000)
        #expect(await waiting == .admitted)
        #expect(await ledger.admit(1000) == .refused(isFirst: true))
    }
}
