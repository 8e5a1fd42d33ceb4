/// The other end of a ``MetadataRequest``: what a process does that reads one metadata document and then ends.
public struct MetadataWorker: Sendable {
    /// Sets up the libraries, which may open files for that. Afterwards nothing opens any.
    public init() {
        XMLLibrary.prepare()
    }

    /// Reads what `request` asks for; `nil` when it is none.
    public func answer(to request: [UInt8]) -> [UInt8]? {
        guard let request = MetadataRequest(encoded: request) else { return nil }
        return MetadataAnswer.encode(Result { () throws(MetadataError) in try request.read() })
    }
}
