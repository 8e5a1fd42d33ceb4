import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Helper

@Suite struct RequestDeadlineTests {
    private static let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "https", authority: "host", path: "/saml/acs"))
    private static let drip = HTTPRequestPart.body(ByteBuffer(string: "a"))

    /// A connection that has just been accepted.
    private func connection() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: RequestDeadline(.seconds(30)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func pass(_ seconds: Int64, on channel: EmbeddedChannel) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test func `a body that comes in drips does not hold the connection`() throws {
        let channel = try connection()
        try channel.writeInbound(Self.head)
        for _ in 0..<29 {
            pass(1, on: channel)
            try channel.writeInbound(Self.drip)
        }
        #expect(channel.isActive)
        pass(1, on: channel)
        #expect(!channel.isActive)
    }

    @Test func `an answer before the end of its request leaves the next one no more time`() throws {
        let channel = try connection()
        try channel.writeInbound(Self.head)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        try channel.writeInbound(HTTPRequestPart.end(nil))
        try channel.writeInbound(Self.head)
        pass(29, on: channel)
        try channel.writeInbound(Self.drip)
        #expect(channel.isActive)
        pass(1, on: channel)
        #expect(!channel.isActive)
    }

    @Test func `a connection that asks nothing is closed`() throws {
        let channel = try connection()
        pass(30, on: channel)
        #expect(!channel.isActive)
    }

    @Test func `an answer may take its time, and the next request has the whole of it`() throws {
        let channel = try connection()
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        pass(60, on: channel)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        pass(29, on: channel)
        #expect(channel.isActive)
        pass(1, on: channel)
        #expect(!channel.isActive)
    }
}
