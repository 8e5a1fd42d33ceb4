import Glibc

/// Octets that grow at their end.
@safe struct OctetBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    // SAFETY, for all of this type: `start` is this value's own and has room for `capacity` octets, of which the first
    // `count` are initialised; every write reserves its room first.

    init(capacity: Int) {
        unsafe start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe start.deallocate() }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    private mutating func grow(_ more: Int) {
        capacity = (count + more) * 2
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe memcpy(larger, start, count)
        unsafe start.deallocate()
        unsafe start = unsafe larger
    }

    @inline(__always)
    mutating func append(_ octet: UInt8) {
        reserve(1)
        unsafe start[count] = octet
        count += 1
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        unsafe append(text.utf8Start, count: text.utf8CodeUnitCount)
    }

    @inline(__always)
    @unsafe mutating func append(_ source: UnsafePointer<UInt8>, count more: Int) {
        reserve(more)
        unsafe memcpy(start + count, source, more)
        count += more
    }

    /// Appends a C string.
    @unsafe mutating func append(_ text: UnsafePointer<UInt8>) {
        unsafe append(text, count: strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)))
    }

    /// What was written so far.
    var octets: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }
}
