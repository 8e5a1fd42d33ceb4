/// A request to an identity provider to authenticate a person (SAML Core 3.4, Profiles 4.1.4.1).
///
/// It asks for no particular name format and no particular way of authentication: both are for the identity
/// provider's configuration to settle.
public struct AuthnRequest: Sendable {
    /// What the response must repeat as `InResponseTo`. From ``newID(random:)``.
    public let id: String
    /// Seconds since 1970 UTC.
    public let issueInstant: Int64
    /// The identity provider's single sign-on URL.
    public let destination: String
    /// Our entity ID.
    public let issuer: String
    /// Where the response is to be posted.
    public let acsURL: String
    /// Whether the person must sign in again although the identity provider knows them.
    public let forceAuthn: Bool

    /// See the properties of the same names.
    public init(
        id: String, issueInstant: Int64, destination: String, issuer: String, acsURL: String,
        forceAuthn: Bool = false
    ) {
        self.id = id
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.acsURL = acsURL
        self.forceAuthn = forceAuthn
    }

    /// A fresh ID: `_` and 160 random bits in hexadecimal.
    /// - Parameter random: a cryptographic generator.
    public static func newID(random: inout some RandomNumberGenerator) -> String {
        "_" + (0..<20).map { _ in UInt8.random(in: .min ... .max, using: &random) }.hexadecimal
    }

    /// The request as XML.
    public var xml: String {
        var attributes: [(StaticString, String)] = [
            ("xmlns:samlp", "\(Namespace.protocol_)"),
            ("xmlns:saml", "\(Namespace.assertion)"),
            ("ID", id), ("Version", "2.0"), ("IssueInstant", CalendarInstant.format(issueInstant)),
            ("Destination", destination), ("ProtocolBinding", Binding.post),
            ("AssertionConsumerServiceURL", acsURL),
        ]
        if forceAuthn { attributes.append(("ForceAuthn", "true")) }
        var writer = XMLWriter()
        writer.element("samlp:AuthnRequest", attributes) { request in
            request.element("saml:Issuer") { $0.characters(issuer) }
        }
        return writer.text
    }

    /// The URL to send the browser to (HTTP-Redirect binding, SAML Bindings 3.4.4).
    /// - Parameters:
    ///   - relayState: comes back with the response; opaque, at most 80 octets.
    ///   - key: signs the very octets that are sent; `nil` sends the request unsigned.
    public func redirectURL(
        relayState: String, signedBy key: PrivateKey? = nil
    ) throws(AuthnRequestError) -> String {
        guard relayState.utf8.count <= 80 else { throw .relayStateTooLong(count: relayState.utf8.count) }
        if let refusal = EndpointURL.refusal(of: destination) { throw .unusableDestination(refusal) }
        let message = Base64.encode(Deflate.compress(Array(xml.utf8)))
        var query =
            "SAMLRequest=" + Self.percentEncode(message) + "&RelayState=" + Self.percentEncode(relayState)
        if let key {
            let algorithm = key.signatureAlgorithm
            query += "&SigAlg=" + Self.percentEncode(algorithm.rawValue)
            guard let signature = key.signature(over: Array(query.utf8), by: algorithm) else {
                throw .signing
            }
            query += "&Signature=" + Self.percentEncode(Base64.encode(signature))
        }
        return destination + (destination.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + query
    }

    /// Everything but RFC 3986's unreserved characters as `%XX`.
    private static func percentEncode(_ value: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
