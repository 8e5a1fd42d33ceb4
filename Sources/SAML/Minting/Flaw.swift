/// What is wrong with a test response: one rule that it breaks, all others being kept as far as the rule lets them.
public struct Flaw: Sendable {
    /// The rule.
    public let code: RuleCode
    /// What is done to the response, in a few words.
    public let what: String
    private let edit: Edit

    private enum Edit: Sendable {
        case tree(@Sendable (inout TestResponse.Parts, TestResponse) -> Void)
        case text(@Sendable (String) -> String?)
    }

    /// Changed before it is signed.
    init(
        _ code: RuleCode, _ what: String,
        tree: @escaping @Sendable (inout TestResponse.Parts, TestResponse) -> Void
    ) {
        self.code = code
        self.what = what
        edit = .tree(tree)
    }

    /// Changed after it is signed; `nil` when the response does not have what is to be changed.
    init(_ code: RuleCode, _ what: String, text: @escaping @Sendable (String) -> String?) {
        self.code = code
        self.what = what
        edit = .text(text)
    }

    /// Every rule that a response can break alone, in the order of the checklist.
    public static let all: [Flaw] =
        parsing + signature + placement + encryption + response + assertion + person

    /// The flaw that breaks the rule `code`.
    public static func breaking(_ code: RuleCode) throws(MintingError) -> Flaw {
        guard let flaw = all.first(where: { $0.code == code }) else { throw .unbreakable(code) }
        return flaw
    }

    func beforeSigning(_ parts: inout TestResponse.Parts, _ values: TestResponse) throws(MintingError) {
        guard case .tree(let change) = edit else { return }
        let before = parts.response.text + parts.assertion.text
        change(&parts, values)
        guard before != parts.response.text + parts.assertion.text else { throw .inapplicable(code) }
    }

    func afterSigning(_ text: String) throws(MintingError) -> String {
        guard case .text(let change) = edit else { return text }
        guard let changed = change(text), changed != text else { throw .inapplicable(code) }
        return changed
    }
}
