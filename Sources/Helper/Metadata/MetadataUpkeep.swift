public import Policy
internal import SAML
public import Store

/// Brings the description of an organisation's identity provider up to date, and writes down what changed.
///
/// What a pinned metadata key signed, and what is no older description brought back, comes into force at once and leaves
/// the identity provider proven: the key stands for it, and nobody outside may be able to suspend provisioning or open the
/// owners' password by rolling a key. What nobody signed, what may be older, and every change of the entity ID waits for a
/// person (META-10), whose approval is a change of configuration like any other. Until then, and while a source gives
/// nothing usable, the last good description stays in force.
public struct MetadataUpkeep: Sendable {
    let store: String
    /// Whose identity provider it is about.
    let organisation: Organisation.ID
    let reader: MetadataReader
    /// Who is named in the audit log.
    let actor: String
    /// From where they act.
    let origin: AuditOrigin
    private let systemLog: SystemLog
    let now: @Sendable () -> UnixTime

    /// - Parameters:
    ///   - organisation: whose identity provider it is about.
    ///   - reader: how sources are read.
    ///   - actor: who is named in the audit log.
    ///   - origin: from where they act.
    public init(
        _ configuration: Configuration, of organisation: Organisation.ID, reader: MetadataReader,
        actor: String, origin: AuditOrigin = .gatehouse, clock: @escaping @Sendable () -> UnixTime
    ) {
        self.init(
            store: configuration.store, systemLog: .host, of: organisation, reader: reader, actor: actor,
            origin: origin, clock: clock)
    }

    init(
        store: String, systemLog: SystemLog = .none, of organisation: Organisation.ID,
        reader: MetadataReader, actor: String, origin: AuditOrigin = .gatehouse,
        clock: @escaping @Sendable () -> UnixTime
    ) {
        self.store = store
        self.systemLog = systemLog
        self.organisation = organisation
        self.reader = reader
        self.actor = actor
        self.origin = origin
        now = clock
    }

    /// The store, for a change.
    func openStore() throws(StoreError) -> Store {
        try Store(path: store, access: .write, announcing: systemLog.announcement)
    }

    /// What came of asking the source.
    public enum Outcome: Hashable, Sendable {
        /// Nothing new.
        case unchanged
        /// These changes are in force.
        case applied([String])
        /// These changes wait for approval.
        case waiting([String])
        /// These changes were rejected before.
        case rejected([String])
        /// Nothing usable came.
        case failed(MetadataFailure)
        /// There is no source, or the configuration was changed while it was asked.
        case pointless
    }

    /// Whether it is time to ask the source.
    func isDue() throws(StoreError) -> Bool {
        guard let state = try Store(path: store, access: .read).metadataState(of: organisation) else {
            return false
        }
        return MetadataSchedule.isDue(state, at: now())
    }

    /// Asks the source, and takes over what it says as far as it may.
    public func refresh() async throws(StoreError) -> Outcome {
        guard let start = try Situation(store, organisation) else { return .pointless }
        let found: FoundMetadata
        do throws(MetadataFailure) {
            found = try await reader.read(start.state.source, at: now(), after: start.knownUntil)
        } catch {
            return try note(error, since: start)
        }
        return try take(found, since: start)
    }

    private func note(_ failure: MetadataFailure, since start: Situation) throws(StoreError) -> Outcome {
        let store = try openStore()
        return try store.transaction { () throws(StoreError) in
            guard let present = try Situation(store, organisation), present.isStill(start) else {
                return .pointless
            }
            try store.noteMetadataFailure(failure.description, of: organisation, at: now())
            // Once for each row of failures: the log is for people.
            if present.state.failures == 0 {
                try record(
                    .failed, present.provider, rule: failure.rule, failure.problem, in: store)
            }
            return .failed(failure)
        }
    }

    private func take(_ found: FoundMetadata, since start: Situation) throws(StoreError) -> Outcome {
        let store = try openStore()
        return try store.transaction { () throws(StoreError) in
            guard let present = try Situation(store, organisation), present.isStill(start) else {
                return .pointless
            }
            try store.noteMetadata(of: organisation, cacheDuration: found.cacheDuration, at: now())
            let difference = MetadataDifference(
                from: TrustedDescription(present.provider), to: found.description)
            guard !difference.isEmpty else {
                // What was rejected stays so, however often the source takes it back in between.
                if present.state.proposal?.isRejected == false { try store.dropProposal(of: organisation) }
                return .unchanged
            }
            let proves =
                present.state.source.isSigned && difference.isNewer && !difference.changesEntityID
            guard proves || difference.trust.isEmpty else {
                return try propose(found, difference, present, in: store)
            }
            try store.replaceDescription(
                with: found.provider(name: present.provider.name, changedAt: present.provider.changedAt),
                of: organisation)
            try record(
                .changed, present.provider, rule: "META-10", difference.lines.joined(separator: "; "),
                in: store)
            return .applied(difference.lines)
        }
    }

    private func propose(
        _ found: FoundMetadata, _ difference: MetadataDifference, _ present: Situation,
        in store: borrowing Store
    ) throws(StoreError) -> Outcome {
        let text = difference.trust.joined(separator: "\n")
        let known = present.state.proposal
        let isKnown = known?.difference == text
        if let known, known.isRejected, Self.subject(of: known.difference) == Self.subject(of: text) {
            return .rejected(difference.trust)
        }
        // The newest document is the one to approve, also when it says the same.
        try store.propose(
            ProposedMetadata(
                xml: found.xml, foundAt: isKnown ? known?.foundAt ?? now() : now(), difference: text),
            of: organisation)
        if !isKnown {
            try record(
                .waiting, present.provider, rule: "META-10", difference.trust.joined(separator: "; "),
                in: store)
        }
        return .waiting(difference.trust)
    }

    /// What a rejection was about: documents that differ in nothing but their end are one to whoever said no.
    private static func subject(of difference: String) -> [Substring] {
        difference.split(separator: "\n").filter { !$0.hasPrefix("valid until: ") }
    }

    private func record(
        _ outcome: AuditOutcome, _ provider: IdentityProvider, rule: String, _ detail: String,
        in store: borrowing Store
    ) throws(StoreError) {
        try store.record(
            AuditEntry(
                at: now(), event: .identityProviderRefresh, actor: actor, subject: provider.name,
                organisation: organisation, outcome: outcome, rule: rule, origin: origin, detail: detail))
    }
}

/// An organisation's identity provider and how it is kept up to date, at one moment.
struct Situation {
    let provider: IdentityProvider
    let state: MetadataState

    init?(_ path: String, _ organisation: Organisation.ID) throws(StoreError) {
        try self.init(Store(path: path, access: .read), organisation)
    }

    init?(_ store: borrowing Store, _ organisation: Organisation.ID) throws(StoreError) {
        guard let provider = try store.identityProvider(of: organisation),
            let state = try store.metadataState(of: organisation)
        else {
            return nil
        }
        (self.provider, self.state) = (provider, state)
    }

    /// Until when the description in force is valid, where that tells an older one from a newer (META-04). Without a
    /// signature it does not: whoever has the source for a moment would shut out what is honest for good.
    var knownUntil: UnixTime? { state.source.isSigned ? provider.validUntil : nil }

    /// Whether neither the configuration nor its source was changed since an earlier moment.
    func isStill(_ earlier: Situation) -> Bool {
        state.source == earlier.state.source && provider.name == earlier.provider.name
            && TrustedDescription(provider) == TrustedDescription(earlier.provider)
            && provider.changedAt == earlier.provider.changedAt
    }
}
