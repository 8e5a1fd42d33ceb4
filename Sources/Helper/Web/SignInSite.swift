internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// The pages and addresses a browser meets, and nothing else.
struct SignInSite: Sendable {
    let broker: SignInBroker
    let pages: Pages
    let host: HostIdentity
    /// What identity providers read about this host (`/saml/metadata`).
    let metadata: String
    let logger: Logger

    /// The routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages(pages: pages, logger: logger))
        router.get("s/:token") { request, context in try await question(request, context) }
        router.post("s/:token") { request, context in try await depart(request, context) }
        router.get("s/:token/code") { request, context in try await code(request, context) }
        router.post("saml/acs") { request, _ in try await postback(request) }
        router.get("saml/metadata") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/samlmetadata+xml"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metadata)))
        }
        router.get("health") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
        }
        refuse(router, "s/:token", but: [.get, .post])
        refuse(router, "s/:token/code", but: [.get])
        refuse(router, "saml/acs", but: [.post])
        refuse(router, "saml/metadata", but: [.get])
        refuse(router, "health", but: [.get])
        return router
    }

    private func question(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let token = try token(context)
        switch try await broker.look(at: token, cookie: cookie(request, token)) {
        case .address(let signIn): return pages.address(signIn)
        case .question(let signIn, let signInURL): return pages.question(signIn, signInURL: signInURL)
        case .code: return redirect(to: host.page(of: token) + "/code")
        }
    }

    private func depart(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let token = try token(context)
        // Only the button on our own page may begin it: another site cannot hide what is being asked.
        if let site = request.headers[.fetchSite], site != "same-origin" {
            throw Refusal(
                .forbidden, "Open the address that your terminal shows.", reference: token.reference)
        }
        let body = try await request.body.collect(upTo: AddressForm.maximumLength)
        if body.readableBytes > 0 {
            guard let form = AddressForm(body: body.readableBytesView) else { throw HTTPError(.badRequest) }
            try await broker.choose(for: token, byAddress: form.address)
            return redirect(to: host.page(of: token))
        }
        let departure = try await broker.depart(from: token, cookie: cookie(request, token))
        return redirect(to: departure.location, binding: departure.browser, to: token)
    }

    private func code(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let token = try token(context)
        if let ticket = request.uri.queryParameters["ticket"] {
            let browser = try await broker.prove(
                token, ticket: String(ticket), cookie: cookie(request, token))
            return redirect(to: host.page(of: token) + "/code", binding: browser, to: token)
        }
        let (signIn, code) = try await broker.code(of: token, cookie: cookie(request, token))
        return pages.code(code, of: signIn)
    }

    private func postback(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: PostbackForm.maximumLength)
        guard
            let form = PostbackForm(contentType: request.headers[.contentType], body: body.readableBytesView)
        else {
            throw HTTPError(.badRequest)
        }
        let ticket = try await broker.receive(form)
        return redirect(to: host.page(of: ticket.token) + "/code?ticket=" + ticket.value.text)
    }

    private func refuse(
        _ router: Router<BasicRequestContext>, _ path: RouterPath, but allowed: [HTTPRequest.Method]
    ) {
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        for method in methods where !allowed.contains(method) {
            router.on(path, method: method) { _, _ -> Response in throw HTTPError(.methodNotAllowed) }
        }
    }

    private func token(_ context: BasicRequestContext) throws(Refusal) -> SignInToken {
        guard let text = context.parameters.get("token"), let token = SignInToken(text) else {
            throw Refusal.ended
        }
        return token
    }

    private func cookie(_ request: Request, _ token: SignInToken) -> String? {
        request.cookies[cookieName(token)]?.value
    }

    /// One cookie for each sign-in, so that two of them in one browser do not meet. The prefix binds it to this host and TLS.
    private func cookieName(_ token: SignInToken) -> String {
        (host.isSecure ? "__Host-" : "") + "gatehouse-" + token.reference
    }

    private func redirect(to location: String) -> Response {
        Response(status: .seeOther, headers: [.location: location])
    }

    /// Gives the browser the cookie by which it is known again.
    private func redirect(to location: String, binding browser: BrowserKey, to token: SignInToken)
        -> Response
    {
        var response = redirect(to: location)
        response.setCookie(
            Cookie(
                name: cookieName(token), value: browser.text, maxAge: 600, path: "/", secure: host.isSecure,
                httpOnly: true, sameSite: .lax))
        return response
    }
}
