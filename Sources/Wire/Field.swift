/// The fields of bytes, and how long each may be.
public enum Field: UInt8, Sendable, CaseIterable {
    /// Name of an account.
    case login
    /// PAM service, such as `sshd`.
    case service
    /// Host the person comes from, as the service names it; empty for this host.
    case remoteHost
    /// Terminal, as the service names it.
    case terminal
    /// Short name of a sign-in.
    case reference
    /// The same in a refusal, where there may be none.
    case helpReference
    /// Address of the sign-in page.
    case url
    /// What the person typed.
    case code
    /// A sentence for the person, UTF-8.
    case text
    /// A SAML response, base64 as it was posted.
    case response

    /// Fewest and most bytes.
    public var bounds: ClosedRange<Int> {
        switch self {
        case .login: 1...64
        case .service: 0...64
        case .remoteHost: 0...255
        case .terminal: 0...64
        case .reference: 1...32
        case .helpReference: 0...32
        case .url: 1...2048
        case .code: 1...32
        case .text: 0...1024
        case .response: 1...383 * 1024
        }
    }

    /// How many bytes its length takes.
    var lengthBytes: Int { self == .response ? 4 : 2 }

    /// The word for it in error messages.
    public var name: String {
        switch self {
        case .login: "login"
        case .service: "service"
        case .remoteHost: "remote host"
        case .terminal: "terminal"
        case .reference, .helpReference: "reference"
        case .url: "URL"
        case .code: "code"
        case .text: "text"
        case .response: "response"
        }
    }
}
