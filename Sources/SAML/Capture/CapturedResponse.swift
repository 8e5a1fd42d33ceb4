/// A `SAMLResponse` as somebody kept it: the field itself, or whatever it was posted in.
///
/// Finding the field is all that is done here. Its octets are handed on as they are, so that what a ``Verifier`` would
/// refuse is refused.
public struct CapturedResponse: Sendable, Equatable {
    /// The message that was found.
    public enum Message: Sendable, Equatable {
        /// An XML document.
        case xml([UInt8])
        /// The field's value after form decoding.
        case base64([UInt8])
    }

    /// What the message was found in.
    public enum Container: String, Sendable {
        /// Nothing around it: an XML document.
        case xml
        /// Nothing around it: the field's value.
        case base64
        /// The body of a posted form, alone or within a request or a command line.
        case form
        /// An HTTP archive of a browser.
        case har
        /// A page with a form that posts itself.
        case page
    }

    /// Most octets of a capture: 10 MB. The message in it has narrower bounds of its own, which the verifier keeps.
    public static let maximumSize = 10_000_000

    /// The message.
    public let message: Message
    /// What it was found in.
    public let container: Container

    /// Finds the only response in `octets`.
    ///
    /// - Parameter entry: which entry of an HTTP archive to take, counted from 1; needed when several hold a response.
    public init(_ octets: [UInt8], entry: Int? = nil) throws(CaptureError) {
        guard octets.count <= Self.maximumSize else { throw .tooLarge }
        let start = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let first = octets[start...].first(where: { !$0.isBlank }) else { throw .empty }
        if first == UInt8(ascii: "{") {
            message = .base64(try HTTPArchive(octets[start...]).response(entry: entry))
            container = .har
            return
        }
        guard entry == nil else { throw .entryOutsideArchive }
        if first == UInt8(ascii: "<") {
            if SelfPostingPage.isPage(octets[start...]) {
                message = .base64(try SelfPostingPage.response(in: octets))
                container = .page
            } else {
                message = .xml(octets)
                container = .xml
            }
        } else if let value = try FormBody.response(in: octets[start...]) {
            message = .base64(value)
            container = .form
        } else {
            message = .base64(Array(octets[start...]))
            container = .base64
        }
    }

    /// What the message claims about itself, without any check; `nil` when it cannot be looked at.
    public var claim: UnverifiedResponse? {
        switch message {
        case .xml(let octets): UnverifiedResponse(xml: octets)
        case .base64(let octets): UnverifiedResponse(base64: octets)
        }
    }
}

extension Verifier {
    /// Verifies a captured response; see ``verify(base64:correlation:at:)``.
    public func verify(_ captured: CapturedResponse, correlation: Correlation, at now: Int64) -> Verification
    {
        switch captured.message {
        case .xml(let octets): verify(xml: octets, correlation: correlation, at: now)
        case .base64(let octets): verify(base64: octets, correlation: correlation, at: now)
        }
    }
}

extension UInt8 {
    /// Whether this is white space in XML.
    var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
