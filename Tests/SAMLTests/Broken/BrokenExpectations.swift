@testable import SAML

private let data = "NotOnOrAfter=\"2026-11-20T12:05:00Z\"/></saml:SubjectConfirmation>"
private let notBefore = "NotBefore=\"2026-11-20T12:01:01Z\" "
private let answer = " InResponseTo=\"\(ResponseFixture.requestID)\""
private let password = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"

/// A good response for somebody who was configured badly.
let configurationRows: [BrokenRule] = [
    BrokenRule(.sig01, "no key", for: ResponseFixture.judge(keys: [])) { ResponseFixture().signed },
    BrokenRule(.sig15, "a key of another kind", for: ResponseFixture.judge(keys: [.curve])) {
        ResponseFixture().signed
    },
    BrokenRule(.sig18, "RSA of 1024 bits", for: ResponseFixture.judge(keys: [.weak])) {
        ResponseFixture().signed(by: .weak).signed
    },
    BrokenRule(.sig18, "a public exponent of 3", for: ResponseFixture.judge(keys: [.smallExponent])) {
        ResponseFixture().signed(by: .smallExponent).signed
    },
    BrokenRule(.key02, "nine keys", for: ResponseFixture.judge(keys: Array(repeating: .provider, count: 9))) {
        ResponseFixture().signed
    },
]

/// What breaks a rule that holds for some service providers, identity providers or logins alone.
let expectationRows: [BrokenRule] = [
    BrokenRule(.parse02, "base64 of two alphabets", for: ResponseFixture.judgePosted) {
        Base64.encode(Array(ResponseFixture().signed.utf8)).replacingFirst("A", "-")
    },
    BrokenRule(.parse02, "base64 with something behind it", for: ResponseFixture.judgePosted) {
        Base64.encode(Array(ResponseFixture().signed.utf8)) + "===="
    },
    BrokenRule(
        .resp08, "an unsolicited response that answers", .response, "Data" + answer, "Data",
        for: ResponseFixture.judge(correlation: .unsolicited)),
    BrokenRule(
        .resp08, "an unsolicited response that answers nothing in particular",
        for: ResponseFixture.judge(correlation: .unsolicited)
    ) {
        ResponseFixture(.response).replacing(answer, " InResponseTo=\"\"").replacing(answer, "").signed
    },
    BrokenRule(.asrt17, "more than five minutes of clock difference", for: ResponseFixture.judge(skew: 301)) {
        ResponseFixture().signed
    },
    BrokenRule(.asrt17, "a negative clock difference", for: ResponseFixture.judge(skew: -1)) {
        ResponseFixture().signed
    },
    BrokenRule(
        .asrt04, "a bearer with a key", .assertion, data,
        data.replacingFirst(
            "/>",
            "><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
                + "</saml:SubjectConfirmationData>")),
    BrokenRule(
        .asrt07, "a NotBefore to come, where one is allowed", .assertion, data, notBefore + data,
        for: ResponseFixture.judge(weaknesses: [.scdNotBefore])),
    BrokenRule(
        .asrt09, "somebody else's address", .assertion, data, "Address=\"198.51.100.7\" " + data,
        for: ResponseFixture.judge { $0.clientAddress = "198.51.100.70" }),
    BrokenRule(
        .asrt09, "an empty address", .assertion, data, "Address=\"\" " + data,
        for: ResponseFixture.judge { $0.clientAddress = "198.51.100.70" }),
    BrokenRule(
        .asrt15, "another way of signing in", .assertion, password, password + "ProtectedTransport",
        for: ResponseFixture.judge { $0.authnContexts = [password, "u:x"] }),
    BrokenRule(
        .asrt15, "an empty way of signing in", .assertion, password, "",
        for: ResponseFixture.judge { $0.authnContexts = [password] }),
    BrokenRule(.asrt16, "an assertion for a decade, issued before dinner") {
        ResponseFixture().replacing("11:59:57Z", "11:48:59Z").replacing(
            "2026-11-20T12:05:00Z", "2036-11-20T12:05:00Z"
        )
        .replacing("2026-11-20T12:06:00Z", "2036-11-20T12:06:00Z").signed
    },
    BrokenRule(
        .asrt19, "a sign-in of before", .assertion, "11:40:00Z", "11:57:59Z",
        for: ResponseFixture.judge { $0.signedInAfter = ResponseFixture.now - 60 }),
    BrokenRule(
        .asrt19, "a second sign-in of before",
        for: ResponseFixture.judge { $0.signedInAfter = ResponseFixture.now }
    ) {
        let xml = ResponseFixture().replacing("11:40:00Z", "11:59:57Z").xml
        let statement = xml.slice(from: "<saml:AuthnStatement ", through: "</saml:AuthnStatement>")
        let stale = statement.replacingFirst("11:59:57Z", "11:40:00Z")
        return ResponseFixture().replacing("11:40:00Z", "11:59:57Z").replacing(statement, statement + stale)
            .signed
    },
]
