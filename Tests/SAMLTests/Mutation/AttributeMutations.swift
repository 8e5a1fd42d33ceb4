/// Changes attributes other than the signature's and IDs.
let attributeMutations: [Mutation] = [
    Mutation("an attribute has another value") { markup, _, random in
        markup.changeAttribute(&random) { attribute, random in
            [(attribute.name, random.pick(values))]
        }
    },
    Mutation("an attribute has the value of another") { markup, _, random in
        let holders = markup.paths.filter { !markup[$0].attributes.isEmpty }
        guard let holder = holders.randomElement(using: &random) else { return }
        let value = random.pick(markup[holder].attributes).value
        markup.changeAttribute(&random) { attribute, _ in [(attribute.name, value)] }
    },
    Mutation("an attribute is removed") { markup, _, random in
        markup.changeAttribute(&random) { _, _ in [] }
    },
    Mutation("an attribute is there twice") { markup, _, random in
        markup.changeAttribute(&random) { attribute, random in
            [attribute, (random.pick([attribute.name, "saml:" + attribute.name]), random.pick(values))]
        }
    },
    Mutation("an attribute is written otherwise") { markup, _, random in
        markup.changeAttribute(&random) { attribute, random in
            guard let scalar = attribute.value.unicodeScalars.first, scalar != "&" else { return [attribute] }
            return [
                (attribute.name, "&#\(scalar.value);" + String(attribute.value.unicodeScalars.dropFirst()))
            ]
        }
    },
    Mutation("attributes stand in another order") { markup, _, random in
        let path = random.pick(markup.paths)
        markup[path].attributes.shuffle(using: &random)
    },
    Mutation("an attribute is added") { markup, _, random in
        markup[random.pick(markup.paths)].attributes.append(
            (
                random.pick([
                    "xml:lang", "xml:space", "xml:base", "xsi:type", "xsi:nil", "Destination", "Consent", "x",
                ]), random.pick(values)
            ))
    },
]

private let values = [
    "", " ", "true", "2.0", "1.1", "mallory", "xs:string", "https://sp.example.org/saml/acs",
    "https://evil.example.org/",
    "2026-11-20T12:05:00Z", "2036-11-20T12:05:00Z", "2026-11-20T12:05:00.999999999999Z",
    "2026-11-20T24:00:00Z", "&lt;",
    "urn:oasis:names:tc:SAML:2.0:status:Success", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key",
    ResponseFixture.requestID,
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "&#10;", "\n",
]

extension Markup {
    /// Replaces one attribute of chance.
    fileprivate mutating func changeAttribute(
        _ random: inout SeededGenerator,
        _ change: ((name: String, value: String), inout SeededGenerator) -> [(name: String, value: String)]
    ) {
        let holders = paths.filter { !self[$0].attributes.isEmpty }
        guard let path = holders.randomElement(using: &random) else { return }
        let index = random.below(self[path].attributes.count)
        let new = change(self[path].attributes[index], &random)
        self[path].attributes.replaceSubrange(index...index, with: new)
    }
}
