import Foundation

@testable import SAML

/// One line of `Fixtures/rules.tsv`: a rule, what it asks for, and where that is kept.
struct CataloguedRule {
    /// Where a rule is kept.
    enum Keeping {
        /// Judged in the checklist of every response; there are messages that break it alone.
        case response
        /// A line in the checklist of every response that no message fails alone, because the named part is built so.
        case construction(part: String, Proof)
        /// Judged by the named part when an identity provider's metadata is read.
        case metadata(part: String, Proof)
        /// Kept by the named part of the host, which the verifier knows nothing of.
        case part(String, Proof)
        /// Nothing that is offered could break it, for this reason.
        case notApplicable(String)
    }

    /// The test that fails when the rule is not kept.
    struct Proof {
        /// The file, from the folder of all tests.
        let file: String
        let test: String
    }

    let code: String
    let text: String
    let keeping: Keeping

    /// The part that keeps the rule, with its proof, where no message can break it in a response.
    var proof: (part: String, proof: Proof)? {
        switch keeping {
        case .construction(let part, let proof), .metadata(let part, let proof), .part(let part, let proof):
            (part, proof)
        case .response, .notApplicable: nil
        }
    }

    /// Every rule there is, in the order of their codes.
    static let all: [CataloguedRule] = {
        let url = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/rules.tsv")
        return try! String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
            CataloguedRule($0.split(separator: "\t").map(String.init))
        }
    }()

    private init(_ columns: [String]) {
        code = columns[0]
        text = columns[1]
        let proof = columns.count == 6 ? Proof(file: columns[4], test: columns[5]) : nil
        switch (columns[2], proof) {
        case ("response", nil): keeping = .response
        case ("construction", let proof?): keeping = .construction(part: columns[3], proof)
        case ("metadata", let proof?): keeping = .metadata(part: columns[3], proof)
        case ("part", let proof?): keeping = .part(columns[3], proof)
        case ("not-applicable", nil): keeping = .notApplicable(columns[3])
        default: preconditionFailure("\(code) is kept nowhere that is known")
        }
    }
}
