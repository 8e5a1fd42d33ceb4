@testable import SAML

private let format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
private let emailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
private let name = "<saml:NameID "
private let end = "</saml:AttributeStatement>"

private func attribute(_ attributes: String, _ values: String...) -> String {
    "<saml:Attribute \(attributes)>"
        + values.map { "<saml:AttributeValue>\($0)</saml:AttributeValue>" }.joined()
        + "</saml:Attribute>"
}

/// Names and attributes that nobody's account may hang on.
let personRows: [BrokenRule] = [
    BrokenRule(.nid04, "a name for one sign-in", .assertion, "format:persistent", "format:transient"),
    BrokenRule(
        .nid04, "a name for one sign-in, though it is listed", .assertion, "format:persistent",
        "format:transient",
        for: ResponseFixture.judge {
            $0.nameIDFormats = ["urn:oasis:names:tc:SAML:2.0:nameid-format:transient"]
        }),
    BrokenRule(
        .nid04, "a format that is not asked for", .assertion, "NameID Format", "NameID Format",
        for: ResponseFixture.judge { $0.nameIDFormats = [emailFormat, "u:x"] }),
    BrokenRule(
        .nid04, "no format where one is asked for", .assertion, " Format=\"\(format)\"", "",
        for: ResponseFixture.judge { $0.nameIDFormats = [format] }),
    BrokenRule(
        .nid05, "a name of another identity provider", .assertion, name,
        name + "NameQualifier=\"https://evil.example.org/saml\" "),
    BrokenRule(.nid05, "an empty NameQualifier", .assertion, name, name + "NameQualifier=\"\" "),
    BrokenRule(
        .nid05, "a name for another service provider", .assertion, name,
        name + "SPNameQualifier=\"https://other.example.org/saml\" "),
    BrokenRule(.nid05, "an empty SPNameQualifier", .assertion, name, name + "SPNameQualifier=\"\" "),
    BrokenRule(.nid06, "an empty format", .assertion, format, ""),
    BrokenRule(.nid06, "a format that looks like another", .assertion, format, format + "\u{301}"),
    BrokenRule(.nid06, "a format with a blank", .assertion, format, format + " "),
    BrokenRule(
        .attr01, "an attribute with a friendly name only", .assertion, end,
        attribute("FriendlyName=\"email\"", "root@example.com") + end),
    BrokenRule(
        .attr01, "an attribute with an empty name", .assertion, end, attribute("Name=\"\"", "x") + end),
    BrokenRule(
        .attr02, "two e-mail attributes of one name", .assertion, end,
        attribute("Name=\"email\"", "alice@example.com") + end),
    BrokenRule(
        .attr02, "two e-mail attributes of one name in two formats", .assertion, end,
        attribute("Name=\"email\" NameFormat=\"u:x\"", "alice@example.com") + end),
    BrokenRule(
        .attr03, "two e-mail addresses in one attribute", .assertion, end,
        attribute("Name=\"mail\"", "alice@example.com", "root@example.com") + end),
    BrokenRule(
        .attr03, "an e-mail attribute without values", .assertion, end, attribute("Name=\"mail\"") + end),
    BrokenRule(
        .attr03, "an e-mail attribute whose value is declared absent", .assertion,
        "<saml:AttributeValue xsi:type",
        "<saml:AttributeValue xsi:nil=\"true\" xsi:type"),
    BrokenRule(
        .attr04, "an e-mail address with an element in it", .assertion, "alice@example.com",
        "alice@example.com<x:y xmlns:x=\"u:x\">.evil.example</x:y>"),
    BrokenRule(
        .attr04, "an e-mail address with an element in it, behind another such attribute", .assertion, end,
        attribute("Name=\"id\"", "<x/>") + attribute("Name=\"mail\"", "<x/>") + end),
    BrokenRule(
        .attr05, "an address of another domain", .assertion, "alice@example.com", "alice@example.net",
        for: ResponseFixture.judge { $0.emailDomains = ["example.com"] }),
    BrokenRule(
        .attr05, "an address of a subdomain", .assertion, "alice@example.com", "alice@a.example.com",
        for: ResponseFixture.judge { $0.emailDomains = ["example.com"] }),
    BrokenRule(
        .attr05, "a domain that ends as another does", .assertion, "alice@example.com",
        "alice@evilexample.com",
        for: ResponseFixture.judge { $0.emailDomains = ["example.com"] }),
    BrokenRule(
        .attr05, "a name that is an address of another domain",
        for: ResponseFixture.judge { $0.emailDomains = ["example.com"] }
    ) {
        ResponseFixture().replacing(format, emailFormat).replacing("alice-7f3a", "alice@example.net").signed
    },
    BrokenRule(
        .attr05, "no domain at all", .assertion, "alice@example.com", "alice@example.com",
        for: ResponseFixture.judge { $0.emailDomains = [] }),
    BrokenRule(.attr06, "an empty address", .assertion, "alice@example.com", ""),
    BrokenRule(.attr06, "two at signs", .assertion, "alice@example.com", "alice@evil.example@example.com"),
    BrokenRule(
        .attr06, "a quoted local part", .assertion, "alice@example.com", "&quot;alice&quot;@example.com"),
    BrokenRule(
        .attr06, "a local part that looks like another", .assertion, "alice@example.com",
        "\u{430}lice@example.com"),
    BrokenRule(
        .attr06, "a domain in another script", .assertion, "alice@example.com", "alice@ex\u{430}mple.com"),
    BrokenRule(
        .attr06, "a domain with the Kelvin sign", .assertion, "alice@example.com",
        "alice@\u{212A}.example.com"),
    BrokenRule(.attr06, "white space around", .assertion, "alice@example.com", " alice@example.com"),
    BrokenRule(.attr06, "a domain of one label", .assertion, "alice@example.com", "alice@localhost"),
    BrokenRule(.attr06, "an address of a machine", .assertion, "alice@example.com", "alice@192.0.2.1"),
    BrokenRule(.attr06, "an empty label", .assertion, "alice@example.com", "alice@example..com"),
    BrokenRule(
        .attr06, "a local part with a line's end", .assertion, "alice@example.com", "alice&#10;@example.com"),
    BrokenRule(.attr06, "a name that should be an address", .assertion, format, emailFormat),
    BrokenRule(
        .attr07, "an address that differs in the case of its local part", .assertion, end,
        attribute("Name=\"mail\"", "Alice@example.com") + end),
]
