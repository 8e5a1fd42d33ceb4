import Testing

@testable import Helper

struct PostbackFormTests {
    private static let type = "application/x-www-form-urlencoded"

    private func form(_ body: String, type: String? = type) -> PostbackForm? {
        PostbackForm(contentType: type, body: body.utf8)
    }

    @Test func `fields are decoded once`() {
        let form = form("RelayState=a%2Bb&SAMLResponse=PHg%2B%0D%0A%3D%25")
        #expect(form == PostbackForm(response: [UInt8]("PHg+\r\n=%".utf8), relayState: "a+b"))
    }

    @Test func `a RelayState may be absent or empty, other fields are not looked at`() {
        #expect(
            form("SAMLResponse=x&other=1&other=2")
                == PostbackForm(response: [UInt8]("x".utf8), relayState: nil))
        #expect(form("SAMLResponse=x&RelayState=")?.relayState == nil)
    }

    @Test(arguments: [
        "", "RelayState=a", "SAMLResponse=", "SAMLResponse", "SAMLResponse=a&SAMLResponse=b",
        "samlresponse=a",
        "SAMLResponse=a&SAML%52esponse=b", "SAMLResponse=a&RelayState=b&RelayState=b", "SAMLResponse=a%",
        "SAMLResponse=a%4",
        "SAMLResponse=a%zz", "SAMLResponse=a&RelayState=%FF",
    ])
    func `anything but one response and at most one RelayState is refused`(body: String) {
        #expect(form(body) == nil)
    }

    @Test func `a RelayState of more than 80 bytes is refused`() {
        #expect(form("SAMLResponse=a&RelayState=" + String(repeating: "r", count: 80)) != nil)
        #expect(form("SAMLResponse=a&RelayState=" + String(repeating: "r", count: 81)) == nil)
    }

    @Test(arguments: [
        nil, "", "multipart/form-data", "text/plain", "application/x-www-form-urlencoded, text/plain",
    ])
    func `another content type is refused`(type: String?) {
        #expect(form("SAMLResponse=a", type: type) == nil)
    }
}
