internal import Helper
internal import Policy
internal import SAML
internal import Store

/// The configured identity provider, all of it.
struct IDPReport: Report {
    let name, entityID, signInURL: String
    let enabled, proven, wantsSignedRequests: Bool
    let certificates: [SigningCertificate]
    @OrNull var legacy: Legacy?
    @OrNull var validUntil: String?
    @OrNull var metadata: Metadata?

    struct SigningCertificate: Encodable { let sha256, notBefore, notAfter: String }
    struct Legacy: Encodable {
        let weaknesses: [String]
        let until: String
        let granted: Bool
    }
    struct Metadata: Encodable {
        let source: String
        let signed: Bool
        let signedBy: [String]
        let fetchedAt, triedAt, nextRefresh: String
        @OrNull var failure: String?
        @OrNull var waiting: Waiting?
    }
    struct Waiting: Encodable {
        let foundAt: String
        let changes: [String]
        let rejected: Bool
    }

    init(_ provider: IdentityProvider, _ state: MetadataState?, at now: UnixTime = .now) {
        name = provider.name
        entityID = provider.entityID
        signInURL = provider.signInURL
        enabled = provider.isEnabled
        proven = provider.facts.isProven
        wantsSignedRequests = provider.wantsSignedRequests
        certificates = provider.certificates.map {
            SigningCertificate(
                sha256: Certificate.fingerprintSHA256(of: $0.der), notBefore: $0.validity.notBefore.iso8601,
                notAfter: $0.validity.notAfter.iso8601)
        }
        validUntil = provider.validUntil?.iso8601
        if let until = provider.weaknessesUntil, !provider.weaknesses.isEmpty {
            legacy = Legacy(weaknesses: provider.weaknesses, until: until.iso8601, granted: now < until)
        }
        metadata = state.map { state in
            Metadata(
                source: state.source.location, signed: state.source.isSigned,
                signedBy: state.source.certificates.map(Certificate.fingerprintSHA256),
                fetchedAt: state.fetchedAt.iso8601,
                triedAt: state.triedAt.iso8601, nextRefresh: MetadataSchedule.next(state).iso8601,
                failure: state.failures == 0 ? nil : state.failure,
                waiting: state.proposal.map {
                    Waiting(
                        foundAt: $0.foundAt.iso8601,
                        changes: $0.difference.split(separator: "\n").map(String.init),
                        rejected: $0.isRejected)
                })
        }
    }

    var text: String {
        var lines = [
            "\(name)  \(proven ? "proven by a sign-in" : "nobody has signed in through it yet")",
            "  entity ID     \(entityID)", "  sign-in URL   \(signInURL)",
        ]
        if !enabled { lines.append("  state         disabled. Run: gatehouse idp enable \(name.shellWord)") }
        lines += certificates.map {
            "  key           SHA-256 \($0.sha256)  \($0.notBefore) to \($0.notAfter)"
        }
        if wantsSignedRequests { lines.append("  requests      signed, as it asks for") }
        if let legacy {
            let names = legacy.weaknesses.joined(separator: ", ")
            lines.append(
                "  legacy        \(names): "
                    + (legacy.granted
                        ? "until \(legacy.until)" : "ended \(legacy.until), not granted any more"))
        }
        if let validUntil { lines.append("  valid until   \(validUntil)") }
        return
            (lines + (metadata.map(paragraph) ?? ["  metadata      its source is not known: not refreshed"]))
            .joined(separator: "\n")
    }

    private func paragraph(_ metadata: Metadata) -> [String] {
        var lines = [
            "  metadata      \(metadata.source)",
            metadata.signed
                ? "  signed by     "
                    + metadata.signedBy.map { "SHA-256 \($0)" }.joined(separator: "\n                ")
                : "  signed by     nobody: changes of keys and addresses wait for approval",
            "  fetched       \(metadata.fetchedAt), next \(metadata.nextRefresh)",
        ]
        if let failure = metadata.failure {
            lines.append(
                "  last refresh  failed \(metadata.triedAt): \(MetadataFailure.withoutRule(failure))")
        }
        if let waiting = metadata.waiting {
            lines.append("  \(waiting.rejected ? "rejected" : "waiting ")      found \(waiting.foundAt)")
            lines += waiting.changes.map { "                \($0)" }
            if !waiting.rejected {
                lines.append(
                    "                to bring it into force: "
                        + "gatehouse idp approve \(name.shellWord) --found \(waiting.foundAt)"
                )
            }
        }
        return lines
    }
}
