/// Why the local accounts cannot be told.
public struct LocalAccountsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file that could not be read.
    public let path: String

    /// Names the file.
    public init(path: String) {
        self.path = path
    }

    /// What is wrong, and what to do.
    public var description: String {
        "cannot read \(path): make it readable for everybody, as it is by default"
    }
}
