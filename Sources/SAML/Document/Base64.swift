/// Strict base64 (RFC 4648, section 4): the standard alphabet only, correct padding, nothing after it.
enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let invalid: UInt8 = 0xFF
    private static let space: UInt8 = 0xFE
    private static let padding: UInt8 = 0xFD

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        for character in [0x20, 0x09, 0x0A, 0x0D] { table[character] = space }
        table[Int(UInt8(ascii: "="))] = padding
        return table
    }()

    /// The octets, or `nil` when `text` is anything but one canonical encoding with ASCII white space in it.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        // SAFETY: the array outlives the call, which reads inside it.
        unsafe text.withUnsafeBufferPointer { text in unsafe decode(text) }
    }

    /// The same for a string.
    static func decode(_ text: String) -> [UInt8]? {
        var text = text
        // SAFETY: as above.
        return text.withUTF8 { text in unsafe decode(text) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var isCanonical = false
        // SAFETY: every four characters give three octets at most, and the last group two, so that `octets` has room for
        // all; the table has a value for each of the 256 characters; only what was written is kept.
        let decoded = unsafe values.withUnsafeBufferPointer { values in
            unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { octets, count in
                unsafe isCanonical = decode(text, by: values, into: octets, count: &count)
            }
        }
        return isCanonical ? decoded : nil
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, by values: UnsafeBufferPointer<UInt8>,
        into octets: UnsafeMutableBufferPointer<UInt8>, count: inout Int
    ) -> Bool {
        var group: UInt32 = 0
        var digits = 0
        var pads = 0
        var index = 0
        while index < text.count {
            if digits == 0, pads == 0, index + 4 <= text.count {
                let first = unsafe UInt32(values[Int(text[index])])
                let second = unsafe UInt32(values[Int(text[index + 1])])
                let third = unsafe UInt32(values[Int(text[index + 2])])
                let fourth = unsafe UInt32(values[Int(text[index + 3])])
                if first | second | third | fourth < 64 {
                    let value = first << 18 | second << 12 | third << 6 | fourth
                    unsafe octets[count] = UInt8(truncatingIfNeeded: value >> 16)
                    unsafe octets[count + 1] = UInt8(truncatingIfNeeded: value >> 8)
                    unsafe octets[count + 2] = UInt8(truncatingIfNeeded: value)
                    count += 3
                    index += 4
                    continue
                }
            }
            let value = unsafe values[Int(text[index])]
            index += 1
            if value < 64 {
                guard pads == 0 else { return false }
                group = group << 6 | UInt32(value)
                digits += 1
                if digits == 4 {
                    unsafe octets[count] = UInt8(truncatingIfNeeded: group >> 16)
                    unsafe octets[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
                    unsafe octets[count + 2] = UInt8(truncatingIfNeeded: group)
                    count += 3
                    (group, digits) = (0, 0)
                }
            } else if value == padding {
                pads += 1
                guard digits >= 2, digits + pads <= 4 else { return false }
            } else if value != space {
                return false
            }
        }
        // The last, incomplete group, whose unused bits must be zero.
        switch (digits, pads) {
        case (0, 0): return true
        case (2, 2) where group & 0xF == 0:
            unsafe octets[count] = UInt8(truncatingIfNeeded: group >> 4)
            count += 1
            return true
        case (3, 1) where group & 0x3 == 0:
            unsafe octets[count] = UInt8(truncatingIfNeeded: group >> 10)
            unsafe octets[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
            count += 2
            return true
        default: return false
        }
    }

    /// The encoding in one line, padded.
    static func encode(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((octets.count + 2) / 3 * 4)
        var index = 0
        while index < octets.count {
            let rest = octets.count - index
            let group =
                UInt32(octets[index]) << 16 | (rest > 1 ? UInt32(octets[index + 1]) << 8 : 0)
                | (rest > 2 ? UInt32(octets[index + 2]) : 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(rest > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(rest > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
