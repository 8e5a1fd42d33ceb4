extension Schema {
    /// Recovery codes of owners.
    static let recoveryCodes: [StaticString] = []
}
