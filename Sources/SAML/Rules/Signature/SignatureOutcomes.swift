/// What came of verifying all signatures of a document.
struct SignatureOutcomes {
    let contents: [SignedContent]
    let failures: [SignatureFailure]

    var total: Int { contents.count + failures.count }

    /// The first objection of `judge`, or a pass.
    func each(_ judge: (SignatureFailure) -> Finding?) -> Finding {
        for failure in failures {
            if let finding = judge(failure) { return finding }
        }
        return total == 0 ? .notApplicable("no signature") : .pass
    }
}
