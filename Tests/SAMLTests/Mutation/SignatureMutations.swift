/// Attacks on the signature itself: algorithms, transforms, keys, values.
let signatureMutations: [Mutation] = [
    Mutation("an algorithm is changed") { markup, _, random in
        markup.change("Algorithm", to: random.pick(algorithms), &random)
    },
    Mutation("a transform is added") { markup, _, random in
        guard let path = markup.paths(named: "Transforms").randomElement(using: &random) else { return }
        let transform = Markup.Element(
            name: "ds:Transform", attributes: [("Algorithm", random.pick(algorithms))],
            children: random.once(in: 2) ? [.raw(random.pick(transformParameters))] : [])
        markup.insert(.element(transform), in: path, at: random.below(4))
    },
    Mutation("a canonicalisation has parameters") { markup, _, random in
        let places = markup.paths(named: "Transform") + markup.paths(named: "CanonicalizationMethod")
        guard let path = places.randomElement(using: &random) else { return }
        markup.insert(.raw(random.pick(transformParameters)), in: path, at: 0)
    },
    Mutation("a signature method has parameters") { markup, _, random in
        let places = markup.paths(named: "SignatureMethod") + markup.paths(named: "DigestMethod")
        guard let path = places.randomElement(using: &random) else { return }
        markup.insert(
            .raw("<ds:HMACOutputLength>\(random.pick([0, 1, 8]))</ds:HMACOutputLength>"), in: path, at: 0)
    },
    Mutation("a value in base64 is changed") { markup, messages, random in
        let names = ["SignatureValue", "DigestValue", "X509Certificate", "CipherValue"]
        let places = names.flatMap { markup.paths(named: $0) }
        guard let path = places.randomElement(using: &random) else { return }
        guard case .raw(let text)? = markup[path].children.first else { return }
        markup[path].children = [.raw(changed(base64: text, &random))]
    },
    Mutation("a value of another signature is put in") { markup, messages, random in
        let name = random.pick(["SignatureValue", "DigestValue", "SignedInfo", "Reference", "CipherValue"])
        let other = random.pick(messages.accepted).markup
        guard let path = markup.paths(named: name).randomElement(using: &random),
            let source = other.paths(named: name).randomElement(using: &random)
        else { return }
        markup[path] = other[source]
    },
    Mutation("a signature of another message is added") { markup, messages, random in
        let other = random.pick(messages.accepted).markup
        guard let source = other.paths(named: "Signature").randomElement(using: &random) else { return }
        let places = markup.paths(named: "Response") + markup.paths(named: "Assertion")
        guard let path = places.randomElement(using: &random) else { return }
        markup.insert(.element(other[source]), in: path, at: random.below(3))
    },
    Mutation("a key is offered") { markup, messages, random in
        guard let path = markup.paths(named: "Signature").randomElement(using: &random) else { return }
        let key = random.pick([
            "<ds:X509Data><ds:X509Certificate>\(messages.strangersCertificate)</ds:X509Certificate></ds:X509Data>",
            "<ds:KeyName>provider</ds:KeyName>", "<ds:RetrievalMethod URI=\"file:///etc/hostname\"/>",
            "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQ==</ds:Modulus><ds:Exponent>AQ==</ds:Exponent>"
                + "</ds:RSAKeyValue></ds:KeyValue>",
        ])
        markup.insert(.raw("<ds:KeyInfo>\(key)</ds:KeyInfo>"), in: path, at: random.below(4))
    },
    Mutation("a signature holds an Object") { markup, messages, random in
        guard let path = markup.paths(named: "Signature").randomElement(using: &random) else { return }
        let content: Markup.Child =
            random.once(in: 2)
            ? .raw("<ds:Manifest><ds:Reference URI=\"#_evil\"/></ds:Manifest>")
            : .element(random.pick(messages.forged))
        let object = Markup.Element(name: "ds:Object", attributes: [], children: [content])
        markup.insert(.element(object), in: path, at: random.below(4))
    },
    Mutation("a stranger signed the message") { markup, messages, random in
        markup = random.pick(messages.strangers)
    },
]

private let algorithms = [
    "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2000/09/xmldsig#base64", "http://www.w3.org/TR/1999/REC-xpath-19991116",
    "http://www.w3.org/2002/06/xmldsig-filter2", "http://www.w3.org/TR/1999/REC-xslt-19991116",
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1",
    "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512",
    "http://www.w3.org/2001/04/xmldsig-more#md5", "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2009/xmlenc11#aes256-gcm", "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
    "http://www.w3.org/2001/04/xmlenc#rsa-1_5", "http://www.w3.org/2009/xmlenc11#rsa-oaep", "", "none",
]

private let transformParameters = [
    "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xs saml #default\"/>",
    "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"\"/>",
    "<ec:InclusiveNamespaces xmlns:ec=\"urn:x\" PrefixList=\"xs\"/>",
    "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>", "<ds:XPath>false()</ds:XPath>", "<x/>", " ",
    "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"/>",
]

private func changed(base64 text: String, _ random: inout SeededGenerator) -> String {
    let middle = text.index(text.startIndex, offsetBy: random.below(text.count + 1))
    let (head, tail) = (text[..<middle], text[middle...])
    switch random.below(9) {
    case 0: return head + " " + tail
    case 1: return head + "\n\t" + tail
    case 2: return head + "=" + tail
    case 3: return head + "A" + tail.dropFirst()
    case 4: return String(head)
    case 5: return head + "<!---->" + tail
    case 6: return head + "&#10;" + tail
    case 7: return head + "-_" + tail
    default: return ""
    }
}
