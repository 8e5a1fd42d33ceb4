extension Schema {
    /// Several organisations, each with its plan and settings.
    static let severalOrganisations: [StaticString] = []
}
