extension Finding {
    /// Judges a list of issuers that may hold one at most: it must name `entityID`.
    static func issuer(
        _ issuers: [IssuerReading], is entityID: String, isRequired: Bool = true
    ) -> Finding {
        guard issuers.count <= 1 else { return .fail(expected: "one Issuer", found: "\(issuers.count)") }
        guard let issuer = issuers.first else {
            return isRequired
                ? .fail(expected: entityID, found: "no Issuer") : .notApplicable("no Issuer, none needed")
        }
        if let format = issuer.format, !sameBytes(format, IssuerReading.entityFormat) {
            return .fail(expected: IssuerReading.entityFormat, found: format)
        }
        return .equal(issuer.value, entityID)
    }
}
