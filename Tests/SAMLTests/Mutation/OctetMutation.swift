/// One way to change a message without regard to what its octets mean.
struct OctetMutation {
    let name: String
    let apply: (inout [UInt8], inout SeededGenerator) -> Void

    static var all: [OctetMutation] {
        [
            OctetMutation(name: "the end is cut off") { octets, random in
                octets.removeLast(1 + random.below(octets.count - 1))
            },
            OctetMutation(name: "a part is cut out") { octets, random in
                let start = random.below(octets.count)
                octets.removeSubrange(start..<min(octets.count, start + 1 + random.below(200)))
            },
            OctetMutation(name: "a part is there twice") { octets, random in
                let start = random.below(octets.count)
                let part = octets[start..<min(octets.count, start + 1 + random.below(200))]
                octets.insert(contentsOf: part, at: random.below(octets.count))
            },
            OctetMutation(name: "bits are flipped") { octets, random in
                for _ in 0...random.below(3) {
                    octets[random.below(octets.count)] ^= 1 << UInt8(random.below(8))
                }
            },
            OctetMutation(name: "octets of chance are put in") { octets, random in
                let noise = (0...random.below(8)).map { _ in UInt8(random.below(256)) }
                octets.insert(contentsOf: noise, at: random.below(octets.count))
            },
            OctetMutation(name: "the encoding is another") { octets, random in
                let units = Array(String(decoding: octets, as: UTF8.self).utf16)
                octets =
                    (random.once(in: 2) ? [0xFF, 0xFE] : [])
                    + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            },
        ]
    }
}
