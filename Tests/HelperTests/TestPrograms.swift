import Foundation
import Isolation

/// Programs to run as workers.
enum TestPrograms {
    /// The product's executable, as it was built with the tests.
    static let gatehouse = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "gatehouse").path

    /// The one that reads metadata. It has all the time it needs on a busy machine.
    static let metadataWorker = {
        var program = WorkerProgram(executable: gatehouse, arguments: ["metadata-worker"])
        program.deadline = .seconds(60)
        return program
    }()

    static func shell(_ script: String) -> WorkerProgram {
        WorkerProgram(executable: "/bin/sh", arguments: ["-c", script])
    }
}
