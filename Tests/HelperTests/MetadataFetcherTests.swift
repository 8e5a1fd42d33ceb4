import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import Helper

@Suite struct MetadataFetcherTests {
    /// Answers every connection with the same octets over TLS, or with none.
    final class Site {
        let port: Int
        private let channel: any Channel

        init(_ answer: String?, certificate: Authority.Leaf) async throws {
            let context = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(certificate.certificate)],
                    privateKey: .privateKey(certificate.key)))
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                        try channel.pipeline.syncOperations.addHandler(Answer(answer))
                    }
                }.bind(host: "127.0.0.1", port: 0).get()
            port = channel.localAddress?.port ?? 0
        }

        deinit { channel.close(promise: nil) }
    }

    final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let answer: String?
        init(_ answer: String?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let answer else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    /// A certificate authority made for this run.
    struct Authority {
        struct Leaf {
            let certificate: NIOSSLCertificate
            let key: NIOSSLPrivateKey
        }

        static let shared = try! Authority()
        let root: NIOSSLCertificate
        /// For `localhost`, and for another host.
        let localhost, other: Leaf
        private let workshop: MetadataWorkshop

        private init() throws {
            workshop = try MetadataWorkshop()
            let folder = workshop.directory.path
            try MetadataWorkshop.run(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "2", "-subj",
                "/CN=authority",
                "-keyout", folder + "/ca.key", "-out", folder + "/ca.crt")
            root = try NIOSSLCertificate.fromPEMFile(folder + "/ca.crt")[0]
            func leaf(_ host: String) throws -> Leaf {
                let path = folder + "/" + host
                try MetadataWorkshop.run(
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", "2", "-subj",
                    "/CN=" + host,
                    "-addext", "subjectAltName=DNS:" + host, "-addext", "basicConstraints=critical,CA:FALSE",
                    "-CA",
                    folder + "/ca.crt", "-CAkey", folder + "/ca.key", "-keyout", path + ".key", "-out",
                    path + ".crt")
                return Leaf(
                    certificate: try NIOSSLCertificate.fromPEMFile(path + ".crt")[0],
                    key: try NIOSSLPrivateKey(file: path + ".key", format: .pem))
            }
            localhost = try leaf("localhost")
            other = try leaf("elsewhere.example")
        }
    }

    private let authority = Authority.shared

    /// What comes of fetching an answer from `localhost`.
    private func fetch(
        _ answer: String?, certificate: Authority.Leaf? = nil, trusting: [NIOSSLCertificate]? = nil,
        deadline: Duration = .seconds(10)
    ) async throws -> [UInt8] {
        let site = try await Site(answer, certificate: certificate ?? authority.localhost)
        let fetcher = MetadataFetcher(
            trustRoots: .certificates(trusting ?? [authority.root]), deadline: deadline)
        defer { withExtendedLifetime(site) {} }
        return try await fetcher.fetch("https://localhost:\(site.port)/metadata")
    }

    private static func answer(_ head: String, _ body: String = "") -> String {
        "HTTP/1.1 \(head)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    private func failure(_ body: () async throws -> [UInt8]) async -> MetadataFailure? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? MetadataFailure
        }
    }

    @Test func `a document is fetched, whatever its type is said to be`() async throws {
        let octets = try await fetch(Self.answer("200 OK\r\nContent-Type: text/html", "<xml/>"))
        #expect(octets == Array("<xml/>".utf8))
    }

    @Test(arguments: ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
    func `a redirect is not followed, and the failure says where it leads`(status: String) async {
        let failure = await failure {
            try await fetch(Self.answer(status + "\r\nLocation: http://10.0.0.1/metadata"))
        }
        #expect(failure?.rule == "META-09")
        #expect(failure?.problem.contains("http://10.0.0.1/metadata") == true)
    }

    @Test func `an answer that is no success is refused`() async {
        let failure = await failure { try await fetch(Self.answer("404 Not Found", "<xml/>")) }
        #expect(failure?.problem.contains("404") == true)
    }

    @Test func `an answer beyond 1 MiB is refused, said or not`() async {
        let body = String(repeating: " ", count: (1 << 20) + 1)
        let unsaid = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body
        for answer in [Self.answer("200 OK", body), unsaid] {
            #expect(await failure { try await fetch(answer) }?.rule == "META-01")
        }
    }

    @Test func `1 MiB is fetched`() async throws {
        #expect(
            try await fetch(Self.answer("200 OK", String(repeating: " ", count: 1 << 20))).count == 1 << 20)
    }

    @Test func `an answer cut short is refused`() async {
        let failure = await failure {
            try await fetch("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<xml/>")
        }
        #expect(failure?.rule == "META-09")
    }

    @Test(arguments: [nil, "HTTP/1.1 200 OK\r\n"])
    func `a server that does not answer in full is given up`(answer: String?) async {
        let failure = await failure { try await fetch(answer, deadline: .milliseconds(200)) }
        #expect(failure?.rule == "META-09")
    }

    @Test func `a certificate of nobody trusted is refused`() async {
        let failure = await failure {
            try await fetch(Self.answer("200 OK", "<xml/>"), trusting: [authority.other.certificate])
        }
        #expect(failure?.problem.hasSuffix("cannot be fetched: " + FetchTrouble.untrusted) == true)
    }

    @Test func `a certificate for another host is refused`() async {
        let failure = await failure {
            try await fetch(Self.answer("200 OK", "<xml/>"), certificate: authority.other)
        }
        #expect(failure?.problem.contains("certificate is for another host name than localhost") == true)
    }

    @Test(arguments: [
        ("https://127.0.0.1:1/", "127.0.0.1 refuses the connection"),
        ("https://nobody.invalid/", "the name nobody.invalid is not found in DNS"),
    ])
    func `trouble on the way is told in words`(url: String, words: String) async {
        let failure = await failure { try await MetadataFetcher().fetch(url) }
        #expect(failure?.problem.hasPrefix("\(url) cannot be fetched: \(words)") == true, "\(failure as Any)")
    }

    @Test func `a server that speaks no TLS is told apart`() async throws {
        let site = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answer("HTTP/1.1 400 Bad Request\r\n\r\n"))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        let port = site.localAddress?.port ?? 0
        let failure = await failure { try await MetadataFetcher().fetch("https://localhost:\(port)/") }
        try await site.close()
        #expect(failure?.problem.contains("does not speak TLS") == true, "\(failure as Any)")
    }

    @Test(arguments: [
        "http://localhost/metadata", "HTTP://127.0.0.1/", "ftp://localhost/", "file:///etc/passwd",
        "https://user:secret@localhost/", "https://localhost/#fragment", "https:///metadata",
        "https://loc alhost/",
    ])
    func `nothing but a plain https URL is asked`(url: String) async {
        let failure = await failure { try await MetadataFetcher().fetch(url) }
        #expect(failure?.rule == "META-09")
    }
}
