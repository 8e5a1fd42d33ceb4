/// One question to the DNS.
public struct Question: Sendable, Hashable {
    /// The types that are asked for, by their numbers (RFC 1035, 3.2.2).
    public enum RecordType: UInt16, Sendable, Hashable {
        /// Begins a zone.
        case soa = 6
        /// Text.
        case txt = 16
    }

    /// The place of a claim's record that is meant; `nil` when a diagnosis asks elsewhere.
    public var place: RecordPlace?
    /// The DNS name to ask for, lower-case ASCII without the closing dot; empty for the root.
    public var name: [UInt8]
    /// The type of the records.
    public var type: RecordType

    /// A question; see the properties.
    public init(_ place: RecordPlace?, name: [UInt8], type: RecordType = .txt) {
        self.place = place
        self.name = name
        self.type = type
    }

    /// The name as libunbound wants it.
    var text: String { name.isEmpty ? "." : String(decoding: name, as: UTF8.self) }
}
