extension SignatureRules {
    /// Rules on what came of verifying the signatures.
    static let outcome: [Rule<SignatureOutcomes>] = [
        Rule(.sig07, "the reference leads to the element it stands in") { outcomes in
            outcomes.each { failure in
                if case .shape = failure {
                    .fail(expected: "the signature's parent", found: "nothing")
                } else {
                    nil
                }
            }
        },
        Rule(.sig16, "the signature is valid under a pinned key") { outcomes in
            if outcomes.failures.isEmpty, !outcomes.contents.isEmpty,
                outcomes.contents.allSatisfy(\.isConfirmed)
            {
                return .pass("confirmed by libxmlsec1, or where it does not know the algorithm, by libxml2")
            }
            return outcomes.each { failure in
                let expected = "a signature by a configured key over what was received"
                return switch failure {
                case .digestDiffers:
                    Finding.fail(
                        expected: expected, found: "the signed element was changed after it was signed")
                case .signatureDiffers(let tried):
                    Finding.fail(
                        expected: expected, found: "none of \(tried) configured keys made the signature")
                case .noFittingKey: Finding.fail(expected: expected, found: "no key for this algorithm")
                case .opinionsDiffer:
                    Finding.fail(expected: "the same verdict of xmlsec", found: "another")
                default: nil
                }
            }
        },
        Rule(.sig11, "the digest covers octets") { outcomes in
            outcomes.each { failure in
                if case .noOctets = failure { .fail(expected: "octets", found: "none") } else { nil }
            }
        },
        Rule(.sig17, "reference and digest are read from the signed octets") { outcomes in
            outcomes.each { failure in
                if case .otherSignedInfo = failure {
                    .fail(expected: "the SignedInfo that was signed", found: "another")
                } else {
                    nil
                }
            }
        },
        Rule(.see01, "identity is read from the signed octets alone, parsed again") { outcomes in
            for case .unreadableOctets(let refusal) in outcomes.failures {
                return .fail(expected: refusal.expected, found: "\(refusal.code.rawValue): \(refusal.found)")
            }
            guard let content = outcomes.contents.first else { return .notApplicable("no valid signature") }
            return .pass("\(content.octets) octets of \(content.document.root.displayName)")
        },
        Rule(.see05, "every signature of the message is valid") { outcomes in
            guard outcomes.total > 0 else { return .notApplicable("no signature") }
            return outcomes.failures.isEmpty
                ? .pass("\(outcomes.contents.count) of \(outcomes.total)")
                : .fail(expected: "\(outcomes.total)", found: "\(outcomes.contents.count)")
        },
    ]
}
