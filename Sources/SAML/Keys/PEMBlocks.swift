/// Where the blocks of a PEM file (RFC 7468) stand. Only finds them: their content is never looked at or copied.
struct PEMBlocks {
    /// Where one block stands.
    struct Block {
        /// From the first octet of the begin line to the last of the end line.
        let whole: Range<Int>
        /// What is between those lines.
        let content: Range<Int>
    }

    private(set) var keys: [Block] = []
    private(set) var certificates: [Block] = []
    /// Whether a private key is protected by a passphrase.
    private(set) var isPassphraseProtected = false
    /// Whether a block has no end line of its own, so that nothing after it was looked at.
    private(set) var isCutOff = false

    init(_ octets: [UInt8]) {
        var position = 0
        while let begin = Self.find("-----BEGIN ", in: octets, from: position) {
            guard let label = Self.find("-----", in: octets, from: begin.upperBound),
                let end = Self.find("-----END ", in: octets, from: label.upperBound),
                let stop = Self.find("-----", in: octets, from: end.upperBound)
            else {
                isCutOff = true
                return
            }
            position = stop.upperBound
            let name = octets[begin.upperBound..<label.lowerBound]
            guard name == octets[end.upperBound..<stop.lowerBound] else {
                isCutOff = true
                return
            }
            let block = Block(
                whole: begin.lowerBound..<position, content: label.upperBound..<end.lowerBound)
            if name.elementsEqual("CERTIFICATE".utf8) {
                certificates.append(block)
            } else if name.elementsEqual("ENCRYPTED PRIVATE KEY".utf8) {
                isPassphraseProtected = true
            } else if Self.keyLabels.contains(where: { name.elementsEqual($0.utf8) }) {
                keys.append(block)
                // The traditional formats say it in a header of their own (RFC 1421).
                let header = Self.find(",ENCRYPTED", in: octets, from: label.upperBound)
                if let header, header.upperBound <= end.lowerBound { isPassphraseProtected = true }
            }
        }
    }

    private static let keyLabels = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"]

    private static func find(_ text: StaticString, in octets: [UInt8], from start: Int) -> Range<Int>? {
        let count = text.utf8CodeUnitCount
        var index = start
        while index + count <= octets.count {
            // SAFETY: a StaticString of ASCII has `count` octets at `utf8Start`.
            if (0..<count).allSatisfy({ unsafe octets[index + $0] == text.utf8Start[$0] }) {
                return index..<index + count
            }
            index += 1
        }
        return nil
    }
}
