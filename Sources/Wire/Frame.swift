/// How a message travels between module and helper: a header of 4 bytes, which is the big-endian length of
/// the body; then the body, which is a version byte, a kind byte and the kind's fields.
///
/// A connection carries one ``Request`` and one ``Reply``. Integers are big-endian; a field of bytes is its
/// length, in 2 bytes or for ``Field/response`` in 4, and the bytes.
public enum Frame {
    /// The version this code speaks; another one is refused.
    public static let version: UInt8 = 1
    /// Bytes of the header.
    public static let headerLength = 4
    /// Most bytes a body may have.
    public static let maximumBodyLength = 384 * 1024

    /// How many bytes of body follow this header.
    ///
    /// - Parameter header: exactly ``headerLength`` bytes.
    /// - Throws: ``WireError/truncated`` for a header or a body too short to be one,
    ///   ``WireError/frameTooLong`` for one beyond the bound: nothing more may be read of the connection then.
    public static func bodyLength(of header: some Collection<UInt8>) throws(WireError) -> Int {
        guard header.count == headerLength else { throw .truncated }
        var length = 0
        for byte in header { length = length << 8 | Int(byte) }
        guard length <= maximumBodyLength else { throw .frameTooLong }
        guard length >= 2 else { throw .truncated }
        return length
    }
}
