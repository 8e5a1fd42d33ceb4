/// The ATTR family, as far as it concerns the list of attributes; who uses one value is held to more by
/// ``VerifiedAssertion/value(of:)``.
enum AttributeRules {
    static let list: [Rule<[AttributeReading]>] = [
        Rule(.attr02, "no attribute is there twice") { attributes in
            var seen: Set<[String]> = []
            for attribute in attributes {
                let name = attribute.name ?? ""
                guard seen.insert([name, attribute.nameFormat ?? ""]).inserted else {
                    return .warn("\(name) is there more than once: it cannot be used as a single value")
                }
            }
            return .pass("\(attributes.count) attributes")
        },
        Rule(.attr04, "attribute values are plain text") { attributes in
            guard let other = attributes.first(where: { $0.values.contains(nil) || $0.name == nil }) else {
                return .pass
            }
            return .warn(
                "\(other.name ?? "an attribute without a name") is left out: its value is not plain text")
        },
    ]
}
