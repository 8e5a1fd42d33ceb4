extension Flaw {
    private static let other = "https://other.example.org/saml"

    /// The RESP family.
    static let response: [Flaw] = [
        Flaw(.resp01, "version 1.1") { parts, _ in parts.response.attributes["Version"] = "1.1" },
        Flaw(.resp02, "issued an hour ago") { parts, values in
            parts.response.attributes["IssueInstant"] = CalendarInstant.format(values.issuedAt - 3600)
        },
        Flaw(.resp03, "a status that is not success") { parts, _ in
            parts.response.edit("samlp:Status", "samlp:StatusCode") {
                $0.attributes["Value"] = "urn:oasis:names:tc:SAML:2.0:status:Responder"
            }
        },
        Flaw(.resp04, "another Destination") { parts, _ in parts.response.attributes["Destination"] = other },
        Flaw(.resp05, "another Issuer of the response") { parts, _ in
            parts.response.edit("saml:Issuer") { $0.setText(other) }
        },
        Flaw(.resp06, "an answer to another request") { parts, _ in
            guard parts.response.attributes["InResponseTo"] != nil else { return }
            parts.response.attributes["InResponseTo"] = "_another"
        },
        Flaw(.resp08, "an answer to a request that nobody sent") { parts, _ in
            guard parts.response.attributes["InResponseTo"] == nil else { return }
            parts.response.attributes["InResponseTo"] = "_nobodys"
        },
    ]

    /// The ASRT family.
    static let assertion: [Flaw] = [
        Flaw(.asrt01, "issued in an hour") { parts, values in
            parts.assertion.attributes["IssueInstant"] = CalendarInstant.format(values.issuedAt + 3600)
        },
        Flaw(.asrt02, "another Issuer of the assertion") { parts, _ in
            parts.assertion.edit("saml:Issuer") { $0.setText(other) }
        },
        Flaw(.asrt03, "no NameID") { parts, _ in
            parts.assertion.edit("saml:Subject") { $0.remove("saml:NameID") }
        },
        Flaw(.asrt04, "no bearer confirmation") { parts, _ in
            parts.assertion.edit("saml:Subject", "saml:SubjectConfirmation") {
                $0.attributes["Method"] = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
            }
        },
        confirmation(.asrt05, "another Recipient") { data, _ in data["Recipient"] = other },
        confirmation(.asrt06, "a confirmation that ran out") { data, values in
            data["NotOnOrAfter"] = CalendarInstant.format(values.issuedAt - 3600)
        },
        confirmation(.asrt07, "a confirmation with NotBefore") { data, values in
            data["NotBefore"] = CalendarInstant.format(values.issuedAt - 60)
        },
        confirmation(.asrt08, "a confirmation of another request") { data, _ in
            guard data["InResponseTo"] != nil else { return }
            data["InResponseTo"] = "_another"
        },
        Flaw(.asrt10, "conditions that ran out") { parts, values in
            parts.assertion.edit("saml:Conditions") {
                $0.attributes["NotBefore"] = CalendarInstant.format(values.issuedAt - 7200)
                $0.attributes["NotOnOrAfter"] = CalendarInstant.format(values.issuedAt - 3600)
            }
        },
        Flaw(.asrt11, "another audience") { parts, _ in
            parts.assertion.edit("saml:Conditions", "saml:AudienceRestriction", "saml:Audience") {
                $0.setText(other)
            }
        },
        Flaw(.asrt12, "an unknown condition") { parts, _ in
            parts.assertion.edit("saml:Conditions") { $0.append(CanonicalElement("x:Condition")) }
        },
        statement(.asrt13, "a sign-in in an hour") { statement, values in
            statement["AuthnInstant"] = CalendarInstant.format(values.issuedAt + 3600)
        },
        statement(.asrt14, "a session that ended") { statement, values in
            statement["SessionNotOnOrAfter"] = CalendarInstant.format(values.issuedAt - 3600)
        },
        Flaw(.asrt16, "issued two days ago") { parts, values in
            parts.assertion.attributes["IssueInstant"] = CalendarInstant.format(values.issuedAt - 2 * 86_400)
        },
        Flaw(.asrt18, "a date without a time zone") { parts, values in
            parts.assertion.edit("saml:Conditions") {
                $0.attributes["NotBefore"] = String(CalendarInstant.format(values.issuedAt - 30).dropLast())
            }
        },
    ]

    /// The NID and ATTR families.
    static let person: [Flaw] = [
        Flaw(.nid01, "an element within the name") { parts, _ in
            parts.assertion.edit("saml:Subject", "saml:NameID") { $0.append(CanonicalElement("x:part")) }
        },
        name(.nid02, "a blank before the name") { " " + $0 },
        name(.nid03, "an invisible character in the name") { $0 + "\u{200B}" },
        nameAttribute(
            .nid04, "a name that is another one next time", "Format",
            NameIDFormat.transient),
        nameAttribute(.nid05, "a name of another identity provider", "NameQualifier", other),
        emails(
            .attr02, "two attributes with an e-mail address", ["alice@example.com"], ["alice@example.com"]),
        emails(.attr03, "an attribute with two e-mail addresses", ["alice@example.com", "bob@example.com"]),
        emails(.attr06, "an e-mail address with two @", ["alice@evil.example@example.com"]),
    ]

    private static func nameAttribute(
        _ code: RuleCode, _ what: String, _ attribute: String, _ value: String
    ) -> Flaw {
        Flaw(code, what) { parts, _ in
            parts.assertion.edit("saml:Subject", "saml:NameID") { $0.attributes[attribute] = value }
        }
    }

    /// These attributes called `email` instead of all there are.
    private static func emails(_ code: RuleCode, _ what: String, _ attributes: [String]...) -> Flaw {
        Flaw(code, what) { parts, _ in
            parts.assertion.remove("saml:AttributeStatement")
            let written = attributes.map { TestResponse.attribute(name: "email", values: $0) }
            parts.assertion.append(CanonicalElement("saml:AttributeStatement", [:], written))
        }
    }

    private static func confirmation(
        _ code: RuleCode, _ what: String,
        _ change: @escaping @Sendable (inout [String: String], TestResponse) -> Void
    ) -> Flaw {
        Flaw(code, what) { parts, values in
            parts.assertion.edit("saml:Subject", "saml:SubjectConfirmation", "saml:SubjectConfirmationData") {
                change(&$0.attributes, values)
            }
        }
    }

    private static func statement(
        _ code: RuleCode, _ what: String,
        _ change: @escaping @Sendable (inout [String: String], TestResponse) -> Void
    ) -> Flaw {
        Flaw(code, what) { parts, values in
            parts.assertion.edit("saml:AuthnStatement") { change(&$0.attributes, values) }
        }
    }

    private static func name(
        _ code: RuleCode, _ what: String, _ change: @escaping @Sendable (String) -> String
    ) -> Flaw {
        Flaw(code, what) { parts, values in
            parts.assertion.edit("saml:Subject", "saml:NameID") { $0.setText(change(values.nameID)) }
        }
    }
}
