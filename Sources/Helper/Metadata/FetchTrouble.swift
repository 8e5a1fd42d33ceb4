internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Why a document could not be fetched, in words for the person who has to put it right. What the libraries say of
/// themselves is left out.
enum FetchTrouble {
    static let untrusted = """
        the server's certificate is not trusted by this host, or has run out. A CA of your own: copy it to \
        /usr/local/share/ca-certificates/NAME.crt and run update-ca-certificates; or download the metadata and give the file
        """

    /// What stood in the way, and what to do where that is known.
    static func words(for error: any Error, of url: String) -> String {
        let host = URLComponents(string: url)?.host ?? url
        switch error {
        case let error as NIOSSLExtraError
        where error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch:
            return
                "the server's certificate is for another host name than \(host). Give the URL with the name it is for"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            return handshake("\(error)")
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            return "the name \(host) is not found in DNS. Check the URL, and the resolver of this host"
        case let error as NIOConnectionError:
            return words(for: error.connectionErrors[error.connectionErrors.count - 1].error, of: url)
        case is ChannelError: return tooSlow(host)
        case let error as HTTPClientError: return words(for: error, host)
        case is HTTPParserError: return "what \(host) answers is no HTTP"
        case let error as IOError: return words(forNumber: error.errnoCode, host)
        default: return "\(host) did not answer as a web server does"
        }
    }

    private static func handshake(_ account: String) -> String {
        if account.contains("CERTIFICATE_VERIFY_FAILED") || account.contains("unableToValidateCertificate") {
            return untrusted
        }
        return account.contains("uncleanShutdown") || account.contains("EOF during handshake")
            ? "the server broke the connection off"
            : "the server does not speak TLS 1.2 or 1.3 there. Check the port in the URL"
    }

    private static func words(for error: HTTPClientError, _ host: String) -> String {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout:
            tooSlow(host)
        case .remoteConnectionClosed, .uncleanShutdown: "the server broke the connection off"
        default: "what \(host) answers is no HTTP"
        }
    }

    private static func words(forNumber number: Int32, _ host: String) -> String {
        switch number {
        case ECONNREFUSED: "\(host) refuses the connection: nothing listens on that port. Check the URL"
        case ETIMEDOUT: tooSlow(host)
        case ENETUNREACH, EHOSTUNREACH:
            "there is no way from this host to \(host). Check network and firewall"
        case ECONNRESET, EPIPE: "the server broke the connection off"
        default: "no connection to \(host)"
        }
    }

    private static func tooSlow(_ host: String) -> String {
        "\(host) does not answer in time. Check the URL, and whether a firewall lets this host reach it"
    }
}
