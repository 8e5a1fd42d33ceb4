internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import NIOCore
internal import NIOSSL

/// How the pages are served: over TLS, or in plain on a loopback address.
enum PageServer {
    /// Whether the configuration allows what it asks for.
    static func check(_ configuration: Configuration) throws(HelperError) {
        guard configuration.tls != nil || isLoopback(configuration.listen.host) else {
            throw .notLoopback(host: configuration.listen.host)
        }
    }

    /// Reads certificate and key where there are any. Call ``check(_:)`` first.
    static func builder(_ configuration: Configuration) throws(HelperError) -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [RequestDeadline(.seconds(30))], idleTimeout: .seconds(30)))
        guard let files = configuration.tls else { return plain }
        do {
            return try .tls(plain, tlsConfiguration: try tls(files))
        } catch let error as HelperError {
            throw error
        } catch {
            throw .tls(path: files.certificate, why: "\(error)")
        }
    }

    private static func tls(_ files: Configuration.TLSFiles) throws(HelperError) -> TLSConfiguration {
        let chain: [NIOSSLCertificateSource]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) }
        } catch {
            throw .tls(path: files.certificate, why: "it is no readable PEM certificate")
        }
        do {
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(key))
            tls.minimumTLSVersion = .tlsv12
            return tls
        } catch {
            throw .tls(path: files.key, why: "it is no readable unencrypted PEM key")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
