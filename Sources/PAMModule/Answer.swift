internal import CPAM

/// What a person typed. Wiped when it goes out of scope.
@safe struct Answer: ~Copyable {
    private let text: UnsafeMutablePointer<CChar>

    /// Takes over a C string that came from malloc.
    init(owning text: UnsafeMutablePointer<CChar>) {
        unsafe self.text = unsafe text
    }

    deinit {
        // SAFETY: this value owns the string; its bytes and the terminating zero are inside the allocation.
        unsafe gh_wipe(text, strlen(text))
        unsafe free(text)
    }

    /// Whether it looks like a SAML response.
    var isLikeResponse: Bool {
        var bytes = trimmedBytes()
        defer { wipe(&bytes) }
        return PresentedResponse.isLike(bytes)
    }

    /// The bytes without white space around them. The caller wipes them: ``wipe(_:)``.
    func trimmedBytes() -> [UInt8] {
        // SAFETY: a C string is readable up to its zero byte.
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
        var (first, end) = (0, bytes.count)
        while first < end, unsafe bytes[first] <= UInt8(ascii: " ") { first += 1 }
        while first < end, unsafe bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
        return unsafe [UInt8](bytes[first..<end])
    }
}

/// Overwrites bytes that nobody else holds.
func wipe(_ bytes: inout [UInt8]) {
    // SAFETY: start and count are those of the array.
    unsafe bytes.withUnsafeMutableBytes { buffer in
        if let start = buffer.baseAddress { unsafe gh_wipe(start, buffer.count) }
    }
}
