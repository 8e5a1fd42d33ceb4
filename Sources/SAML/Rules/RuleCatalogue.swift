/// One rule of the catalogue: what it asks for, and where that is kept.
public struct CataloguedRule: Sendable {
    /// The rule.
    public let code: RuleCode
    /// What it asks for, in a few words.
    public let text: String
    /// Where it is kept.
    public let keeping: Keeping

    init(_ code: RuleCode, _ text: String, _ keeping: Keeping) {
        self.code = code
        self.text = text
        self.keeping = keeping
    }

    /// Where a rule is kept.
    public enum Keeping: Sendable {
        /// Judged in the checklist of every response; there are messages that break it alone.
        case response
        /// A line in the checklist of every response that no message fails alone, because the named part is built so.
        case construction(String, Proof)
        /// Judged by the named part when an identity provider's metadata is read.
        case metadata(String, Proof)
        /// Kept by the named part of the host, which the verifier knows nothing of.
        case part(String, Proof)
        /// Nothing that is offered could break it, for this reason.
        case notApplicable(String)
    }

    /// The test that fails when the rule is not kept.
    public struct Proof: Sendable {
        /// The file, from the folder of all tests.
        public let file: String
        /// The test's name.
        public let test: String

        init(_ file: String, _ test: String) {
            self.file = file
            self.test = test
        }
    }
}

/// Every rule there is, with the place where it is kept. A test compares the catalogue with the list of codes, with the
/// checklist of a response, with the tables of broken messages, and with the tests it names.
public enum RuleCatalogue {
    typealias Proof = CataloguedRule.Proof

    /// In the order of their codes.
    public static let all = documents + messages + surroundings
}
