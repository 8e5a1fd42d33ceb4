internal import HTTPTypes
internal import Hummingbird
internal import Mustache
internal import Policy
internal import Store

/// Makes the pages people see: each whole in itself, without scripts and without anything fetched from elsewhere.
struct Pages: Sendable {
    private let library: MustacheLibrary
    private let host: HostIdentity
    private let random: RandomSource

    /// Reads the templates.
    ///
    /// - Throws: an error of the template engine, which a test of the templates has to have caught.
    init(host: HostIdentity, random: RandomSource) throws {
        self.host = host
        self.random = random
        library = MustacheLibrary(
            templates: try PageTemplates.all.mapValues { try MustacheTemplate(string: $0) })
    }

    /// Who asked, and the field for an e-mail address. Nothing on it tells whose identity providers there are.
    func address(_ signIn: SignIn) -> Response {
        page(
            "address", status: .ok, title: "Is this you?",
            values(of: signIn).merging(["action": host.path(of: signIn.token)]) { $1 },
            formTarget: FormTarget.text(signInURL: nil))
    }

    /// Who asked, and the button that leads to the identity provider.
    func question(_ signIn: SignIn, signInURL: String?) -> Response {
        page(
            "question", status: .ok, title: "Is this you?",
            values(of: signIn).merging(["action": host.path(of: signIn.token)]) { $1 },
            formTarget: FormTarget.text(signInURL: signInURL))
    }

    /// The code for the terminal.
    func code(_ code: SignInCode, of signIn: SignIn) -> Response {
        page(
            "code", status: .ok, title: "Your code",
            values(of: signIn).merging(["code": code.shown, "until": signIn.expiresAt.minute]) { $1 })
    }

    /// A no.
    func refusal(_ refusal: Refusal) -> Response {
        var values = ["sentence": refusal.sentence]
        values["reference"] = refusal.reference
        return page(
            "refusal", status: HTTPResponse.Status(code: refusal.kind.rawValue), title: "Not signed in",
            values)
    }

    /// A request that is no request of ours.
    func problem(_ status: HTTPResponse.Status) -> Response {
        let (title, sentence) =
            switch status.code {
            case 404: ("No such page", "There is nothing here. Check the address in your terminal.")
            case 405: ("Not like this", "This address is not for that kind of request.")
            case 413: ("Too large", "What was sent is larger than any sign-in.")
            case 500...:
                ("Something is broken", "The sign-in service cannot work right now. Try again later.")
            default: ("Not understood", "What was sent is no sign-in. Start again in your terminal.")
            }
        return page("refusal", status: status, title: title, ["sentence": sentence])
    }

    private func values(of signIn: SignIn) -> [String: String] {
        [
            "login": signIn.sought.login.description, "service": signIn.asker.service,
            "from": signIn.asker.remoteHost.isEmpty ? "this host itself" : signIn.asker.remoteHost,
            "time": signIn.startedAt.minute, "reference": signIn.token.reference,
        ]
    }

    private func page(
        _ template: String, status: HTTPResponse.Status, title: String, _ values: [String: String],
        formTarget: String = "'none'"
    ) -> Response {
        let nonce = random.token(bits: 128)
        let common = ["title": title, "host": host.name, "nonce": nonce]
        let html = library.render(values.merging(common) { $1 }, withTemplate: template) ?? ""
        var response = Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'nonce-\(nonce)'; form-action \(formTarget); base-uri 'none'; frame-ancestors 'none'"
        return response
    }
}

/// Where the page's form may lead. Browsers hold the redirect that answers a form, and those after it, to the same list, and identity
/// providers pass people on among hosts of their own: over TLS any, else only the configured one.
enum FormTarget {
    static func text(signInURL: String?) -> String {
        guard let signInURL, let origin = origin(of: signInURL) else { return "'self'" }
        return origin.hasPrefix("https:") ? "'self' https:" : "'self' " + origin
    }

    private static func origin(of url: String) -> String? {
        let pieces = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard pieces.count >= 3, pieces[0] == "https:" || pieces[0] == "http:", pieces[1].isEmpty,
            let authority = pieces[2].split(whereSeparator: { "?#".contains($0) }).first,
            authority.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"'\";,".utf8.contains($0) })
        else { return nil }
        return pieces[0] + "//" + authority
    }
}
