/// What the exit status of every command means.
enum ExitStatus: Int32, Error {
    /// Yes, or done.
    case yes = 0
    /// Refused, rejected, denied.
    case no = 1
    /// The command line makes no sense.
    case wrongUsage = 2
    /// Store, network or a file stood in the way.
    case cannotTell = 3
}
