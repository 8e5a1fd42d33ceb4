/// Puts things into character data that different readers see differently, and things of no meaning.
let textMutations: [Mutation] = [
    Mutation("something is put into a text") { markup, _, random in
        markup.changeText(&random) { text, random in
            let place = text.index(text.startIndex, offsetBy: random.below(text.count + 1))
            return text[..<place] + random.pick(insertions) + text[place...]
        }
    },
    Mutation("something is put into the person's name") { markup, _, random in
        guard let path = markup.paths(named: "NameID").randomElement(using: &random) else { return }
        guard case .raw(let text)? = markup[path].children.first else { return }
        let place = text.index(text.startIndex, offsetBy: random.below(text.count + 1))
        markup[path].children[0] = .raw(text[..<place] + random.pick(insertions) + text[place...])
    },
    Mutation("something is put between elements") { markup, _, random in
        let path = random.pick(markup.paths)
        let count = markup[path].children.count
        markup.insert(.raw(random.pick(insertions)), in: path, at: random.below(count + 1))
    },
    Mutation("a character is written as a reference") { markup, _, random in
        markup.changeText(&random) { text, random in
            guard let scalar = text.unicodeScalars.first, scalar != "&" else { return text }
            let number = random.once(in: 2) ? "&#\(scalar.value);" : "&#x\(String(scalar.value, radix: 16));"
            return number + String(text.unicodeScalars.dropFirst())
        }
    },
    Mutation("a text is a CDATA section") { markup, _, random in
        markup.changeText(&random) { text, _ in "<![CDATA[\(text)]]>" }
    },
    Mutation("a text is another") { markup, _, random in
        markup.changeText(&random) { _, random in
            random.pick([
                "mallory", "alice-7f3a", "bob-11c9", "alice", "", ResponseFixture.entityID,
                "https://sp.example.org/saml",
                "root", "admins", "alice@example.com",
            ])
        }
    },
    Mutation("the document has a document type") { markup, _, random in
        markup.before += random.pick([
            "<!DOCTYPE r>", "<!DOCTYPE r [<!ENTITY e \"mallory\">]>",
            "<!DOCTYPE r SYSTEM \"file:///etc/hostname\">",
            "<!DOCTYPE r [<!ATTLIST saml:Assertion Evil ID #IMPLIED>]>",
            "<!DOCTYPE r [<!ENTITY % p SYSTEM \"file:///etc/hostname\">%p;]>",
        ])
    },
    Mutation("something stands before the document") { markup, _, random in
        markup.before = random.pick([
            "", " ", "\u{FEFF}", "<!-- -->", "<?xml version=\"1.1\"?>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "<?x?>",
        ])
    },
    Mutation("something stands after the document") { markup, _, random in
        markup.after += random.pick([" ", "<!-- -->", "<x/>", "text", "<?x?>", "\u{0}", "</samlp:Response>"])
    },
]

private let insertions = [
    "<!---->", "<!-- x -->", "<![CDATA[]]>", "<![CDATA[.evil]]>", "<?x y?>", "&amp;", "&e;", "&#32;", "&#x0;",
    "&#xD;", " ", "\n",
    "\t", "\r\n", "\u{0}", "\u{301}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{FFFE}", "x", "]]>", "<x/>",
    "<saml:NameID>mallory</saml:NameID>", "mallory",
]

extension Markup {
    /// Changes one text of chance.
    fileprivate mutating func changeText(
        _ random: inout SeededGenerator, _ change: (String, inout SeededGenerator) -> String
    ) {
        let holders = paths.filter { path in
            self[path].children.contains { if case .raw = $0 { true } else { false } }
        }
        guard let path = holders.randomElement(using: &random) else { return }
        for (index, child) in self[path].children.enumerated() {
            guard case .raw(let text) = child else { continue }
            self[path].children[index] = .raw(change(text, &random))
            return
        }
    }
}
