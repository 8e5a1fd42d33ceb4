internal import SAML

/// Why metadata cannot be had, or not be used: the rule, and what is wrong, where, and what to do.
public struct MetadataFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Code of the rule: of the META family, or OPS-03 when the process that reads documents gave no whole answer.
    public let rule: String
    /// What is wrong, where, and what to do. Printable.
    public let problem: String

    /// The rule, then the problem.
    public var description: String { "\(rule): \(problem)" }

    /// Whether nothing can be said about the document: it could not be had, or not be read to its end.
    public var isOutside: Bool { [RuleCode.meta02, .meta09, .ops03].contains { $0.rawValue == rule } }

    /// A description as it is kept, without its rule's code: for people.
    public static func withoutRule(_ description: String) -> String {
        description.replacing(#/META-[0-9]{2}: /#, with: "", maxReplacements: 1)
    }

    init(_ rule: RuleCode, _ problem: String) {
        self.rule = rule.rawValue
        self.problem = SAML.printable(problem)
    }

    init(_ error: MetadataError, at location: String) {
        self.init(error.code, "\(location): expected \(error.expected), found \(error.found)")
    }
}
