/// The ENC family, as far as it can be judged before anything is decrypted, and KEY-06.
enum EncryptionRules {
    static let list: [Rule<EncryptedMessage>] = [
        Rule(.key06, "every decryption key is tried, up to \(DecryptionKey.limit)") { message in
            guard !message.keys.isEmpty else { return .notApplicable("no decryption key") }
            return .that(
                message.keys.count <= DecryptionKey.limit,
                expected: "at most \(DecryptionKey.limit) decryption keys",
                found: "\(message.keys.count)")
        },
        Rule(.enc07, "decryption with configured keys only") { message in
            guard message.parts != nil else { return .nothingEncrypted }
            return .that(
                !message.keys.isEmpty, expected: "an assertion in plain, or a decryption key",
                found: "decryption keys: \(message.keys.count)")
        },
        Rule(.enc05, "one EncryptedData, up to \(EncryptedLayout.keyLimit) EncryptedKey inside or beside it")
        { message in
            guard let parts = message.parts else { return .nothingEncrypted }
            return .that(
                parts.objection == nil,
                expected:
                    "1 EncryptedData, 1 to \(EncryptedLayout.keyLimit) EncryptedKey, each with a CipherValue",
                found: parts.objection ?? "\(parts.keys.count) EncryptedKey")
        },
        Rule(.enc01, "the assertion is encrypted with AES-GCM") { message in
            guard let parts = message.parts else { return .nothingEncrypted }
            let found = parts.content?.method?.algorithm ?? "nothing"
            let expected = ContentCipher.allCases.filter { $0.weakness == nil }.map(\.rawValue).joined(
                separator: " ")
            guard let cipher = ContentCipher(rawValue: found) else {
                return .fail(expected: expected, found: found)
            }
            guard let weakness = cipher.weakness else { return .pass(found) }
            return message.judge(found, needing: weakness, expected: expected)
        },
        Rule(.enc02, "initialisation vector, ciphertext and tag have the right lengths") { message in
            guard let parts = message.parts else { return .nothingEncrypted }
            guard let octets = parts.content?.octets,
                let cipher = parts.content?.method?.algorithm.flatMap(ContentCipher.init(rawValue:))
            else { return .notApplicable("nothing that could be decrypted") }
            return .that(cipher.fits(octets.count), expected: cipher.lengths, found: "\(octets.count) octets")
        },
        Rule(.enc03, "the key is transported by RSA-OAEP") { message in
            guard let parts = message.parts else { return .nothingEncrypted }
            let expected = "\(KeyTransport.oaepMGF1P) \(KeyTransport.oaep11)"
            return parts.eachKey { method in
                switch method.algorithm {
                case KeyTransport.oaepMGF1P, KeyTransport.oaep11: .pass(method.algorithm)
                case KeyTransport.pkcs1URI:
                    message.judge(KeyTransport.pkcs1URI, needing: .rsa15, expected: expected)
                default: .fail(expected: expected, found: method.algorithm ?? "nothing")
                }
            }
        },
        Rule(.enc10, "parameters of encryption methods are on the list") { message in
            guard let parts = message.parts else { return .nothingEncrypted }
            if let method = parts.content?.method, method.unknown ?? method.digest ?? method.mask != nil {
                return .fail(expected: "no parameters of the cipher", found: method.parameters)
            }
            return parts.eachKey { method in
                switch method.algorithm {
                case KeyTransport.oaepMGF1P, KeyTransport.oaep11, KeyTransport.pkcs1URI:
                    .that(
                        KeyTransport(method) != nil,
                        expected:
                            "DigestMethod SHA-256/384/512 (SHA-1 with mgf1p alone); MGF (not with mgf1p); no more",
                        found: method.parameters)
                default: .notApplicable("an algorithm without known parameters")
                }
            }
        },
    ]
}

extension EncryptedMessage {
    /// A finding about something weak: it needs `weakness`, and a signature that covers the ciphertext, because whoever
    /// could change that would learn the plaintext from what becomes of it.
    fileprivate func judge(_ found: String, needing weakness: Weakness, expected: String) -> Finding {
        guard weaknesses.contains(weakness) else { return .fail(expected: expected, found: found) }
        guard isSigned else {
            return .fail(
                expected: "\(expected), or a valid signature of the Response around it", found: found)
        }
        return .tolerated(found, by: weakness)
    }
}

extension EncryptedParts {
    /// The worst finding about the method of any encrypted key.
    fileprivate func eachKey(_ judge: (Method) -> Finding) -> Finding {
        let findings = keys.compactMap(\.method).map(judge)
        return findings.first { $0.status == .fail } ?? findings.first { $0.status == .warn } ?? findings
            .first
            ?? .notApplicable("no EncryptedKey")
    }
}

extension EncryptedParts.Method {
    /// The parameters, for people.
    fileprivate var parameters: String {
        let named = [digest.map { "DigestMethod \($0)" }, mask.map { "MGF \($0)" }, unknown]
        let found = named.compactMap { $0 }.joined(separator: ", ")
        return found.isEmpty ? "no parameters" : found
    }
}
