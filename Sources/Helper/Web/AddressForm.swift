internal import SAML

/// The form in which somebody gives their e-mail address.
struct AddressForm: Hashable, Sendable {
    /// Most bytes the whole form may have.
    static let maximumLength = 2 * 1024

    /// What was typed, white space around it left out; not checked here.
    let address: String

    /// Reads a posted form; nil unless it is nothing but one field `email`.
    init?(body: some Sequence<UInt8>) {
        let parts = [UInt8](body).split(
            separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].elementsEqual("email".utf8),
            let value = FormEncoding.decode(parts[1]), let text = String(validating: value, as: UTF8.self)
        else { return nil }
        address = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
