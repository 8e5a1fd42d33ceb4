internal import Dispatch
internal import Foundation
internal import Store

/// Shows records as they are written. It asks SQLite for the number that changes with the file, twice a second, and reads only when
/// that has changed.
struct AuditFollower {
    let store: String
    let selection: AuditSelection
    let show: @Sendable (AuditReport) throws -> Void

    /// Ends at SIGINT and SIGTERM, as if that were what it was asked.
    func run() async throws {
        let following = Task { try await follow() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { following.cancel() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try await following.value
    }

    private func follow() async throws {
        let store = try Store(path: store, access: .read)
        var selection = selection
        var seen: Int64?
        while !Task.isCancelled {
            let counter = try store.changeCounter()
            if counter != seen {
                let head = try store.auditHead().sequence
                let records = try store.auditEntries(selection)
                for record in records { try show(AuditReport(record)) }
                selection.after = max(head, records.last?.sequence ?? 0)
                selection.limit = .max
                seen = counter
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }
}
