/// The other end of a ``VerificationRequest``: what a process does that verifies one response and then ends.
public struct VerificationWorker: Sendable {
    /// Sets up the libraries, which may open files for that. Afterwards nothing opens any.
    public init() {
        XMLLibrary.prepare()
    }

    /// Verifies what `request` asks for. `nil` when it is none, or there is no memory for an answer.
    public func answer(to request: [UInt8]) -> [UInt8]? {
        VerificationRequest(encoded: request).flatMap { VerificationAnswer.encode($0.verify()) }
    }
}
