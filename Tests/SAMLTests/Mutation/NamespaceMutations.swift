/// Changes what prefixes and names mean, or only how they are written.
let namespaceMutations: [Mutation] = [
    Mutation("a prefix means something else") { markup, _, random in
        let path = random.pick(markup.paths)
        let prefix = random.pick(["xmlns:saml", "xmlns:samlp", "xmlns:ds", "xmlns"])
        markup[path].set(prefix, random.pick(namespaces))
    },
    Mutation("a declaration is removed") { markup, _, random in
        let holders = markup.paths.filter { path in
            markup[path].attributes.contains { $0.name.hasPrefix("xmlns") }
        }
        guard let path = holders.randomElement(using: &random) else { return }
        let index = markup[path].attributes.firstIndex { $0.name.hasPrefix("xmlns") }!
        markup[path].attributes.remove(at: index)
    },
    Mutation("an unused prefix is declared") { markup, _, random in
        markup[random.pick(markup.paths)].set(
            "xmlns:" + random.pick(["a", "xs", "saml2", "xml", "xmlns"]), random.pick(namespaces))
    },
    Mutation("an element has another name") { markup, _, random in
        let path = random.pick(markup.paths)
        markup[path].name = random.pick(names)
    },
    Mutation("an element has another prefix that means the same") { markup, _, random in
        let path = random.pick(markup.paths)
        let element = markup[path]
        guard element.name.hasPrefix("saml:") else { return }
        markup[path].name = "saml2:" + element.localName
        markup[path].set("xmlns:saml2", "urn:oasis:names:tc:SAML:2.0:assertion")
    },
    Mutation("an element has no prefix and means the same") { markup, _, random in
        let path = random.pick(markup.paths)
        let element = markup[path]
        guard element.name.hasPrefix("saml:") else { return }
        markup[path].name = String(element.localName)
        markup[path].set("xmlns", "urn:oasis:names:tc:SAML:2.0:assertion")
    },
]

private let namespaces = [
    "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol",
    "http://www.w3.org/2000/09/xmldsig#",
    "urn:oasis:names:tc:SAML:1.0:assertion", "http://www.w3.org/2001/04/xmlenc#", "urn:x", "", "relative",
    "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/",
    "urn:oasis:names:tc:SAML:2.0:assertion ",
]

private let names = [
    "saml:Assertion", "samlp:Response", "ds:Signature", "saml:NameID", "saml:EncryptedAssertion",
    "saml:EncryptedID",
    "saml:BaseID", "saml:Issuer", "saml:Subject", "Assertion", "saml:assertion", "samlp:Assertion",
    "x:Assertion",
    "samlp:LogoutResponse", "samlp:Extensions", "saml:Advice",
]
