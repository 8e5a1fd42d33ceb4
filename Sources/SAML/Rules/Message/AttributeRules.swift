/// The ATTR family, as far as it can be judged without knowing what an attribute is for. The attributes that assert an
/// e-mail address are known; who uses another one as a single value is held to the same by
/// ``VerifiedAssertion/value(of:nameFormat:)``.
enum AttributeRules {
    static let list: [Rule<AttributeFacts>] = [
        Rule(.attr01, "every attribute has a Name, whatever its FriendlyName") { facts in
            guard let other = facts.attributes.first(where: { $0.name?.isEmpty ?? true }) else {
                return facts.attributes.isEmpty ? .notApplicable("no attributes") : .pass
            }
            return .fail(
                expected: "a Name", found: other.friendlyName.map { "none, but FriendlyName " + $0 } ?? "none"
            )
        },
        Rule(.attr02, "no attribute is there twice") { facts in
            var emails: Set<String> = []
            for name in facts.emailAttributes.compactMap(\.name) {
                guard emails.insert(name).inserted else {
                    return .fail(expected: "one attribute " + name, found: "several")
                }
            }
            var seen: Set<AttributeFacts.Key> = []
            for attribute in facts.attributes {
                let key = AttributeFacts.Key(name: attribute.name ?? "", format: attribute.nameFormat ?? "")
                guard seen.insert(key).inserted else {
                    return .warn("\(key.name) is there more than once: it cannot be used as a single value")
                }
            }
            return .pass
        },
        Rule(.attr04, "attribute values are plain text") { facts in
            if let email = facts.emailAttributes.first(where: { $0.values.contains(nil) }) {
                return .fail(expected: "text in " + (email.name ?? ""), found: "something else")
            }
            guard let other = facts.attributes.first(where: { $0.values.contains(nil) }) else { return .pass }
            let name = other.name ?? "an attribute without a name"
            return .warn("\(name) is left out: its value is not plain text")
        },
        Rule(.attr03, "what asserts an e-mail address has exactly one value") { facts in
            guard let first = facts.emailAttributes.first else {
                return .notApplicable("no attribute asserts an e-mail address")
            }
            if let other = facts.emailAttributes.first(where: { $0.values.count != 1 }) {
                return .fail(expected: "1 value of " + (other.name ?? ""), found: "\(other.values.count)")
            }
            return .pass(first.name)
        },
        Rule(.attr06, "e-mail addresses are ASCII: one local part, one domain in A-labels") { facts in
            guard !facts.emails.isEmpty else { return .notApplicable("no e-mail address") }
            guard let wrong = facts.emails.first(where: { EmailReading($0) == nil }) else { return .pass }
            return .fail(expected: "an e-mail address", found: wrong)
        },
        Rule(.attr05, "e-mail addresses are of domains that are this identity provider's") { facts in
            guard let domains = facts.domains else { return .notApplicable("any domain: left to the caller") }
            let allowed = domains.map { $0.utf8.map(EmailReading.folded) }
            for text in facts.emails {
                guard let email = EmailReading(text), allowed.contains(email.domain) else {
                    return .fail(
                        expected: domains.isEmpty
                            ? "a verified domain, and there is none" : domains.joined(separator: " or "),
                        found: text)
                }
            }
            return .pass
        },
        Rule(.attr07, "e-mail addresses are the same by their domain's case alone") { facts in
            guard facts.emails.count > 1 else { return .notApplicable("no second e-mail address") }
            var seen: [[UInt8]: Substring.UTF8View] = [:]
            for email in facts.emails.compactMap(EmailReading.init) {
                let key = email.localPart.map(EmailReading.folded) + [UInt8(ascii: "@")] + email.domain
                guard let other = seen.updateValue(email.localPart, forKey: key) else { continue }
                guard other.elementsEqual(email.localPart) else {
                    return .fail(
                        expected: "local parts that are the same, or differ by more than case",
                        found: "\(Substring(other)) and \(Substring(email.localPart))")
                }
            }
            return .pass
        },
    ]
}
