/// Confuses IDs and what refers to them.
let identifierMutations: [Mutation] = [
    Mutation("an ID is changed") { markup, _, random in
        markup.change("ID", to: random.pick(identifiers), &random)
    },
    Mutation("two IDs change places") { markup, _, random in
        let holders = markup.paths.filter { markup[$0].value("ID") != nil }
        guard holders.count > 1 else { return }
        let one = random.pick(holders)
        let other = random.pick(holders)
        let value = markup[one].value("ID")!
        markup[one].set("ID", markup[other].value("ID")!)
        markup[other].set("ID", value)
    },
    Mutation("an element gets an ID") { markup, _, random in
        let path = random.pick(markup.paths)
        let name = random.pick(["ID", "Id", "id", "xml:id", "AssertionID", "saml:ID", "samlp:ID", "wsu:Id"])
        markup[path].set(name, random.pick(identifiers))
    },
    Mutation("an ID is another kind of attribute") { markup, _, random in
        let holders = markup.paths.filter { markup[$0].value("ID") != nil }
        guard let path = holders.randomElement(using: &random),
            let index = markup[path].attributes.firstIndex(where: { $0.name == "ID" })
        else { return }
        markup[path].attributes[index].name = random.pick(["Id", "id", "xml:id", "saml:ID", "ResponseID"])
    },
    Mutation("a reference is changed") { markup, _, random in
        markup.change("URI", to: random.pick(references), &random)
    },
    Mutation("ID and reference are changed alike") { markup, _, random in
        let id = random.pick(identifiers)
        guard let path = markup.paths(named: "Reference").randomElement(using: &random) else { return }
        let old = markup[path].value("URI")?.dropFirst()
        markup[path].set("URI", "#" + id)
        guard let holder = markup.paths.first(where: { markup[$0].value("ID")?[...] == old }) else { return }
        markup[holder].set("ID", id)
    },
]

private let identifiers = [
    "_assertion", "_response", "_assertion-of-bob", "_response-of-bob", "_evil", "", "1", "_assertion ",
    "a:b", "_ASSERTION",
    "_assertion&#x0;", "&#95;assertion",
]

private let references =
    identifiers.map { "#" + $0 } + [
        "", "#", "_assertion", "#xpointer(/)", "#xpointer(id('_assertion'))",
        "#xpointer(id(&quot;_evil&quot;))",
        "#xpointer(//*[@ID='_evil'])", "#element(/1/2)", "file:///etc/hostname", "/etc/hostname",
        "https://127.0.0.1:9/x#_assertion",
        "##_assertion", "#_assertion#_evil", "#%5Fassertion", "?#_assertion", "cid:_assertion",
    ]

extension Markup {
    /// Changes the attribute in one of the elements that have it.
    mutating func change(_ attribute: String, to value: String, _ random: inout SeededGenerator) {
        let holders = paths.filter { self[$0].value(attribute) != nil }
        guard let path = holders.randomElement(using: &random) else { return }
        self[path].set(attribute, value)
    }
}
