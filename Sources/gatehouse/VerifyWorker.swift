internal import Foundation
internal import SAML

/// `gatehouse verify-worker`: verifies the one response on standard input, confined, and ends. The sign-in service starts it
/// for each response, with the files of the decryption keys as arguments; people have `gatehouse assertion verify`.
enum VerifyWorker {
    /// The command's name. It stands in no help.
    static let name = "verify-worker"

    /// Answers and ends the process. Call it before anything has started a thread.
    static func run() -> Never {
        guard let worker = try? prepared() else { ConfinedExchange.end(.keyUnreadable) }
        ConfinedExchange.run(limit: VerificationRequest.sizeLimit) { worker.answer(to: $0) }
    }

    private static func prepared() throws -> VerificationWorker {
        let keys = try CommandLine.arguments.dropFirst(2).map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        return try VerificationWorker(decryptionKeys: keys)
    }
}
