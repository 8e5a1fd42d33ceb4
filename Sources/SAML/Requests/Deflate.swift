import CXMLSec

/// Raw DEFLATE (RFC 1951), as HTTP-Redirect wants it (SAML Bindings 3.4.4.1).
enum Deflate {
    /// `octets` compressed, without any header.
    static func compress(_ octets: [UInt8]) -> [UInt8] {
        var input = octets
        var stream = unsafe z_stream()
        // SAFETY: the stream and both buffers outlive the calls; the output is as large as zlib says it can
        // become.
        let started = unsafe deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib cannot be used")
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe Int(deflateBound(&stream, UInt(octets.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            unsafe input.withUnsafeMutableBufferPointer { input in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(bound)
                let done = unsafe deflate(&stream, Z_FINISH)
                precondition(done == Z_STREAM_END, "zlib did not finish")
            }
            unsafe count = Int(stream.total_out)
        }
    }
}
