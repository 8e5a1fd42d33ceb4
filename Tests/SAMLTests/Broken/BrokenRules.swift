@testable import SAML

private let nameID = "alice-7f3a</saml:NameID>"
private let confirmation = "NotOnOrAfter=\"2026-11-20T12:05:00Z\""

/// Every rule that a message can break, broken alone.
let brokenRules: [BrokenRule] =
    parseRows + signatureRows + placementRows + responseRows + assertionRows + nameRows
    + grammarRows + configurationRows + expectationRows + personRows + encryptionRows

private let parseRows: [BrokenRule] = [
    BrokenRule(.parse01, "more than 256 KiB") {
        ResponseFixture().signed + String(repeating: " ", count: 256 * 1024)
    },
    BrokenRule(.parse03, "another encoding", after: "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""),
    BrokenRule(.parse03, "XML 1.1", after: "version=\"1.0\"", "version=\"1.1\""),
    BrokenRule(.parse03, "NUL", after: "alice@", "al\u{0}ce@"),
    BrokenRule(.parse04, "an internal subset", after: "<samlp:Response", "<!DOCTYPE r []><samlp:Response"),
    BrokenRule(
        .parse04, "an entity", after: "<samlp:Response",
        "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><samlp:Response"),
    BrokenRule(.parse06, "an undefined entity", after: "alice@", "&alice;@"),
    BrokenRule(.parse06, "a prefix without a namespace", after: nameID, nameID + "<x:y/>"),
    BrokenRule(.parse06, "an end tag too few", after: "</saml:Subject>", ""),
    BrokenRule(.parse06, "an attribute twice", after: "Version=\"2.0\"", "Version=\"2.0\" Version=\"2.0\""),
    BrokenRule(.parse07, "a relative namespace", after: nameID, nameID + "<x:y xmlns:x=\"1\"/>"),
    BrokenRule(.parse07, "an empty namespace", after: nameID, nameID + "<y xmlns:x=\"\"/>"),
    BrokenRule(.parse08, "a comment in a name", after: "alice-7f3a", "alice<!---->-7f3a"),
    BrokenRule(.parse08, "a comment after the root", after: "</samlp:Response>", "</samlp:Response><!-- -->"),
    BrokenRule(.parse08, "a processing instruction", after: nameID, "alice-7f3a<?x y?></saml:NameID>"),
    BrokenRule(.parse09, "CDATA in a name", .assertion, "alice-7f3a", "<![CDATA[alice-7f3a]]>"),
    BrokenRule(
        .parse09, "CDATA in an audience", .assertion, "https://sp.example.org/saml<", "<![CDATA[x]]><"),
    BrokenRule(
        .parse10, "too deep", after: nameID,
        nameID + String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)),
    BrokenRule(.parse10, "too many elements", after: nameID, nameID + String(repeating: "<a/>", count: 5000)),
    BrokenRule(
        .parse10, "too many attributes", after: nameID,
        nameID + "<a " + (0..<40).map { "a\($0)=\"\"" }.joined(separator: " ") + "/>"),
    BrokenRule(
        .parse10, "too many namespaces", after: nameID,
        nameID + "<a " + (0..<70).map { "xmlns:n\($0)=\"u:\($0)\"" }.joined(separator: " ") + "/>"),
    BrokenRule(.parse10, "too long a text", after: nameID, String(repeating: "a", count: 70_000) + nameID),
    BrokenRule(.parse12, "nothing") { "" },
    BrokenRule(.parse12, "two roots", after: "</samlp:Response>", "</samlp:Response><a/>"),
    BrokenRule(.parse15, "a qualified ID", after: " ID=\"_response\"", " ID=\"_response\" samlp:ID=\"_x\""),
    BrokenRule(.parse16, "an ID twice", after: nameID, nameID + "<a ID=\"_assertion\"/>"),
    BrokenRule(.parse16, "an ID twice, as Id", after: nameID, nameID + "<a Id=\"_assertion\"/>"),
    BrokenRule(.parse16, "an ID twice, as xml:id", after: nameID, nameID + "<a xml:id=\"_assertion\"/>"),
    BrokenRule(.parse16, "an ID that is no name", after: nameID, nameID + "<a ID=\"1 2\"/>"),
    BrokenRule(
        .parse17, "xml:base", after: "<saml:Subject>", "<saml:Subject xml:base=\"https://x.example/\">"),
    BrokenRule(.parse17, "xsi:type", after: "<saml:Subject>", "<saml:Subject xsi:type=\"saml:SubjectType\">"),
]

private let placementRows: [BrokenRule] = [
    BrokenRule(.see02, "an assertion in Extensions") {
        let xml = ResponseFixture().signed
        let assertion = xml.slice(from: "<saml:Assertion ", through: "</saml:Assertion>")
        return xml.replacingFirst(assertion, "<samlp:Extensions>\(assertion)</samlp:Extensions>")
    },
    BrokenRule(.see03, "no assertion") {
        let xml = ResponseFixture(.none).xml
        return xml.replacingFirst(xml.slice(from: "<saml:Assertion ", through: "</saml:Assertion>"), "")
    },
    BrokenRule(
        .see03, "a second assertion", after: "</saml:Assertion>", "</saml:Assertion><saml:Assertion/>"),
    BrokenRule(
        .see03, "an assertion within Advice", .assertion, "</saml:Conditions>",
        "</saml:Conditions><saml:Advice><saml:Assertion/></saml:Advice>"),
    BrokenRule(.enc07, "an encrypted assertion") {
        let xml = ResponseFixture(.none).xml
        let assertion = xml.slice(from: "<saml:Assertion ", through: "</saml:Assertion>")
        return xml.replacingFirst(assertion, "<saml:EncryptedAssertion/>")
    },
    BrokenRule(
        .enc09, "an encrypted name", .assertion, "<saml:SubjectConfirmation ",
        "<saml:EncryptedID/><saml:SubjectConfirmation "),
]

private let responseRows: [BrokenRule] = [
    BrokenRule(.resp01, "another version", .assertion, "Version=\"2.0\"", "Version=\"1.1\""),
    BrokenRule(.resp01, "another message") {
        ResponseFixture().signed.split(separator: "samlp:Response").joined(
            separator: "samlp:ArtifactResponse")
    },
    BrokenRule(.resp02, "no ID", .assertion, " ID=\"_response\"", ""),
    BrokenRule(.resp02, "an old response", .assertion, "11:59:58Z", "11:53:59Z"),
    BrokenRule(.resp02, "a response of the future", .assertion, "11:59:58Z", "12:01:01Z"),
    BrokenRule(.resp03, "a failed status", .assertion, "status:Success", "status:Requester"),
    BrokenRule(.resp03, "two statuses", .assertion, "<samlp:Status>", "<samlp:Status/><samlp:Status>"),
    BrokenRule(
        .resp04, "another Destination", .assertion, "saml/acs\" InResponseTo", "saml/acs2\" InResponseTo"),
    BrokenRule(
        .resp04, "an empty Destination", .assertion, "Destination=\"https://sp.example.org/saml/acs\"",
        "Destination=\"\""),
    BrokenRule(
        .resp04, "no Destination on a signed response", .response,
        " Destination=\"https://sp.example.org/saml/acs\"", ""),
    BrokenRule(
        .resp05, "another issuer", .assertion, "<saml:Issuer>https://idp.", "<saml:Issuer>https://evil."),
    BrokenRule(
        .resp05, "no issuer of a signed response", .response,
        "<saml:Issuer>https://idp.example.org/saml</saml:Issuer>", ""),
    BrokenRule(.resp06, "another request", .assertion, "acs\" InResponseTo=\"_5", "acs\" InResponseTo=\"_6"),
    BrokenRule(.resp06, "no request", .assertion, "acs\" InResponseTo=\"_5a3cda4ef2f9b1d4\"", "acs\""),
]

private let assertionRows: [BrokenRule] = [
    BrokenRule(.asrt01, "no IssueInstant", .assertion, " IssueInstant=\"2026-11-20T11:59:57Z\"", ""),
    BrokenRule(
        .asrt01, "another version", .assertion, "_assertion\" Version=\"2.0\"", "_assertion\" Version=\"1.1\""
    ),
    BrokenRule(.asrt02, "another issuer", .assertion, "entity\">https://idp.", "entity\">https://evil."),
    BrokenRule(
        .asrt02, "an issuer of another format", .assertion, "nameid-format:entity", "nameid-format:transient"),
    BrokenRule(.asrt03, "two names", .assertion, nameID, nameID + "<saml:NameID>root</saml:NameID>"),
    BrokenRule(.asrt03, "two subjects", .assertion, "<saml:Subject>", "<saml:Subject/><saml:Subject>"),
    BrokenRule(.asrt04, "no bearer", .assertion, "cm:bearer", "cm:sender-vouches"),
    BrokenRule(
        .asrt05, "a recipient elsewhere", .assertion, "Recipient=\"https://sp", "Recipient=\"https://other"),
    BrokenRule(.asrt05, "no recipient", .assertion, "Recipient=\"https://sp.example.org/saml/acs\"", ""),
    BrokenRule(
        .asrt06, "a confirmation that ran out", .assertion, confirmation,
        "NotOnOrAfter=\"2026-11-20T11:59:00Z\""),
    BrokenRule(.asrt06, "a confirmation without an end", .assertion, confirmation, ""),
    BrokenRule(
        .asrt07, "NotBefore on a confirmation", .assertion, confirmation,
        confirmation + " NotBefore=\"2026-11-20T11:59:00Z\""),
    BrokenRule(
        .asrt08, "a confirmation of another request", .assertion, "Data InResponseTo=\"_5",
        "Data InResponseTo=\"_6"),
    BrokenRule(
        .asrt08, "a confirmation of no request", .assertion, "Data InResponseTo=\"_5a3cda4ef2f9b1d4\"", "Data"
    ),
    BrokenRule(.asrt10, "conditions that ran out", .assertion, "12:06:00Z", "11:59:00Z"),
    BrokenRule(.asrt10, "conditions that are not reached", .assertion, "11:59:30Z", "12:01:01Z"),
    BrokenRule(
        .asrt10, "two Conditions", .assertion, "<saml:AuthnStatement ",
        "<saml:Conditions/><saml:AuthnStatement "),
    BrokenRule(
        .asrt11, "another audience", .assertion, "<saml:Audience>https://sp", "<saml:Audience>https://other"),
    BrokenRule(
        .asrt11, "a second restriction without us", .assertion, "</saml:Conditions>",
        "<saml:AudienceRestriction><saml:Audience>u:x</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
    ),
    BrokenRule(
        .asrt12, "an unknown condition", .assertion, "</saml:Conditions>",
        "<x:only xmlns:x=\"u:x\"/></saml:Conditions>"),
    BrokenRule(.asrt13, "an authentication to come", .assertion, "11:40:00Z", "12:01:01Z"),
    BrokenRule(.asrt14, "a session that ended", .assertion, "20:00:00Z", "11:59:00Z"),
    BrokenRule(.asrt18, "a date without a zone", .assertion, "11:59:30Z", "11:59:30"),
    BrokenRule(.asrt18, "24:00", .assertion, "11:59:30Z", "24:00:00Z"),
    BrokenRule(.asrt18, "a year far away", .assertion, "2026-11-20T12:06:00Z", "9999-11-20T12:06:00Z"),
]

private let nameRows: [BrokenRule] = [
    BrokenRule(.nid01, "an element in the name", .assertion, nameID, "alice<b/></saml:NameID>"),
    BrokenRule(.nid02, "an empty name", .assertion, nameID, "</saml:NameID>"),
    BrokenRule(.nid02, "a name with a blank before it", .assertion, "alice-7f3a", " alice-7f3a"),
    BrokenRule(
        .nid03, "a name that is too long", .assertion, "alice-7f3a", String(repeating: "a", count: 257)),
    BrokenRule(.nid03, "an invisible character", .assertion, "alice-7f3a", "ali\u{200B}ce"),
    BrokenRule(.nid03, "a character that turns the direction", .assertion, "alice-7f3a", "ali\u{202E}ce"),
    BrokenRule(.nid03, "a name that is not composed", .assertion, "alice-7f3a", "Ame\u{301}lie"),
]
