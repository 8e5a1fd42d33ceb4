/// The SIG family. A signature is computed only after all rules of `structure` hold.
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
                let issuer = siblings.firstIndex { $0.matches(AssertionName.issuer) }
                let place = issuer.map { $0 + 1 } ?? 0
                if place < 2, siblings[place].matches(SignatureName.signature) { return .pass }
                return scene.judge(
                    siblings.map(\.displayName).joined(separator: " "), needing: .signatureLast,
                    expected: "Signature after Issuer")
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
                if reference.uri == "", entry.isTarget(of: "") {
                    return scene.judge("an empty URI", needing: .emptyURI, expected: "#" + id)
                }
                return .equal(reference.uri, "#" + id)
            }
        },
        Rule(.sig08, "transforms: enveloped signature, then exclusive canonicalisation") { scene in
            scene.each { entry in
                let transforms = entry.parts?.reference?.transforms
                let expected = "\(TransformAlgorithm.enveloped) \(TransformAlgorithm.exclusiveC14N)"
                let found = transforms?.map(\.algorithm).joined(separator: " ") ?? "none"
                guard let transform = SignedInfo.transform(transforms) else {
                    return .fail(expected: expected, found: found)
                }
                return scene.judge(found, needing: transform.weakness, expected: expected)
            }
        },
        Rule(.sig09, "SignedInfo is canonicalised exclusively, without comments") { scene in
            scene.each { entry in
                let found = entry.parts?.canonicalization?.algorithm ?? "nothing"
                let expected = TransformAlgorithm.exclusiveC14N
                guard let method = Canonicalization(entry.parts?.canonicalization) else {
                    return .fail(expected: expected, found: found)
                }
                return scene.judge(found, needing: method.weakness, expected: expected)
            }
        },
        Rule(.sig12, "signature algorithm is on the list") { scene in
            scene.each { entry in
                let found = entry.parts?.method ?? "nothing"
                guard let method = SignatureAlgorithm(rawValue: found) else {
                    return .fail(expected: strongSignatures, found: found)
                }
                return scene.judge(found, needing: method.weakness, expected: strongSignatures)
            }
        },
        Rule(.sig13, "digest algorithm is on the list") { scene in
            scene.each { entry in
                let found = entry.parts?.reference?.digestMethod ?? "nothing"
                guard let method = DigestAlgorithm(rawValue: found) else {
                    return .fail(expected: strongDigests, found: found)
                }
                return scene.judge(found, needing: method.weakness, expected: strongDigests)
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
            scene.each { judgeLengths($0, keys: scene.keys) }
        },
        Rule(.sig14, "keys in the message are ignored") { scene in
            scene.each { entry in
                let holdsKey = entry.signature.onlyChild(SignatureName.keyInfo) != nil
                return .pass(holdsKey ? "KeyInfo is there and was not read" : "no KeyInfo")
            }
        },
    ]

    private static let strongSignatures = SignatureAlgorithm.allCases.filter { $0.weakness == nil }.map(
        \.rawValue
    )
    .joined(separator: " ")
    private static let strongDigests = DigestAlgorithm.allCases.filter { $0.weakness == nil }.map(\.rawValue)
        .joined(separator: " ")

    private static func judgeLengths(_ entry: SignatureScene.Entry, keys: [SigningKey]) -> Finding {
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
        guard let algorithm = entry.parts?.method.flatMap(SignatureAlgorithm.init(rawValue:)) else {
            return .notApplicable("unknown signature algorithm")
        }
        let lengths = keys.filter { algorithm.fits($0.publicKey.kind) }.compactMap(
            \.publicKey.signatureLength)
        guard !lengths.isEmpty else { return .notApplicable("no key fits the algorithm") }
        let found = entry.value?.count
        return .that(
            found.map { lengths.contains($0) } ?? false,
            expected: "a signature of " + lengths.map(String.init).joined(separator: " or ") + " octets",
            found: found.map { "\($0) octets" })
    }
}
