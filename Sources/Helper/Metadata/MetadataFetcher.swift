internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import SAML

/// Gets a metadata document over HTTPS (META-09): certificate verified, no redirect followed, no proxy, bounded in time
/// and size. What the answer says of its own type is not believed.
struct MetadataFetcher: Sendable {
    /// Whom to believe; the system's roots when nil.
    var trustRoots: NIOSSLTrustRoots?
    /// From the look-up of the name to the last octet.
    var deadline = Duration.seconds(10)
    /// Octets of a document, at most.
    static let limit = 1 << 20

    /// The octets at an https URL.
    func fetch(_ url: String) async throws(MetadataFailure) -> [UInt8] {
        if let refusal = Self.refusal(of: url) {
            throw MetadataFailure(.meta09, "\(url): \(refusal)")
        }
        do {
            return try await withThrowingTaskGroup(of: [UInt8].self) { group in
                group.addTask { try await download(url) }
                group.addTask {
                    try await Task.sleep(for: deadline)
                    throw MetadataFailure(
                        .meta09, "\(url) did not answer in full within \(deadline.components.seconds) seconds"
                    )
                }
                defer { group.cancelAll() }
                return try await group.next() ?? []
            }
        } catch let failure as MetadataFailure {
            throw failure
        } catch {
            throw MetadataFailure(
                .meta09, "\(url) cannot be fetched: \(FetchTrouble.words(for: error, of: url))")
        }
    }

    /// Why metadata may not come from `url`, or nil.
    static func refusal(of url: String) -> String? {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: url),
            let host = parts.host, !host.isEmpty
        else { return "this is no URL" }
        guard parts.scheme?.lowercased() == "https" else { return "metadata is fetched by https only" }
        guard parts.user == nil, parts.password == nil, parts.fragment == nil else {
            return "a user, a password or a fragment has no place in this URL"
        }
        return nil
    }

    private func download(_ url: String) async throws -> [UInt8] {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let trustRoots { tls.trustRoots = trustRoots }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(10)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration)
        do {
            let octets = try await Self.body(of: url, by: client)
            try await client.shutdown()
            return octets
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private static func body(of url: String, by client: HTTPClient) async throws -> [UInt8] {
        let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
        switch response.status.code {
        case 200: break
        case 300..<400:
            let target = response.headers.first(name: "location") ?? "nowhere"
            throw MetadataFailure(
                .meta09, "\(url) only leads to \(target). If that is right, give that URL instead")
        default:
            throw MetadataFailure(.meta09, "\(url) answers \(response.status)")
        }
        var octets: [UInt8] = []
        for try await part in response.body {
            guard octets.count + part.readableBytes <= limit else {
                throw MetadataFailure(
                    .meta01,
                    "\(url) is longer than 1 MiB. Give the URL of this identity provider's metadata alone, not of a federation"
                )
            }
            octets += part.readableBytesView
        }
        return octets
    }
}
