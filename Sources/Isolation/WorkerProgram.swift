/// What is run for each request, and what one run may take.
public struct WorkerProgram: Sendable {
    /// Path of the executable.
    public var executable: String
    /// Its arguments, without its name.
    public var arguments: [String]
    /// How long one run may take, from its start to its end.
    public var deadline = Duration.seconds(3)
    /// Octets of an answer.
    public var answerLimit = 1 << 20

    /// - Parameters:
    ///   - executable: by default the program that is running, as it was when it was started.
    ///   - arguments: seen by every user of the host; never a secret.
    public init(executable: String = "/proc/self/exe", arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }
}
