internal import HTTPTypes
internal import Hummingbird

/// Puts the headers on every answer that keep browsers from doing anything clever with it.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        return response
    }
}

extension HTTPField.Name {
    static var referrerPolicy: Self { known("Referrer-Policy") }
    static var fetchSite: Self { known("Sec-Fetch-Site") }

    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("not the name of a header field") }
        return name
    }
}
