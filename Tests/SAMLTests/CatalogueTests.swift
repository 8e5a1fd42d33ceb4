import Foundation
import Testing

@testable import SAML

/// The catalogue (`Fixtures/rules.tsv`) says where each rule is kept; here it has to prove it.
@Suite struct CatalogueTests {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private static func codes(_ holds: (CataloguedRule.Keeping) -> Bool) -> Set<RuleCode> {
        Set(CataloguedRule.all.filter { holds($0.keeping) }.compactMap { RuleCode(rawValue: $0.code) })
    }
    private static let judged = codes { if case .response = $0 { true } else { false } }
    private static let constructed = codes { if case .construction = $0 { true } else { false } }

    @Test func everyCodeIsInTheCatalogue() {
        #expect(CataloguedRule.all.count == 148)
        #expect(CataloguedRule.all.map(\.code) == RuleCode.allCases.map(\.rawValue))
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

    @Test(arguments: CataloguedRule.all.filter { $0.proof != nil })
    func proofIsThere(rule: CataloguedRule) throws {
        let proof = try #require(rule.proof).proof
        let source = try String(contentsOf: Self.tests.appending(path: proof.file), encoding: .utf8)
        let declarations = ["func \(proof.test)(", "func `\(proof.test)`(", "def \(proof.test)("]
        #expect(declarations.contains { source.contains($0) })
    }

    @Test func partsAreThere() throws {
        let sources = Self.tests.deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        let code = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let types = Set(code.matches(of: /\b(?:struct|enum|class|actor) (\w+)/).map { String($0.1) })
        for rule in CataloguedRule.all {
            guard let part = rule.proof?.part else { continue }
            let isThere = types.contains(part)
            #expect(isThere, "\(rule.code): \(part)")
        }
    }

    @Test func whatIsNotApplicableSaysWhy() {
        for rule in CataloguedRule.all {
            guard case .notApplicable(let reason) = rule.keeping else { continue }
            #expect(reason.count > 20, "\(rule.code)")
        }
    }
}
