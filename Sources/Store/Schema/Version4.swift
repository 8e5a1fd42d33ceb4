extension Schema {
    /// Several organisations, a chained audit log, recovery codes.
    static let version4: [StaticString] = severalOrganisations + auditChain + recoveryCodes
}
