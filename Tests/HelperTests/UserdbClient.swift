import Accounts
import Foundation
import Logging
import NIOCore
import NIOPosix
import Policy
import ServiceLifecycle

@testable import Helper

/// `alice` exists, anybody may come, and whoever asks for `slow` waits until the task is cancelled.
struct SmallDirectory: AccountDirectory {
    func account(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
        if login.description == "slow" {
            let (nothing, end) = AsyncStream<Never>.makeStream()
            for await _ in nothing {}
            end.finish()
        }
        return login.description == "alice" ? try? record(login) : nil
    }

    func account(uid: UInt32) async throws(DirectoryUnavailable) -> UserRecord? { nil }

    func provisionalAccount(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
        try? record(login)
    }

    private func record(_ login: LoginName) throws(UserRecordError) -> UserRecord {
        try UserRecord(login: login, uid: UIDRange.candidate(for: login), realName: "", shell: "/bin/sh")
    }
}

/// A client of the responder that sends and reads bytes as it likes.
final class UserdbClient {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Connects, runs the conversation and disconnects.
    static func connected<Value: Sendable>(
        to path: String, _ body: (UserdbClient) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(UserdbClient(inbound, outbound))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Reads replies until there are `count`, or the responder hangs up.
    func replies(_ count: Int) async -> [String] {
        var received: [UInt8] = []
        var iterator = inbound
        while received.count(where: { $0 == 0 }) < count, let chunk = try? await iterator.next() {
            received += chunk.readableBytesView
        }
        inbound = iterator
        return received.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Waits until the responder hangs up; false if it says something instead.
    func isHungUpOn() async -> Bool { await replies(1).isEmpty }
}

/// A running responder on a socket of its own.
struct RunningUserdb {
    let path: String

    /// Starts a responder, runs the test and ends the responder by a graceful shutdown.
    static func with<Value: Sendable>(
        _ adjust: (inout UserdbSettings) -> Void = { _ in },
        _ test: @Sendable (RunningUserdb) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = UserdbSettings(socketPath: folder.path + "/run/userdb/io.gatehouse.Login")
        settings.commandOfProcess = { _ in Array("sshd".utf8) }
        adjust(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (listening, listener) = AsyncStream<Void>.makeStream()
        let server = UserdbServer(directory: SmallDirectory(), settings: settings, logger: logger) {
            listener.finish()
        }
        let service = ServiceGroup(services: [server], logger: logger)
        async let running: Void = {
            defer { listener.finish() }
            try await service.run()
        }()
        for await _ in listening {}
        let result: Result<Value, any Error>
        do {
            result = .success(try await test(RunningUserdb(path: settings.socketPath)))
        } catch {
            result = .failure(error)
        }
        await service.triggerGracefulShutdown()
        try await running
        return try result.get()
    }
}
