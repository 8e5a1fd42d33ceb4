/// The SEE family, as far as it concerns where things stand, and who must have signed them.
enum CoverageRules {
    /// Rules on one document before a signature in it is looked at.
    static let list: [Rule<AssertionPlacement>] = [
        Rule(.see03, "exactly one assertion in the whole document") { placement in
            if placement.count == 0, placement.reportsError {
                return .notApplicable("no assertion: the identity provider reports an error")
            }
            return .that(placement.count == 1, expected: "1", found: "\(placement.count)")
        },
        Rule(.see02, "the assertion stands directly in the response") { placement in
            guard placement.count == 1, let element = placement.plain.first ?? placement.encrypted.first
            else {
                return .notApplicable("no single assertion")
            }
            return .that(
                placement.only != nil || placement.onlyEncrypted != nil, expected: "a child of Response",
                found: "a child of \(element.parent?.displayName ?? "nothing")")
        },
        Rule(.enc09, "no EncryptedID, no EncryptedAttribute, nothing encrypted twice") { placement in
            guard let first = placement.encryptedParts.first else { return .pass }
            return .fail(expected: "names and attributes in plain", found: first.displayName)
        },
    ]

    /// Rules that need to know every signature of the message, that of a decrypted assertion included. Whether those
    /// signatures are valid is for the SIG rules to say.
    static let coverage: [Rule<AssertionCoverage>] = [
        Rule(.enc08, "encryption is no signature") { coverage in
            guard coverage.isEncrypted else { return .nothingEncrypted }
            return judge(coverage)
        },
        Rule(.sig02, "the assertion is covered by a signature", judge),
    ]

    @Sendable private static func judge(_ coverage: AssertionCoverage) -> Finding {
        guard coverage.hasAssertion else {
            return coverage.isEncrypted ? .notReached : .notApplicable("no assertion")
        }
        return .that(
            !coverage.signed.isEmpty, expected: "a signature of Response or Assertion",
            found: coverage.signed.isEmpty ? nil : "signed: \(coverage.signed.joined(separator: " and "))")
    }
}
