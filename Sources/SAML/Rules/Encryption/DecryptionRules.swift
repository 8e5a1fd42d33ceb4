/// The ENC family, as far as it concerns what was decrypted, and SEE-06.
enum DecryptionRules {
    static let list: [Rule<DecryptionOutcome>] = [
        Rule(.enc04, "the assertion can be decrypted") { outcome in
            switch outcome {
            case .nothingEncrypted: .nothingEncrypted
            // The same words for every reason: they must not help in guessing at keys or plaintext.
            case .failed:
                .fail(expected: "an assertion encrypted for a configured key", found: "cannot be decrypted")
            case .decrypted: .pass
            }
        },
        Rule(.enc06, "what was encrypted is exactly one assertion") { outcome in
            switch outcome {
            case .nothingEncrypted: .nothingEncrypted
            case .failed: .notReached
            case .decrypted(let root, _):
                .that(
                    root?.matches(AssertionName.assertion) ?? false, expected: "1 saml:Assertion",
                    found: root?.displayName ?? "no document")
            }
        },
        Rule(.see06, "what was encrypted keeps the rules on documents and signatures") { outcome in
            switch outcome {
            case .nothingEncrypted: return .nothingEncrypted
            case .failed: return .notReached
            case .decrypted(_, let results):
                let broken = results.filter { $0.status == .fail }.map(\.code.rawValue)
                return .that(
                    broken.isEmpty, expected: "all of them",
                    found: broken.isEmpty ? nil : broken.joined(separator: " "))
            }
        },
    ]
}

extension [RuleResult] {
    /// Adds how the same rules came out for the decrypted assertion: a rule keeps its one line. The worse finding wins;
    /// of two alike, both are shown.
    mutating func merge(decrypted others: [RuleResult]) {
        for other in others {
            guard let index = firstIndex(where: { $0.code == other.code }) else { continue }
            self[index] = self[index].merged(decrypted: other)
        }
    }
}

extension RuleResult {
    /// How much this line matters beside another one of the same rule.
    private var rank: Int {
        switch status {
        case .notApplicable: 0
        case .pass: 1
        case .warn: 2
        case .fail: 3
        }
    }

    fileprivate func merged(decrypted other: RuleResult) -> RuleResult {
        guard other.rank > rank || other.rank == rank && rank > 0 && other.found != found else { return self }
        let place = "in the decrypted assertion"
        let inside = other.found.map { "\(place): \($0)" } ?? place
        let shown = other.rank == rank ? [found, inside].compactMap { $0 }.joined(separator: "; ") : inside
        let finding: Finding =
            switch other.status {
            case .notApplicable: .notApplicable(shown)
            case .pass: .pass(shown)
            case .warn: .warn(shown)
            case .fail: .fail(expected: other.expected, found: shown)
            }
        return RuleResult(code: code, text: text, finding: finding)
    }
}
