/// What a response must have before a rule can be broken in it.
extension Flaw {
    /// Something that only some responses have.
    public enum Need: Sendable, CustomStringConvertible {
        /// The assertion is encrypted.
        case encryption
        /// The assertion is in plain.
        case plaintext
        /// A request is answered.
        case request
        /// No request is answered.
        case noRequest

        /// The option of the command line that decides it.
        public var option: String {
            switch self {
            case .encryption: "--encrypt-for CERTIFICATE"
            case .plaintext: "no --encrypt-for"
            case .request: "--in-response-to ID"
            case .noRequest: "no --in-response-to"
            }
        }

        /// What is needed, and what to do.
        public var description: String {
            switch self {
            case .encryption: "an encrypted assertion: add \(option)"
            case .plaintext: "an assertion in plain: leave --encrypt-for out"
            case .request: "a request that is answered: add \(option)"
            case .noRequest: "a response to no request: leave --in-response-to out"
            }
        }
    }

    /// What a response must have for this flaw; `nil` when every response will do.
    public var need: Need? {
        switch code {
        case .enc01, .enc02, .enc03, .enc04, .enc05: .encryption
        case .resp06, .asrt08: .request
        case .resp08: .noRequest
        case .see02, .see03: .plaintext
        default: nil
        }
    }
}

extension TestResponse {
    /// Whether the response has what a flaw needs.
    public func has(_ need: Flaw.Need) -> Bool {
        switch need {
        case .encryption: recipientCertificate != nil
        case .plaintext: recipientCertificate == nil
        case .request: inResponseTo != nil
        case .noRequest: inResponseTo == nil
        }
    }
}
