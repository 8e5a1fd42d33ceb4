import Policy

@testable import Store

/// The key of the first organisation of a store.
let corp: Organisation.ID = 1

/// The store of a host that serves one organisation, for tests that need no other.
extension Store {
    func organisation() throws(StoreError) -> Organisation? { try organisation(corp) }
    func setSSORequired(_ isRequired: Bool) throws(StoreError) { try setSSORequired(isRequired, of: corp) }
    func setJITEnabled(_ isEnabled: Bool) throws(StoreError) { try setJITEnabled(isEnabled, of: corp) }

    func claims() throws(StoreError) -> [DomainClaim] { try claims(of: corp) }
    func claim(on domain: DomainName) throws(StoreError) -> DomainClaim? { try claim(on: domain, of: corp) }
    func addClaim(
        on domain: DomainName, token: String, at now: UnixTime, firstCheck: UnixTime?
    ) throws(StoreError) {
        try addClaim(on: domain, of: corp, token: token, at: now, firstCheck: firstCheck)
    }

    func members() throws(StoreError) -> [Member] { try members(of: corp) }
    func member(login: LoginName) throws(StoreError) -> Member? { try member(login: login, of: corp) }
    func member(email: EmailAddress) throws(StoreError) -> Member? { try member(email: email, of: corp) }
    func addMember(_ new: NewMember, at now: UnixTime) throws(StoreError) {
        try addMember(new, of: corp, at: now)
    }

    func identityProvider() throws(StoreError) -> IdentityProvider? { try identityProvider(of: corp) }
    func addIdentityProvider(_ provider: IdentityProvider) throws(StoreError) {
        try addIdentityProvider(provider, of: corp)
    }
    func replaceDescription(with provider: IdentityProvider) throws(StoreError) {
        try replaceDescription(with: provider, of: corp)
    }
    func setWeaknesses(_ names: [String], until end: UnixTime?) throws(StoreError) {
        try setWeaknesses(names, until: end, of: corp)
    }

    func metadataState() throws(StoreError) -> MetadataState? { try metadataState(of: corp) }
    func setMetadataSource(
        _ source: MetadataSource, cacheDuration: Int64?, at now: UnixTime
    ) throws(StoreError) {
        try setMetadataSource(source, of: corp, cacheDuration: cacheDuration, at: now)
    }
    func noteMetadata(cacheDuration: Int64?, at now: UnixTime) throws(StoreError) {
        try noteMetadata(of: corp, cacheDuration: cacheDuration, at: now)
    }
    func noteMetadataFailure(_ why: String, at now: UnixTime) throws(StoreError) {
        try noteMetadataFailure(why, of: corp, at: now)
    }
    func propose(_ proposal: ProposedMetadata) throws(StoreError) { try propose(proposal, of: corp) }
    func rejectProposal() throws(StoreError) { try rejectProposal(of: corp) }

    func facts(ofUnknownAt now: UnixTime) throws(StoreError) -> Facts {
        try facts(ofUnknownIn: corp, at: now)
    }
}
