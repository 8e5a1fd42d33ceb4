public import Policy
internal import SAML
public import Store

/// A change of how an identity provider is configured, without taking it away: nobody's sign-in stops meanwhile.
///
/// With the same entity ID, sign-in URL and keys it stays proven. Others count as a new configuration, as an approval does:
/// unproven until the next sign-in.
public struct ProviderChange: Sendable {
    /// Where its metadata comes from from now on, and who must have signed it; nil leaves that as it is and asks nobody.
    public var source: MetadataSource?
    /// What is tolerated of it from now on; nil leaves that as it is.
    public var legacy: Legacy?

    /// Weaknesses by name, and when they are not tolerated any more; nil with none.
    public struct Legacy: Hashable, Sendable {
        /// Names of weaknesses; empty for none.
        public let weaknesses: [String]
        /// When that ends.
        public let until: UnixTime?

        /// No weakness any more.
        public static let none = Legacy(weaknesses: [], until: nil)

        /// Takes the weaknesses as the administrator named them.
        public init(weaknesses: [String], until: UnixTime?) {
            self.weaknesses = weaknesses
            self.until = until
        }
    }

    /// What came of it.
    public struct Outcome: Hashable, Sendable {
        /// One line each, printable; empty when nothing changed.
        public let changes: [String]
        /// Whether it counts as a new configuration.
        public let isUnproven: Bool
    }

    /// Takes what is to change.
    public init(source: MetadataSource?, legacy: Legacy?) {
        self.source = source
        self.legacy = legacy
    }

    /// Reads the source, brings what it says into force, and writes down what changed.
    ///
    /// - Throws: ``MetadataFailure`` for a source that gives nothing usable, and `StoreError`, `conflict` without an
    ///   identity provider or when it was changed meanwhile, `SettingsGuard.entityIDTaken`; nothing is changed then.
    public func apply(by upkeep: MetadataUpkeep) async throws -> Outcome {
        let organisation = upkeep.organisation
        let (before, stateBefore) = try Self.present(Store(path: upkeep.store, access: .read), organisation)
        let now = upkeep.now()
        var found: FoundMetadata?
        if let source { found = try await upkeep.reader.read(source, at: now) }
        let store = try upkeep.openStore()
        var lines = Self.lines(from: stateBefore?.source, to: source) + lines(from: before)
        let difference = found.map {
            MetadataDifference(from: TrustedDescription(before), to: $0.description)
        }
        lines += difference?.lines ?? []
        let isUnproven = difference?.trust.isEmpty == false
        try store.transaction { () throws(StoreError) in
            let (present, state) = try Self.present(store, organisation)
            guard present.isConfigured(like: before), state?.source == stateBefore?.source else {
                throw .conflict
            }
            if let source, let found {
                try store.replaceDescription(
                    with: found.provider(
                        name: before.name,
                        changedAt: isUnproven ? before.nextChange(at: now) : before.changedAt),
                    of: organisation)
                try store.setMetadataSource(
                    source, of: organisation, cacheDuration: found.cacheDuration, at: now)
            }
            if let legacy {
                try store.setWeaknesses(legacy.weaknesses, until: legacy.until, of: organisation)
            }
            guard !lines.isEmpty else { return }
            try store.record(
                AuditEntry(
                    at: now, event: .identityProviderSet, actor: upkeep.actor, subject: before.name,
                    organisation: organisation, outcome: .changed,
                    origin: upkeep.origin, detail: lines.joined(separator: "; ")))
        }
        return Outcome(changes: lines, isUnproven: isUnproven)
    }

    private static func present(
        _ store: borrowing Store, _ organisation: Organisation.ID
    ) throws(StoreError) -> (IdentityProvider, MetadataState?) {
        guard let provider = try store.identityProvider(of: organisation) else { throw .conflict }
        return (provider, try store.metadataState(of: organisation))
    }

    private static func lines(from old: MetadataSource?, to new: MetadataSource?) -> [String] {
        guard let new, new != old else { return [] }
        var lines: [String] = []
        if old?.location != new.location {
            lines.append("metadata: \(old?.location ?? "not known") -> \(new.location)")
        }
        if old?.entityID != new.entityID {
            lines.append(
                "entity to take: \(old?.entityID ?? "the only one") -> \(new.entityID ?? "the only one")")
        }
        if old?.certificates != new.certificates {
            lines.append("metadata signed by: \(signers(old)) -> \(signers(new))")
        }
        return lines.map(printable)
    }

    private static func signers(_ source: MetadataSource?) -> String {
        guard let source, source.isSigned else { return "nobody" }
        return source.certificates.map {
            "SHA-256 " + Certificate.fingerprintSHA256(of: $0)
        }.joined(separator: ", ")
    }

    private func lines(from old: IdentityProvider) -> [String] {
        guard let legacy, legacy != Legacy(weaknesses: old.weaknesses, until: old.weaknessesUntil) else {
            return []
        }
        func words(_ weaknesses: [String], _ until: UnixTime?) -> String {
            guard !weaknesses.isEmpty, let until else { return "none" }
            return weaknesses.joined(separator: ",") + " until " + until.day
        }
        return [
            "legacy: \(words(old.weaknesses, old.weaknessesUntil)) -> \(words(legacy.weaknesses, legacy.until))"
        ]
    }
}
