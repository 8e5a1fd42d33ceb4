extension Flaw {
    private static let nameEnd = "</saml:NameID>"

    /// The PARSE family.
    static let parsing: [Flaw] = [
        Flaw(.parse01, "more than 256 KiB", text: { $0 + String(repeating: " ", count: 256 * 1024) }),
        Flaw(.parse03, "another encoding", text: { "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + $0 }),
        Flaw(.parse04, "a document type", text: { "<!DOCTYPE r []>" + $0 }),
        Flaw(.parse06, "an undefined entity", text: { $0.inserting("&alice;", before: nameEnd) }),
        Flaw(
            .parse07, "a relative namespace name",
            text: { $0.inserting("<y:y xmlns:y=\"1\"/>", before: nameEnd) }),
        Flaw(.parse08, "a comment within the name", text: { $0.inserting("<!---->", before: nameEnd) }),
        Flaw(
            .parse09, "a CDATA section within the name",
            text: { $0.inserting("<![CDATA[x]]>", before: nameEnd) }),
        Flaw(.parse10, "elements nested too deep") { text in
            let nest = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
            return text.inserting(nest, before: nameEnd)
        },
        Flaw(.parse12, "a second root", text: { $0 + "<a/>" }),
        Flaw(.parse14, "an element out of order") { parts, _ in
            parts.response.append(CanonicalElement("samlp:Extensions", [:], [CanonicalElement("x:part")]))
        },
        Flaw(
            .parse15, "a qualified ID",
            text: { $0.replacing(first: "<samlp:Status>", by: "<samlp:Status samlp:ID=\"_x\">") }),
        Flaw(
            .parse16, "an ID twice",
            text: { $0.replacing(first: "<samlp:Status>", by: "<samlp:Status ID=\"_x\" Id=\"_x\">") }),
        Flaw(
            .parse17, "xml:base",
            text: {
                $0.replacing(first: "<samlp:Status>", by: "<samlp:Status xml:base=\"https://x.example/\">")
            }),
    ]

    /// The SIG family.
    static let signature: [Flaw] = [
        Flaw(.sig02, "no signature") { text in
            var rest: String? = text
            while let signed = rest,
                let signature = signed.part(from: "<ds:Signature ", through: "</ds:Signature>")
            {
                rest = signed.replacing(first: signature, by: "")
            }
            return rest
        },
        Flaw(.sig03, "a signature elsewhere") { text in
            text.part(from: "<ds:Signature ", through: "</ds:Signature>").flatMap { signature in
                text.inserting(extensions(signature), before: "<samlp:Status>")
            }
        },
        Flaw(.sig04, "a second signature") { text in
            text.part(from: "<ds:Signature ", through: "</ds:Signature>").flatMap {
                text.replacing(first: $0, by: $0 + $0)
            }
        },
        Flaw(
            .sig05, "an Object in the signature",
            text: { $0.inserting("<ds:Object></ds:Object>", before: "</ds:Signature>") }),
        Flaw(.sig06, "a reference to the whole document") { text in
            text.part(from: "<ds:Reference URI=\"", through: "\">").flatMap {
                text.replacing(first: $0, by: "<ds:Reference URI=\"\">")
            }
        },
        Flaw(.sig08, "a transform too few") { text in
            text.part(from: "<ds:Transform ", through: "</ds:Transform>").flatMap {
                text.replacing(first: $0, by: "")
            }
        },
        Flaw(.sig09, "canonicalisation with comments") { text in
            text.replacing(
                first: TransformAlgorithm.exclusiveC14N + "\"></ds:CanonicalizationMethod>",
                by: TransformAlgorithm.exclusiveC14N + "WithComments\"></ds:CanonicalizationMethod>")
        },
        Flaw(.sig10, "a digest that is too short") { text in
            text.part(from: "<ds:DigestValue>", through: "</ds:DigestValue>").flatMap {
                text.replacing(first: $0, by: "<ds:DigestValue>AAAA</ds:DigestValue>")
            }
        },
        Flaw(.sig12, "HMAC instead of a signature") { text in
            text.part(from: "<ds:SignatureMethod ", through: ">").flatMap {
                text.replacing(
                    first: $0,
                    by:
                        "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256\">"
                )
            }
        },
        Flaw(.sig13, "a digest with MD5") { text in
            text.part(from: "<ds:DigestMethod ", through: ">").flatMap {
                text.replacing(
                    first: $0,
                    by: "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#md5\">")
            }
        },
        Flaw(.sig15, "an algorithm for another kind of key") { text in
            text.part(from: "<ds:SignatureMethod ", through: ">").flatMap { method in
                let other = method.contains("ecdsa") ? SignatureAlgorithm.rsaSHA256 : .ecdsaSHA256
                return text.replacing(
                    first: method, by: "<ds:SignatureMethod Algorithm=\"\(other.rawValue)\">")
            }
        },
        Flaw(
            .sig16, "another name than was signed", text: { $0.inserting(".evil.example", before: nameEnd) }),
    ]

    /// The SEE family.
    static let placement: [Flaw] = [
        Flaw(.see02, "the assertion within Extensions") { text in
            text.part(from: "<saml:Assertion ", through: "</saml:Assertion>").flatMap { assertion in
                text.replacing(first: assertion, by: "")?
                    .inserting(extensions(assertion), before: "<samlp:Status>")
            }
        },
        Flaw(.see03, "a second assertion") { text in
            text.part(from: "<saml:Assertion ", through: "</saml:Assertion>").flatMap { assertion in
                let copy = assertion.replacing("ID=\"_", with: "ID=\"_copy").replacing(
                    "URI=\"#_", with: "URI=\"#_copy")
                return text.inserting(copy, before: "</samlp:Response>")
            }
        },
    ]

    /// The ENC family.
    static let encryption: [Flaw] = [
        Flaw(
            .enc01, "encrypted with AES-CBC, without a proof of integrity",
            text: { $0.replacing(first: "2009/xmlenc11#aes256-gcm", by: "2001/04/xmlenc#aes256-cbc") }),
        Flaw(.enc02, "a ciphertext without room for its tag") { text in
            let begin = "</xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData>"
            return text.part(from: begin, through: "</xenc:CipherValue>").flatMap {
                text.replacing(first: $0, by: begin + "<xenc:CipherValue>AAAA</xenc:CipherValue>")
            }
        },
        Flaw(
            .enc03, "a key transported by RSA PKCS#1 v1.5",
            text: { $0.replacing(first: "xmlenc#rsa-oaep-mgf1p", by: "xmlenc#rsa-1_5") }),
        Flaw(.enc04, "a ciphertext that was changed") { text in
            let end = "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>"
            guard let range = text.firstRange(of: end) else { return nil }
            let pads = text[..<range.lowerBound].reversed().prefix { $0 == "=" }.count
            // A digit of the tag that stands for six whole bits.
            let digit = text.index(range.lowerBound, offsetBy: -pads - 2)
            return text[..<digit] + (text[digit] == "A" ? "B" : "A") + text[text.index(after: digit)...]
        },
        Flaw(.enc05, "encrypted data without a key") { text in
            text.part(from: "<ds:KeyInfo", through: "</xenc:EncryptedKey></ds:KeyInfo>").flatMap {
                text.replacing(first: $0, by: "")
            }
        },
        Flaw(.enc09, "an encrypted name") { parts, _ in
            parts.assertion.edit("saml:Subject") { subject in
                subject.remove("saml:NameID")
                subject.insert(CanonicalElement("saml:EncryptedID"), at: 0)
            }
        },
    ]

    private static func extensions(_ content: String) -> String {
        "<samlp:Extensions>" + content + "</samlp:Extensions>"
    }
}
