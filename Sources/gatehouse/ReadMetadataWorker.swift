internal import SAML

/// `gatehouse metadata-worker`: reads the one metadata document on standard input, confined, and ends. The sign-in service
/// and `gatehouse idp` start it for each document; it gets no key of this host.
enum ReadMetadataWorker {
    /// The command's name. It stands in no help.
    static let name = "metadata-worker"

    /// Answers and ends the process. Call it before anything has started a thread.
    static func run() -> Never {
        let worker = MetadataWorker()
        ConfinedExchange.run(limit: MetadataRequest.sizeLimit) { worker.answer(to: $0) }
    }
}
