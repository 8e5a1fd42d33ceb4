internal import Foundation
public import Policy
internal import SAML
internal import Store

/// What a person makes of a description that waits.
public struct MetadataApproval: Sendable {
    private let upkeep: MetadataUpkeep

    /// Acts in the name of the upkeep's actor.
    public init(_ upkeep: MetadataUpkeep) {
        self.upkeep = upkeep
    }

    /// Brings the waiting description into force, which counts as a new configuration: the identity provider is unproven
    /// until the next sign-in.
    ///
    /// - Parameter foundAt: when the changes were found that the person looked at; others are not approved.
    /// - Returns: what changed, one line each.
    /// - Throws: ``MetadataFailure`` when nothing waits or it may not be used any more, or `StoreError`.
    public func approve(foundAt: UnixTime) async throws -> [String] {
        let now = upkeep.now()
        guard let present = try Situation(upkeep.store, upkeep.organisation),
            let proposal = present.state.proposal,
            !proposal.isRejected
        else {
            throw Self.nothing
        }
        guard foundAt == proposal.foundAt else {
            throw MetadataFailure(
                .meta10,
                "other changes wait by now. Look at them: gatehouse idp show \(present.provider.name)")
        }
        let found = try await upkeep.reader.examine(
            proposal.xml, from: present.state.source, at: now, after: present.knownUntil)
        let lines = MetadataDifference(from: TrustedDescription(present.provider), to: found.description)
            .lines
        let seen = present.state.proposal
        let store = try upkeep.openStore()
        try store.transaction { () throws(StoreError) in
            guard let still = try Situation(store, upkeep.organisation), still.isStill(present),
                still.state.proposal == seen
            else {
                throw .conflict
            }
            try store.replaceDescription(
                with: found.provider(
                    name: present.provider.name, changedAt: present.provider.nextChange(at: now)),
                of: upkeep.organisation)
            try store.record(entry(.identityProviderApprove, present, lines.joined(separator: "; ")))
        }
        return lines
    }

    /// Drops the waiting description; the same changes do not wait again.
    ///
    /// - Returns: what does not change, one line each.
    /// - Throws: ``MetadataFailure`` when nothing waits, or `StoreError`.
    public func reject() throws -> [String] {
        let store = try upkeep.openStore()
        var lines: [String] = []
        try store.transaction { () throws(StoreError) in
            guard let present = try Situation(store, upkeep.organisation),
                let proposal = present.state.proposal,
                !proposal.isRejected
            else { return }
            lines = proposal.difference.split(separator: "\n").map(String.init)
            try store.rejectProposal(of: upkeep.organisation)
            try store.record(entry(.identityProviderReject, present, lines.joined(separator: "; ")))
        }
        guard !lines.isEmpty else { throw Self.nothing }
        return lines
    }

    private func entry(_ event: AuditEvent, _ present: Situation, _ detail: String) -> AuditEntry {
        AuditEntry(
            at: upkeep.now(), event: event, actor: upkeep.actor, subject: present.provider.name,
            organisation: upkeep.organisation, outcome: .changed, rule: "META-10", origin: upkeep.origin,
            detail: detail)
    }

    private static let nothing = MetadataFailure(
        .meta10, "nothing waits for approval")
}
