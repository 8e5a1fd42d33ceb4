internal import Dispatch

/// The real resolver: libunbound, validating where a trust anchor is configured.
///
/// A fresh context for each call, so that nothing is remembered; gives up after `ResolverSettings.timeout`.
public struct UnboundResolver: Resolver {
    private let settings: ResolverSettings

    /// A resolver with these settings; nothing is opened before the first question.
    public init(_ settings: ResolverSettings) {
        self.settings = settings
    }

    /// See `Resolver`. Blocks no task: the wait happens on a thread of its own, and ends when the task is
    /// cancelled.
    public func answers(
        to questions: [Question], from vantage: Vantage
    ) async throws(ResolverError) -> [Answer] {
        let settings = settings.seen(from: vantage)
        // Not on a task: the wait would hold one of the few threads that run Swift's tasks.
        let interruption = try Interruption()
        let result: Result<[Answer], ResolverError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "gatehouse.dns").async {
                    continuation.resume(returning: Self.look(questions, settings, interruption))
                }
            }
        } onCancel: {
            interruption.raise()
        }
        return try result.get()
    }

    private static func look(
        _ questions: [Question], _ settings: ResolverSettings, _ interruption: Interruption
    ) -> Result<[Answer], ResolverError> {
        Result { () throws(ResolverError) -> [Answer] in
            let deadline = ContinuousClock.now + settings.timeout
            let context = try UnboundContext.make(settings)
            return try context.answers(to: questions, before: deadline, unless: interruption)
        }
    }
}
