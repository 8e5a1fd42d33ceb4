internal import Wire

extension Reply {
    /// A refusal out of text.
    static func refused(text: String, reference: String) -> Reply {
        .refused(text: [UInt8](text.utf8), reference: [UInt8](reference.utf8))
    }
}
