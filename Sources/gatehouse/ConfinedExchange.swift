internal import Foundation
internal import Isolation

/// What every worker does once it has what it needs: gives up its rights, answers one request and ends.
enum ConfinedExchange {
    /// How a worker ends when there is no answer, for the log of whoever started it.
    enum Status: Int32 {
        case requestUnreadable = 65
        case keyUnreadable = 66
        case notConfined = 70
        case notWritten = 74
    }

    /// Answers and ends the process, which must have one thread.
    ///
    /// - Parameter limit: octets of a request.
    static func run(limit: Int, _ answer: ([UInt8]) -> [UInt8]?) -> Never {
        do throws(SandboxError) {
            try Sandbox().enter()
        } catch {
            end(.notConfined)
        }
        guard let request = StandardStreams.readAll(limit: limit), let answer = answer(request) else {
            end(.requestUnreadable)
        }
        guard StandardStreams.write(answer) else { end(.notWritten) }
        // The libraries' own clean-up is not worth its time: the process takes everything along.
        _exit(0)
    }

    /// Ends the process without an answer.
    static func end(_ status: Status) -> Never { _exit(status.rawValue) }
}
