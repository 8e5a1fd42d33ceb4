internal import Foundation
internal import Isolation
internal import SAML

/// `gatehouse verify-worker`: verifies the one response on standard input, confined, and ends. The sign-in service starts it
/// for each response, with the files of the decryption keys as arguments; people have `gatehouse assertion verify`.
enum VerifyWorker {
    /// The command's name. It stands in no help.
    static let name = "verify-worker"

    /// How it ends when there is no answer, for the service's log.
    private enum Status: Int32 {
        case requestUnreadable = 65
        case keyUnreadable = 66
        case notConfined = 70
        case notWritten = 74
    }

    /// Answers and ends the process. Call it before anything has started a thread.
    static func run() -> Never {
        let worker: VerificationWorker
        do {
            let keys = try CommandLine.arguments.dropFirst(2).map {
                [UInt8](try Data(contentsOf: URL(filePath: $0)))
            }
            worker = try VerificationWorker(decryptionKeys: keys)
        } catch {
            end(.keyUnreadable)
        }
        do throws(SandboxError) {
            try Sandbox().enter()
        } catch {
            end(.notConfined)
        }
        guard let request = StandardStreams.readAll(limit: VerificationRequest.sizeLimit),
            let answer = worker.answer(to: request)
        else { end(.requestUnreadable) }
        guard StandardStreams.write(answer) else { end(.notWritten) }
        // The libraries' own clean-up is not worth its time: the process takes everything along.
        _exit(0)
    }

    private static func end(_ status: Status) -> Never { _exit(status.rawValue) }
}
