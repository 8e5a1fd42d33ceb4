/// Why an attribute cannot be used as a single value.
public enum AttributeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// More than one attribute has this name (ATTR-02).
    case repeated(name: String)
    /// The attribute has none or several values (ATTR-03).
    case notSingle(name: String, count: Int)

    /// The broken rule.
    public var code: RuleCode {
        switch self {
        case .repeated: .attr02
        case .notSingle: .attr03
        }
    }

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .repeated(let name): "attribute \(printable(name)) is there more than once"
        case .notSingle(let name, let count):
            "attribute \(printable(name)) has \(count) values instead of one"
        }
    }
}
