/// Why bytes are no frame, or a message cannot become one. The connection is of no use after any of them.
public enum WireError: Error, Equatable, Sendable {
    /// The frame ends before its fields do.
    case truncated
    /// The frame goes on after its fields.
    case trailingBytes
    /// The body is longer than ``Frame/maximumBodyLength``.
    case frameTooLong
    /// The peer speaks another version.
    case unknownVersion(UInt8)
    /// This version knows no such kind of message.
    case unknownKind(UInt8)
    /// A field is shorter or longer than ``Field/bounds`` allows.
    case outOfBounds(Field)
    /// A grant or a plan without one of the verdicts there are.
    case noVerdict
    /// A byte that is neither yes nor no.
    case noFlag
}

extension WireError: CustomStringConvertible {
    /// What is wrong, and what to do where something can be done.
    public var description: String {
        switch self {
        case .truncated: "the frame is cut short"
        case .trailingBytes: "bytes are left after the frame's last field"
        case .frameTooLong: "the frame is longer than " + Frame.maximumBodyLength.description + " bytes"
        case .unknownVersion(let version):
            "the frame has version " + version.description + ", this program speaks "
                + Frame.version.description
                + ": install matching versions of the module and the helper"
        case .unknownKind(let kind): "a message of kind " + kind.description + " is not known"
        case .outOfBounds(let field): "the field \"" + field.name + "\" is too short or too long"
        case .noVerdict: "a grant or a plan does not carry a verdict"
        case .noFlag: "a byte is neither yes nor no"
        }
    }
}
