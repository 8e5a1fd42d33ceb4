import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Wire

@testable import Helper

struct SiteTests {
    private func site(_ scene: Scene) throws -> some ApplicationProtocol {
        let site = SignInSite(
            broker: scene.broker, pages: try Pages(host: scene.host, random: scene.random), host: scene.host,
            metadata: "<md/>", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return Application(router: site.router())
    }

    /// What a browser sends back of a cookie it was given.
    private func carried(_ cookie: String) throws -> String {
        String(try #require(cookie.split(separator: ";").first))
    }

    private static let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    @Test func `one login, as a browser sees it`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        try await site(scene).test(.router) { browser in
            let page = try await browser.send(.get, "/s/\(token.text)")
            let text = String(buffer: page.body)
            #expect(page.status == .ok)
            for shown in ["alice", "build7", "sshd", "192.0.2.7", token.reference, "2027-01-15 08:00 UTC"] {
                #expect(text.contains(shown), "\(shown)")
            }
            #expect(page.headers[.contentSecurityPolicy]?.contains("form-action 'self' https:") == true)

            let departure = try await browser.send(.post, "/s/\(token.text)")
            #expect(departure.status == .seeOther)
            let location = try #require(departure.headers[.location])
            #expect(location.hasPrefix("https://idp.example.com/sso?"))
            let cookie = try #require(departure.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-gatehouse-\(token.reference)="))
            for property in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
                #expect(cookie.contains(property))
            }

            let relayState = try #require(location.split(separator: "=").last)
            let body = "SAMLResponse=alice%40example.com+_\(relayState)+browser&RelayState=\(relayState)"
            let postback = try await browser.send(.post, "/saml/acs", headers: Self.form, body: body)
            #expect(postback.status == .seeOther)
            let landing = try #require(postback.headers[.location])
            #expect(landing.hasPrefix("https://login.example.com/s/\(token.text)/code?ticket="))
            let early = try await browser.send(
                .get, "/s/\(token.text)/code", headers: [.cookie: try carried(cookie)])
            #expect(early.status == .forbidden)

            let proof = try await browser.send(
                .get, String(landing.dropFirst(scene.host.baseURL.count)),
                headers: [.cookie: try carried(cookie)])
            #expect(proof.status == .seeOther)
            #expect(proof.headers[.location] == "https://login.example.com/s/\(token.text)/code")
            let renewed = try carried(try #require(proof.headers[.setCookie]))
            #expect(try renewed != carried(cookie))

            for headers: HTTPFields in [[:], [.cookie: try carried(cookie)]] {
                let without = try await browser.send(.get, "/s/\(token.text)/code", headers: headers)
                #expect(without.status == .forbidden)
            }
            let shown = try await browser.send(.get, "/s/\(token.text)/code", headers: [.cookie: renewed])
            let code = try #require(
                String(buffer: shown.body).firstMatch(of: /id="code"[^>]*>([A-Z0-9]{4}-[A-Z0-9]{4})</))
            #expect(try await scene.redeem(token, String(code.1)) == .granted(try scene.account("alice")))
        }
    }

    @Test func `every answer forbids framing, sniffing, storing and telling where one came from`()
        async throws
    {
        try await site(try Scene()).test(.router) { browser in
            for path in ["/health", "/saml/metadata", "/s/none", "/nowhere"] {
                let answer = try await browser.send(.get, path)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.referrerPolicy] == "no-referrer")
            }
        }
    }

    @Test func `what is no sign-in gets a page that says so`() async throws {
        try await site(try Scene()).test(.router) { browser in
            func expect(
                _ status: Int, _ method: HTTPRequest.Method, _ uri: String, type: String? = nil,
                _ body: String = ""
            ) async throws {
                var headers: HTTPFields = [:]
                headers[.contentType] = type
                let answer = try await browser.send(method, uri, headers: headers, body: body)
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
                #expect(String(buffer: answer.body).contains("<main>"))
                #expect(answer.status.code == status)
            }
            let form = "application/x-www-form-urlencoded"
            try await expect(404, .get, "/nowhere")
            try await expect(404, .get, "/s/0123456789")
            try await expect(405, .get, "/saml/acs")
            try await expect(405, .delete, "/health")
            try await expect(400, .post, "/saml/acs", type: "text/plain", "SAMLResponse=x")
            try await expect(400, .post, "/saml/acs", type: form, "SAMLResponse=x")
            let tooLong = String(repeating: "A", count: PostbackForm.maximumLength)
            try await expect(413, .post, "/saml/acs", type: form, "SAMLResponse=" + tooLong)
        }
    }

    @Test func `a refused person reads one sentence and a reference, never the rule`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (_, relayState) = try await scene.depart(token)
        try await site(scene).test(.router) { browser in
            let answer = try await browser.send(
                .post, "/saml/acs", headers: Self.form,
                body: "SAMLResponse=junk&RelayState=\(relayState)")
            let text = String(buffer: answer.body)
            #expect(answer.status == .forbidden)
            #expect(text.contains(token.reference))
            #expect(!text.contains("RESP-06") && !text.contains(relayState))
        }
    }

    @Test func `another site cannot press the button`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let fetchSite = try #require(HTTPField.Name("Sec-Fetch-Site"))
        try await site(scene).test(.router) { browser in
            let forged = try await browser.send(.post, "/s/\(token.text)", headers: [fetchSite: "cross-site"])
            #expect(forged.status == .forbidden)
            let own = try await browser.send(.post, "/s/\(token.text)", headers: [fetchSite: "same-origin"])
            #expect(own.status == .seeOther)
        }
    }

    @Test func `what the module reports is shown as text, not as markup`() async throws {
        let scene = try Scene()
        let reply = await scene.broker.begin(
            try scene.account("alice"),
            from: .init(
                service: [UInt8]("<b>&\"".utf8), remoteHost: [UInt8]("<script>\n".utf8), terminal: []),
            askedBy: 0)
        guard case .started(_, let url, _) = reply else { throw Unexpected(reply) }
        let path = String(decoding: url, as: UTF8.self).dropFirst(scene.host.baseURL.count)
        try await site(scene).test(.router) { browser in
            let text = String(buffer: try await browser.send(.get, String(path)).body)
            #expect(!text.contains("<script>") && text.contains("&lt;script&gt;?"))
        }
    }

    @Test(arguments: [
        ("https://idp.example.com/sso", "'self' https:"),
        ("http://127.0.0.1:8080/sso?a=b", "'self' http://127.0.0.1:8080"),
        ("http://idp.example.com?x", "'self' http://idp.example.com"), ("http://a;b/", "'self'"),
        ("javascript:alert(1)", "'self'"),
    ])
    func `the button may lead to the identity provider and to no other scheme`(url: String, policy: String) {
        #expect(FormTarget.text(signInURL: url) == policy)
    }
}

extension TestClientProtocol {
    fileprivate func send(
        _ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields = [:], body: String = ""
    ) async throws -> TestResponse {
        try await executeRequest(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body))
    }
}
