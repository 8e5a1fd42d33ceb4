import Testing

@testable import Policy

@Suite struct CrossProductTests {
    @Test
    func `every combination of the inputs has one first row, and the rule finds it and does what it says`() {
        var (count, wrong, reached) = (0, 0, [UInt8: Int]())
        Circumstance.forEach { one, facts in
            count += 1
            let stated = Circumstance.table.first { $0.fits(one) }
            let decision = decide(facts, method: one.method)
            reached[decision.row.rawValue, default: 0] += 1
            guard let stated, stated.number == decision.row.rawValue, stated.outcome(one) == decision.outcome
            else {
                wrong += 1
                if wrong <= 3 { Issue.record("\(one): stated \(stated?.number ?? 0), decided \(decision)") }
                return
            }
        }
        #expect(wrong == 0)
        #expect(count == Circumstance.Person.all.count * 2 * 7 * 2 * 2 * 8 * 3 * 2 * 4 * 5)
        #expect(Set(reached.keys) == Set(Row.allCases.map(\.rawValue)))
        #expect(Circumstance.table.map(\.number) == Array(1...21))
    }
}
