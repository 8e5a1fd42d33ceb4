/// What a response must answer.
public enum Correlation: Sendable, Equatable {
    /// The request with this ID, which was sent for this very login.
    case request(id: String)
    /// No request at all: the response must not claim to answer one.
    case unsolicited
}
