/// The SIG family. A signature is handed to xmlsec only after all rules of `structure` hold.
enum SignatureRules {
    /// Rules on where signatures stand and what they are made of.
    static let structure: [Rule<SignatureScene>] = [
        Rule(.sig03, "signatures stand in Response and Assertion only") { scene in
            scene.each { entry in
                let allowed =
                    entry.target.isSame(as: scene.response)
                    || scene.assertion.map { entry.target.isSame(as: $0) } ?? false
                return .that(
                    allowed, expected: "in Response or the assertion", found: "in \(entry.target.displayName)"
                )
            }
        },
        Rule(.sig04, "one signature an element, right after its Issuer") { scene in
            scene.each { entry in
                let siblings = entry.target.children
                let signatures = siblings.filter { $0.matches(SignatureName.signature) }
                guard signatures.count == 1 else {
                    return .fail(expected: "1 signature", found: "\(signatures.count)")
                }
                let place = siblings.first?.matches(AssertionName.issuer) ?? false ? 1 : 0
                return .that(
                    siblings.count > place && siblings[place].matches(SignatureName.signature),
                    expected: "Signature after Issuer",
                    found: siblings.map(\.displayName).joined(separator: " "))
            }
        },
        Rule(.sig05, "one SignedInfo, one SignatureValue, at most one KeyInfo, nothing else") { scene in
            scene.each { entry in
                let children = entry.signature.children
                let shape: [XMLName] = [
                    SignatureName.signedInfo, SignatureName.signatureValue, SignatureName.keyInfo,
                ]
                let fits =
                    (2...3).contains(children.count)
                    && zip(children, shape).allSatisfy { $0.0.matches($0.1) }
                return .that(
                    fits, expected: "SignedInfo SignatureValue [KeyInfo]",
                    found: children.map(\.displayName).joined(separator: " "))
            }
        },
        Rule(.sig06, "one reference, to the ID of the element it stands in") { scene in
            scene.each { entry in
                guard let parts = entry.parts, let reference = parts.reference else {
                    return .fail(expected: "1 Reference", found: "\(entry.parts?.references.count ?? 0)")
                }
                guard let id = entry.target.attribute("ID"), !id.isEmpty else {
                    return .fail(expected: "an ID on \(entry.target.displayName)", found: "none")
                }
                return .equal(reference.uri, "#" + id)
            }
        },
        Rule(.sig08, "transforms: enveloped signature, then exclusive canonicalisation") { scene in
            scene.each { entry in
                let expected = [TransformAlgorithm.enveloped, TransformAlgorithm.exclusiveC14N]
                let transforms = entry.parts?.reference?.transforms
                let found = transforms?.map(\.algorithm) ?? []
                let plain = transforms?.first?.prefixes == [] && transforms?.last?.prefixes != nil
                return .that(
                    found == expected && plain, expected: expected.joined(separator: " "),
                    found: found.joined(separator: " "))
            }
        },
        Rule(.sig09, "SignedInfo is canonicalised exclusively, without comments") { scene in
            scene.each { entry in
                let method = entry.parts?.canonicalization
                guard method?.prefixes != nil else {
                    return .fail(expected: TransformAlgorithm.exclusiveC14N, found: method?.algorithm)
                }
                return .equal(method?.algorithm, TransformAlgorithm.exclusiveC14N)
            }
        },
        Rule(.sig12, "signature algorithm is on the list") { scene in
            scene.each { entry in
                let found = entry.parts?.method
                return .that(
                    found.flatMap(SignatureAlgorithm.init(rawValue:)) != nil,
                    expected: SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: " "), found: found
                )
            }
        },
        Rule(.sig13, "digest algorithm is on the list") { scene in
            scene.each { entry in
                let found = entry.parts?.reference?.digestMethod
                return .that(
                    found.flatMap(DigestAlgorithm.init(rawValue:)) != nil,
                    expected: DigestAlgorithm.allCases.map(\.rawValue).joined(separator: " "), found: found)
            }
        },
        Rule(.sig15, "a configured key fits the algorithm") { scene in
            scene.each { entry in
                guard let method = entry.parts?.method.flatMap(SignatureAlgorithm.init(rawValue:)) else {
                    return .notApplicable("unknown algorithm")
                }
                return .that(
                    scene.keys.contains { method.fits($0.publicKey.kind) },
                    expected: "a key for \(method.rawValue)",
                    found: scene.keys.map { "\($0.publicKey.kind)" }.joined(separator: " "))
            }
        },
        Rule(.sig10, "digest and signature are strict base64 of the right length") { scene in
            let lengths = scene.keys.compactMap(\.publicKey.signatureLength)
            return scene.each { judgeLengths($0, ofSignature: lengths) }
        },
        Rule(.sig14, "keys in the message are ignored") { scene in
            scene.each { entry in
                let holdsKey = entry.signature.onlyChild(SignatureName.keyInfo) != nil
                return .pass(holdsKey ? "KeyInfo is there and was not read" : "no KeyInfo")
            }
        },
    ]

    private static func judgeLengths(_ entry: SignatureScene.Entry, ofSignature lengths: [Int]) -> Finding {
        guard let digest = entry.parts?.reference?.digestValue else {
            return .fail(expected: "a digest in base64", found: "none")
        }
        guard let method = entry.parts?.reference?.digestMethod.flatMap(DigestAlgorithm.init(rawValue:))
        else {
            return .notApplicable("unknown digest algorithm")
        }
        guard digest.count == method.length else {
            return .fail(expected: "a digest of \(method.length) octets", found: "\(digest.count) octets")
        }
        let found = entry.value?.count
        return .that(
            found.map { lengths.contains($0) } ?? false,
            expected: "a signature of " + lengths.map(String.init).joined(separator: " or ") + " octets",
            found: found.map { "\($0) octets" })
    }

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
            outcomes.each { failure in
                let expected = "a signature by a configured key over what was received"
                return switch failure {
                case .digestDiffers:
                    Finding.fail(
                        expected: expected, found: "the signed element was changed after it was signed")
                case .signatureDiffers(let tried):
                    Finding.fail(
                        expected: expected, found: "none of \(tried) configured keys made the signature")
                case .noFittingKey: Finding.fail(expected: expected, found: "no key for this algorithm")
                case .unprocessable:
                    Finding.fail(expected: expected, found: "a signature that cannot be processed")
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
            outcomes.failures.isEmpty
                ? .pass("\(outcomes.contents.count) of \(outcomes.total)")
                : .fail(expected: "\(outcomes.total)", found: "\(outcomes.contents.count)")
        },
    ]
}

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
