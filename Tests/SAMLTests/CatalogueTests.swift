import Foundation
import Testing

@testable import SAML

/// The catalogue says where each rule is kept; here it has to prove it.
@Suite struct CatalogueTests {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private static func codes(_ holds: (CataloguedRule.Keeping) -> Bool) -> Set<RuleCode> {
        Set(RuleCatalogue.all.filter { holds($0.keeping) }.map(\.code))
    }
    private static let judged = codes { if case .response = $0 { true } else { false } }
    private static let constructed = codes { if case .construction = $0 { true } else { false } }

    private static var proofs: [(RuleCode, CataloguedRule.Proof)] {
        RuleCatalogue.all.compactMap { rule in
            switch rule.keeping {
            case .construction(_, let proof), .metadata(_, let proof), .part(_, let proof): (rule.code, proof)
            case .response, .notApplicable: nil
            }
        }
    }

    @Test func everyRuleOfTheListIsInTheCatalogue() throws {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/rules.tsv")
        let list = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
        #expect(list.count == 148)
        #expect(list == RuleCatalogue.all.map { [$0.code.rawValue, $0.text] })
        #expect(list.map(\.first) == RuleCode.allCases.map(\.rawValue))
    }

    @Test func rulesOfAResponseAreInItsChecklistAndNoOtherRuleIs() {
        let results = ResponseFixture.verify(ResponseFixture(.both).signed).results
        #expect(Set(results.map(\.code)) == Self.judged.union(Self.constructed))
        #expect(results.filter { $0.status != .pass && $0.status != .notApplicable }.isEmpty)
    }

    @Test func rulesOfAResponseAreBrokenByAMessage() {
        let missing = Self.judged.subtracting(brokenRules.map(\.code)).map(\.rawValue).sorted()
        #expect(missing.isEmpty)
    }

    @Test(arguments: proofs.map { "\($0.0.rawValue)\t\($0.1.file)\t\($0.1.test)" })
    func proofIsThere(line: String) throws {
        let parts = line.split(separator: "\t").map(String.init)
        let file = Self.tests.appending(path: parts[1])
        let source = try String(contentsOf: file, encoding: .utf8)
        let (plain, quoted, python) = ("func \(parts[2])(", "func `\(parts[2])`(", "def \(parts[2])(")
        #expect(source.contains(plain) || source.contains(quoted) || source.contains(python))
    }

    @Test func partsAreThere() throws {
        let sources = Self.tests.deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        let code = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let types = Set(code.matches(of: /\b(?:struct|enum|class|actor) (\w+)/).map { String($0.1) })
        for rule in RuleCatalogue.all {
            switch rule.keeping {
            case .construction(let part, _), .metadata(let part, _), .part(let part, _):
                let isThere = types.contains(part)
                #expect(isThere, "\(rule.code.rawValue): \(part)")
            case .response, .notApplicable: continue
            }
        }
    }

    @Test func whatIsNotApplicableSaysWhy() {
        for rule in RuleCatalogue.all {
            guard case .notApplicable(let reason) = rule.keeping else { continue }
            #expect(reason.count > 20, "\(rule.code.rawValue)")
        }
    }
}
