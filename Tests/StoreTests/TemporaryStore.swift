import Foundation
import Policy
import Store

/// A path for a store in a folder of its own, removed with it.
final class TemporaryStore {
    let directory: URL
    var path: String { directory.appending(path: "gatehouse.db").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// An organisation with a verified domain corp.example, a proven identity provider, SSO required and provisioning on.
    func makeReady() throws -> Store {
        let store = try Store(path: path, access: .create)
        _ = try store.createOrganisation(name: "Corp", at: at(0))
        try store.setSSORequired(true)
        try store.setJITEnabled(true)
        let domain = DomainName("corp.example")!
        try store.addClaim(on: domain, token: "token", at: at(0), firstCheck: at(60))
        try store.move(domain, to: .verified, at: at(0))
        try store.addIdentityProvider(provider)
        return store
    }

    var provider: IdentityProvider {
        IdentityProvider(
            name: "idp", entityID: "https://idp.example", signInURL: "https://idp.example/sso",
            certificates: [
                .init(der: [1, 2, 3], validity: .init(notBefore: at(-1000), notAfter: at(1_000_000)))
            ],
            changedAt: at(0))
    }
}

extension Store {
    /// Brings the claim that counts for a domain into a state.
    func move(_ domain: DomainName, to state: ClaimState, at now: UnixTime) throws {
        try transaction { () throws(StoreError) in
            guard var claim = try claim(on: domain) else { throw .corrupt }
            claim.state = state
            claim.stateSince = now
            try update(claim)
        }
    }
}

/// Seconds after the moment the tests begin at.
func at(_ seconds: Int64) -> UnixTime { UnixTime(seconds: 1_790_000_000 + seconds) }
