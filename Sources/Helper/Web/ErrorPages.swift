internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns everything a route throws into a page.
struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    let pages: Pages
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            return pages.refusal(refusal)
        } catch let error as any HTTPResponseError {
            return pages.problem(error.status)
        } catch {
            logger.error("a page failed", metadata: ["why": "\(printable("\(error)".utf8))"])
            return pages.problem(.internalServerError)
        }
    }
}
