/// PARSE-14, judged after the rules that know more of what they refuse.
enum GrammarRules {
    typealias Subject = (response: ResponseReading, assertion: AssertionReading?)

    static let list: [Rule<Subject>] = [
        Rule(.parse14, "elements and attributes are those of the schemas, in their order and number") {
            subject in
            guard subject.response.isResponse else {
                return .fail(expected: "Response", found: subject.response.element.displayName)
            }
            return ResponseGrammar.response.departure(of: subject.response.element)
                ?? subject.assertion.flatMap { ResponseGrammar.assertion.departure(of: $0.element) } ?? .pass
        }
    ]
}
