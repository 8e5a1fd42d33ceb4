@testable import SAML

private let subject = "<saml:Subject>"
private let status = "<samlp:Status>"
private let advice = "<saml:Advice><x:any xmlns:x=\"u:x\" ID=\"_x\">text<x:y/></x:any></saml:Advice>"

/// What the schemas do not know, or not there, or not so often.
let grammarRows: [BrokenRule] = [
    BrokenRule(
        .parse14, "an unknown element in the response", .response, status, "<x:y xmlns:x=\"u:x\"/>" + status),
    BrokenRule(
        .parse14, "an unknown element at the end", .both, "</samlp:Response>",
        "<x xmlns=\"\"/></samlp:Response>"),
    BrokenRule(
        .parse14, "Extensions after Status", .assertion, "</samlp:Status>",
        "</samlp:Status><samlp:Extensions/>"),
    BrokenRule(
        .parse14, "Extensions twice", .assertion, status, "<samlp:Extensions/><samlp:Extensions/>" + status),
    BrokenRule(.parse14, "Extensions of assertions", .assertion, status, "<saml:Extensions/>" + status),
    BrokenRule(
        .parse14, "an unknown attribute on Response", .assertion, " InResponseTo",
        " Recipient=\"x\" InResponseTo"),
    BrokenRule(.parse14, "text in the response", .assertion, status, "text" + status),
    BrokenRule(.parse14, "text in Status", .response, status, status + "&#8203;"),
    BrokenRule(
        .parse14, "an element in StatusMessage", .response, "</samlp:Status>",
        "<samlp:StatusMessage><b xmlns=\"\"/></samlp:StatusMessage></samlp:Status>"),
    BrokenRule(
        .parse14, "StatusCodes within StatusCodes without end", .response, "status:Success\"/>",
        "status:Success\">" + String(repeating: "<samlp:StatusCode Value=\"u:x\">", count: 3)
            + String(repeating: "</samlp:StatusCode>", count: 3) + "</samlp:StatusCode>"),
    BrokenRule(
        .parse14, "a StatusCode without a value in another", .response, "status:Success\"/>",
        "status:Success\"><samlp:StatusCode/></samlp:StatusCode>"),
    BrokenRule(
        .parse14, "an unknown element in the assertion", .assertion, subject,
        "<x:y xmlns:x=\"u:x\"/>" + subject),
    BrokenRule(
        .parse14, "an unknown element at its end", .assertion, "</saml:Assertion>",
        "<x:y xmlns:x=\"u:x\"/></saml:Assertion>"),
    BrokenRule(.parse14, "Subject after the statements") {
        let xml = ResponseFixture().xml
        let subject = xml.slice(from: "<saml:Subject>", through: "</saml:Subject>")
        return ResponseFixture(.assertion).replacing(subject, "").replacing(
            "</saml:Assertion>", subject + "</saml:Assertion>"
        ).signed
    },
    BrokenRule(.parse14, "Conditions before Subject") {
        let xml = ResponseFixture().xml
        let conditions = xml.slice(from: "<saml:Conditions ", through: "</saml:Conditions>")
        return ResponseFixture(.response).replacing(conditions, "").replacing(subject, conditions + subject)
            .signed
    },
    BrokenRule(
        .parse14, "Advice twice", .assertion, "</saml:Conditions>",
        "</saml:Conditions>" + advice + "<saml:Advice/>"),
    BrokenRule(
        .parse14, "Advice before Conditions", .both, "<saml:Conditions ", "<saml:Advice/><saml:Conditions "),
    BrokenRule(
        .parse14, "an element of the same name in another namespace", .assertion,
        "<saml:SubjectConfirmation ",
        "<x:NameID xmlns:x=\"u:x\">root</x:NameID><saml:SubjectConfirmation "),
    BrokenRule(
        .parse14, "an element of the same name in no namespace", .assertion, "<saml:SubjectConfirmation ",
        "<NameID>root</NameID><saml:SubjectConfirmation "),
    BrokenRule(.parse14, "a NameID behind the confirmation") {
        let name = ResponseFixture().xml.slice(from: "<saml:NameID", through: "</saml:NameID>")
        return ResponseFixture(.assertion).replacing(name, "").replacing(
            "</saml:Subject>", name + "</saml:Subject>"
        ).signed
    },
    BrokenRule(
        .parse14, "an unknown attribute on NameID", .assertion, "<saml:NameID ",
        "<saml:NameID Value=\"root\" "),
    BrokenRule(
        .parse14, "an attribute of another namespace on NameID", .assertion, "<saml:NameID ",
        "<saml:NameID xmlns:x=\"u:x\" x:Value=\"root\" "),
    BrokenRule(.parse14, "xml:lang on Subject", .assertion, subject, "<saml:Subject xml:lang=\"en\">"),
    BrokenRule(.parse14, "a name without a type", .assertion, subject, subject + "<saml:BaseID/>"),
    BrokenRule(
        .parse14, "two kinds of data in a confirmation beside the good one", .assertion, "</saml:Subject>",
        "<saml:SubjectConfirmation Method=\"u:x\"><saml:SubjectConfirmationData/><saml:SubjectConfirmationData/>"
            + "</saml:SubjectConfirmation></saml:Subject>"),
    BrokenRule(
        .parse14, "a confirmation without a Method beside the good one", .assertion, "</saml:Subject>",
        "<saml:SubjectConfirmation/></saml:Subject>"),
    BrokenRule(
        .parse14, "an unknown attribute on the confirmation's data", .assertion, "Recipient=",
        "ReplyTo=\"x\" Recipient="),
    BrokenRule(
        .parse14, "an element in the confirmation's data of another method", .assertion, "</saml:Subject>",
        "<saml:SubjectConfirmation Method=\"u:x\"><saml:SubjectConfirmationData><x:y xmlns:x=\"u:x\"/>"
            + "</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>"),
    BrokenRule(
        .parse14, "an AudienceRestriction with something else", .assertion, "</saml:AudienceRestriction>",
        "<saml:OneTimeUse/></saml:AudienceRestriction>"),
    BrokenRule(
        .parse14, "a OneTimeUse with content", .assertion, "</saml:Conditions>",
        "<saml:OneTimeUse><saml:Audience>u:x</saml:Audience></saml:OneTimeUse></saml:Conditions>"),
    BrokenRule(
        .parse14, "an unknown attribute on Conditions", .assertion, "<saml:Conditions ",
        "<saml:Conditions Not=\"x\" "),
    BrokenRule(.parse14, "an authentication without a context") {
        let context = ResponseFixture().xml.slice(
            from: "<saml:AuthnContext>", through: "</saml:AuthnContext>")
        return ResponseFixture(.assertion).replacing(context, "").signed
    },
    BrokenRule(.parse14, "an empty context") {
        let context = ResponseFixture().xml.slice(
            from: "<saml:AuthnContextClassRef>", through: "</saml:AuthnContextClassRef>")
        return ResponseFixture(.assertion).replacing(context, "").signed
    },
    BrokenRule(
        .parse14, "two classes of context", .assertion, "</saml:AuthnContext>",
        "<saml:AuthnContextClassRef>u:x</saml:AuthnContextClassRef></saml:AuthnContext>"),
    BrokenRule(
        .parse14, "a context that is declared on the spot", .assertion, "</saml:AuthnContext>",
        "<saml:AuthnContextDecl/></saml:AuthnContext>"),
    BrokenRule(
        .parse14, "a statement without a type", .assertion, "</saml:Assertion>",
        "<saml:Statement/></saml:Assertion>"),
    BrokenRule(
        .parse14, "a statement on a decision", .assertion, "</saml:Assertion>",
        "<saml:AuthzDecisionStatement Resource=\"u:x\" Decision=\"Permit\"/></saml:Assertion>"),
    BrokenRule(
        .parse14, "an AttributeStatement without attributes", .assertion, "</saml:Assertion>",
        "<saml:AttributeStatement/></saml:Assertion>"),
    BrokenRule(
        .parse14, "an unknown element in an attribute", .assertion, "</saml:Attribute>",
        "<saml:Value>x</saml:Value></saml:Attribute>"),
    BrokenRule(
        .parse14, "an unknown attribute on an attribute", .assertion, "<saml:Attribute ",
        "<saml:Attribute Value=\"x\" "),
]
