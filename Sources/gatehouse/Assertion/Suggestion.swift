internal import SAML

/// The `assertion verify` command that a response asks for by what it claims.
struct Suggestion {
    /// Ready to be pasted into a shell.
    let command: String

    /// `nil` when the response cannot be looked at.
    /// - Parameter provider: what was said about the identity provider already.
    init?(_ captured: CapturedResponse, file: String, entry: Int?, provider: ProviderOptions) {
        guard let content = try? UnverifiedContent(captured) else { return nil }
        let assertion = content.assertions.first
        let request = content.inResponseTo ?? assertion?.confirmations.first?.inResponseTo
        var options = [("--response", file)]
        if let entry { options.append(("--entry", String(entry))) }
        if let metadata = provider.idpMetadata {
            options.append(("--idp-metadata", metadata))
        } else {
            options.append(
                (
                    "--idp-entity-id",
                    provider.idpEntityId ?? assertion?.issuer ?? content.issuer ?? "ENTITY-ID"
                ))
            let certificates = provider.idpCert.isEmpty ? ["CERTIFICATE-YOU-TRUST.pem"] : provider.idpCert
            options += certificates.map { ("--idp-cert", $0) }
        }
        options += [
            ("--sp-entity-id", assertion?.audiences.first ?? "YOUR-ENTITY-ID"),
            (
                "--acs-url",
                assertion?.confirmations.first?.recipient ?? content.destination ?? "YOUR-POSTBACK-URL"
            ),
        ]
        if !content.encrypted.isEmpty { options.append(("--decryption-key", "YOUR-KEY.pem")) }
        if let request { options.append(("--request-id", request)) }
        if let time = content.issueInstant { options.append(("--at", time)) }
        let words = options.map { "\($0) \($1.shellWord)" } + (request == nil ? ["--unsolicited"] : [])
        command = "gatehouse assertion verify " + words.joined(separator: " \\\n  ")
    }
}
