import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing
import Wire

@testable import Helper

struct ModuleSocketTests {
    private func socket(
        _ path: String, _ answer: @escaping @Sendable (Request, PeerCredentials) async -> Reply
    ) -> ModuleSocket {
        ModuleSocket(
            path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, answer: answer)
    }

    private func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appending(
            path: "gatehouse-\(UUID().uuidString.prefix(8)).sock"
        ).path
    }

    /// Runs the socket for the time of `body`.
    private func serving(
        deadline: TimeAmount = .seconds(5), connections: Int = 256,
        answer: @escaping @Sendable () async -> Reply = { .noted },
        _ body: @Sendable (String) async throws -> Void
    ) async throws {
        let path = temporaryPath()
        var service = socket(path) { _, _ in await answer() }
        service.deadline = deadline
        service.connections = connections
        let group = ServiceGroup(
            configuration: .init(
                services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            while (try? await ask(path, [])) == nil { await Task.yield() }
            try await body(path)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// Sends bytes, and reads until the other side hangs up.
    private func ask(_ path: String, _ bytes: [UInt8]) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            if bytes.isEmpty { return [] }
            var answer: [UInt8] = []
            do {
                try await outbound.write(ByteBuffer(bytes: bytes))
                for try await part in inbound { answer += part.readableBytesView }
            } catch let error as IOError where [ECONNRESET, EPIPE].contains(error.errnoCode) {
                // They hung up before they had read all.
            } catch let error as ChannelError where error == .ioOnClosedChannel {
                // They hung up before all was written.
            }
            return answer
        }
    }

    /// The same from a process of another user.
    private func ask(_ path: String, _ bytes: [UInt8], as uid: UInt32) async throws -> [UInt8] {
        let program = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(bytes.fromhex(sys.argv[2]))
            answer = b""
            while part := s.recv(4096): answer += part
            print(answer.hex(), end="")
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=\(uid)", "--regid=\(uid)", "--clear-groups", "/usr/bin/python3", "-c", program, path,
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(),
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let hexadecimal = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
        return stride(from: 0, to: hexadecimal.count - 1, by: 2).compactMap {
            UInt8(String(decoding: hexadecimal[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }

    private func report(uid: UInt32) throws -> [UInt8] {
        try Request.report(
            Account(login: [UInt8]("alice".utf8), uid: uid), Scene.origin, row: 16, outcome: 1
        ).encode()
    }

    @Test func `root may ask about anybody, another user about themselves`() {
        #expect(PeerCredentials(pid: 1, uid: 0, gid: 0).mayAsk(about: 1000))
        #expect(PeerCredentials(pid: 1, uid: 1000, gid: 0).mayAsk(about: 1000))
        #expect(!PeerCredentials(pid: 1, uid: 1000, gid: 0).mayAsk(about: 1001))
        #expect(!PeerCredentials(pid: 1, uid: 1000, gid: 0).mayAsk(about: 0))
    }

    @Test func `the kernel says who asks, and the answer comes back`() async throws {
        try await serving { path in
            let answer = try await ask(path, report(uid: getuid()))
            #expect(try Reply.decode(frame: answer) == .noted)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o666)
        }
    }

    @Test(.enabled(if: getuid() == 0, "changing the user takes root"))
    func `another user gets an answer about themselves and none about root`() async throws {
        try await serving { path in
            let nobody: UInt32 = 65_534
            let own = try await ask(path, report(uid: nobody), as: nobody)
            #expect(try Reply.decode(frame: own) == .noted)
            let others = try await ask(path, report(uid: 0), as: nobody)
            #expect(others.isEmpty)
        }
    }

    @Test func `whoever sends garbage is hung up on`() async throws {
        try await serving { path in
            for garbage: [UInt8] in [
                [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 2, 9, 1], [0, 0, 0, 2, 1, 0x77],
                try report(uid: getuid()) + [0],
            ] {
                let answer = try await ask(path, garbage)
                #expect(answer.isEmpty)
            }
        }
    }

    @Test func `whoever sends half a frame is hung up on at the deadline`() async throws {
        try await serving(deadline: .milliseconds(50)) { path in
            let answer = try await ask(path, [0, 0])
            #expect(answer.isEmpty)
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root waits for a place"), .timeLimit(.minutes(1)))
    func `300 connections of root at once are all answered, though there are fewer places`() async throws {
        let (places, asking) = (256, Crowd(256))
        try await serving(
            deadline: .minutes(1), connections: places,
            answer: {
                await asking.meet()
                return .noted
            }
        ) { path in
            let answers = try await withThrowingTaskGroup { tasks in
                for _ in 0..<300 { tasks.addTask { try await ask(path, report(uid: 0)) } }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(try answers.map { try Reply.decode(frame: $0) } == Array(repeating: .noted, count: 300))
        }
    }

    @Test func `more connections than there are places end nothing`() async throws {
        try await serving { path in
            var flood: [any Channel] = []
            while flood.count < 300 {
                // The kernel's own queue may be full for a moment.
                let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                guard let channel = try? await bootstrap.connect(unixDomainSocketPath: path).get() else {
                    await Task.yield()
                    continue
                }
                flood.append(channel)
            }
            for channel in flood { try? await channel.close() }
            while try await ask(path, report(uid: getuid())).isEmpty { await Task.yield() }
        }
    }

    @Test func `a second helper does not take the socket of a running one`() async throws {
        try await serving { path in
            await #expect(throws: HelperError.alreadyRunning(socket: path)) {
                try await socket(path) { _, _ in .noted }.run()
            }
            let answer = try await ask(path, report(uid: getuid()))
            #expect(try Reply.decode(frame: answer) == .noted)
        }
    }

    @Test func `a file that is no socket is left alone`() async throws {
        let path = temporaryPath()
        try Data("precious".utf8).write(to: URL(filePath: path))
        await #expect(throws: HelperError.self) { try await socket(path) { _, _ in .noted }.run() }
        #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
        try FileManager.default.removeItem(atPath: path)
    }
}

/// Holds up everybody until as many have come as there are places.
private actor Crowd {
    private let size: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isComplete = false

    init(_ size: Int) { self.size = size }

    func meet() async {
        guard !isComplete else { return }
        isComplete = waiting.count + 1 == size
        guard !isComplete else {
            waiting.forEach { $0.resume() }
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
