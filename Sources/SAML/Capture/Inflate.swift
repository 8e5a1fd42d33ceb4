import CXMLSec

/// The beginning of raw DEFLATE (RFC 1951), as HTTP-Redirect sends messages: enough to tell what was compressed.
enum Inflate {
    /// The first octets that `octets` unpack to, at most 64; empty when they are not compressed.
    static func beginning(of octets: [UInt8]) -> [UInt8] {
        var input = Array(octets.prefix(4096))
        var stream = unsafe z_stream()
        // SAFETY: the stream and both buffers outlive the calls; zlib writes no more octets than it is given room for.
        let started = unsafe inflateInit2_(
            &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard started == Z_OK else { return [] }
        defer { unsafe inflateEnd(&stream) }
        let room = 64
        return unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
            unsafe input.withUnsafeMutableBufferPointer { input in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(room)
                let outcome = unsafe inflate(&stream, Z_SYNC_FLUSH)
                let isCompressed = outcome == Z_OK || outcome == Z_STREAM_END || outcome == Z_BUF_ERROR
                count = isCompressed ? unsafe room - Int(stream.avail_out) : 0
            }
        }
    }
}
