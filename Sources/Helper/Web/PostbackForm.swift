internal import SAML

/// The form an identity provider lets the browser post (Bindings section 3.5.4).
struct PostbackForm: Hashable, Sendable {
    /// Most bytes the whole form may have.
    static let maximumLength = 384 * 1024

    /// The field `SAMLResponse`: base64, not checked here.
    let response: [UInt8]
    /// The field `RelayState`; nil when there is none.
    let relayState: String?

    init(response: [UInt8], relayState: String?) {
        self.response = response
        self.relayState = relayState
    }

    /// Reads a posted form; nil unless it is `application/x-www-form-urlencoded` with exactly one `SAMLResponse` and at most one
    /// `RelayState` of at most 80 bytes (BIND-01, RS-01). Fields by other names are not looked at.
    init?(contentType: String?, body: some Sequence<UInt8>) {
        guard contentType?.lowercased() == "application/x-www-form-urlencoded" else { return nil }
        var response: [UInt8]?
        var relayState: [UInt8]?
        for field in [UInt8](body).split(separator: UInt8(ascii: "&")) {
            let parts = field.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = FormEncoding.decode(parts[0]),
                let value = FormEncoding.decode(parts[1])
            else { return nil }
            if name.elementsEqual("SAMLResponse".utf8) {
                guard response == nil, !value.isEmpty else { return nil }
                response = value
            } else if name.elementsEqual("RelayState".utf8) {
                guard relayState == nil, value.count <= 80 else { return nil }
                relayState = value
            }
        }
        guard let response else { return nil }
        self.response = response
        guard let relayState, !relayState.isEmpty else {
            self.relayState = nil
            return
        }
        guard let text = String(validating: relayState, as: UTF8.self) else { return nil }
        self.relayState = text
    }
}
