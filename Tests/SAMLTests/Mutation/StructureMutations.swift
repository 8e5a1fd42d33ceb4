/// Moves, copies and removes elements, and splices those of other messages in.
let structureMutations: [Mutation] = [
    Mutation("an element is removed") { markup, _, random in
        markup.remove(random.pick(markup.paths))
    },
    Mutation("an element is there twice") { markup, _, random in
        let path = random.pick(markup.paths)
        guard let last = path.last else { return }
        markup.insert(.element(markup[path]), in: Array(path.dropLast()), at: last)
    },
    Mutation("an element is moved") { markup, _, random in
        let path = random.pick(markup.paths)
        let element = markup[path]
        guard !path.isEmpty else { return }
        markup.remove(path)
        markup.insertSomewhere(element, &random)
    },
    Mutation("an element is copied") { markup, _, random in
        markup.insertSomewhere(markup[random.pick(markup.paths)], &random)
    },
    Mutation("an element is wrapped") { markup, _, random in
        let path = random.pick(markup.paths)
        let name = random.pick(wrappings)
        markup[path] = Markup.Element(
            name: name, attributes: declarations, children: [.element(markup[path])])
    },
    Mutation("an element is replaced by its content") { markup, _, random in
        let path = random.pick(markup.paths)
        guard let last = path.last else { return }
        let children = markup[path].children
        markup.remove(path)
        for child in children.reversed() { markup.insert(child, in: Array(path.dropLast()), at: last) }
    },
    Mutation("two elements change places") { markup, _, random in
        let one = random.pick(markup.paths)
        let other = random.pick(markup.paths)
        guard !one.starts(with: other), !other.starts(with: one) else { return }
        (markup[one], markup[other]) = (markup[other], markup[one])
    },
    Mutation("an element of another message is added") { markup, messages, random in
        let other = random.pick(messages.accepted).markup
        markup.insertSomewhere(other[random.pick(other.paths)].declaring(declarations), &random)
    },
    Mutation("an element is replaced by its like of another message") { markup, messages, random in
        let other = random.pick(messages.accepted).markup
        let path = random.pick(markup.paths)
        guard let like = other.paths(named: String(markup[path].localName)).first else { return }
        markup[path] = other[like]
    },
    Mutation("a forged assertion is added") { markup, messages, random in
        markup.insertSomewhere(random.pick(messages.forged), &random)
    },
    Mutation("the assertion is a forged one") { markup, messages, random in
        guard let path = markup.paths(named: "Assertion").first else { return }
        markup[path] = random.pick(messages.forged)
    },
    Mutation("an element of a forged assertion is put in") { markup, messages, random in
        var forged = messages.accepted[0].markup
        forged.root = random.pick(messages.forged)
        let path = random.pick(forged.paths)
        guard let like = markup.paths(named: String(forged[path].localName)).first else { return }
        if random.once(in: 2) {
            markup[like] = forged[path]
        } else if let last = like.last {
            markup.insert(.element(forged[path]), in: Array(like.dropLast()), at: last + random.below(2))
        }
    },
    Mutation("the signed message is inside another one") { markup, _, random in
        let inner = markup.root
        markup.root.children = []
        markup.root.set("ID", "_outer")
        markup.insert(.element(inner), in: [], at: 0)
    },
]

/// Elements that a schema lets hold nearly anything, and one that no schema knows.
private let wrappings = [
    "samlp:Extensions", "ds:Object", "saml:Advice", "saml:Assertion", "samlp:Response", "saml:Subject",
    "saml:SubjectConfirmationData", "saml:AttributeValue", "ds:KeyInfo", "ds:SignatureProperties",
    "saml:EncryptedAssertion",
    "saml:Evidence", "samlp:StatusDetail", "x",
]

/// The prefixes of the fixtures, for pieces that leave the scope they were written in.
let declarations: [(name: String, value: String)] = [
    ("xmlns:saml", "urn:oasis:names:tc:SAML:2.0:assertion"),
    ("xmlns:samlp", "urn:oasis:names:tc:SAML:2.0:protocol"),
    ("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xmlns:xs", "http://www.w3.org/2001/XMLSchema"),
]

extension Markup {
    /// Puts `element` at a place of chance.
    mutating func insertSomewhere(_ element: Element, _ random: inout SeededGenerator) {
        let parent = random.pick(paths)
        insert(.element(element), in: parent, at: random.below(self[parent].children.count + 1))
    }
}

extension Markup.Element {
    /// The same with the declarations that it lacks.
    func declaring(_ more: [(name: String, value: String)]) -> Markup.Element {
        var copy = self
        for one in more where value(one.name) == nil { copy.attributes.append(one) }
        return copy
    }
}
