internal import Foundation
internal import Helper
internal import SAML
internal import Store

/// The identity provider that people really sign in through: nothing may be made in its name.
struct ProductionProvider {
    private let provider: IdentityProvider

    /// Looks into the store; `nil` when there is none that this person may read, or nothing in it.
    ///
    /// - Parameter store: where it is; `nil` for this host's, which need not be there.
    init?(store: String?) throws(CommandFailure) {
        let path: String
        do {
            path = try store ?? Configuration.read(path: nil).store
        } catch {
            throw .cannotTell("\(error)")
        }
        // Without a store there is nothing in production here: this is somebody's own machine.
        if store == nil, !FileManager.default.isReadableFile(atPath: path) { return nil }
        do {
            guard let provider = try Store(path: path, access: .read).identityProvider() else { return nil }
            self.provider = provider
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Refuses the provider's own entity ID.
    func refuse(entityID: String) throws(CommandFailure) {
        guard Array(entityID.utf8) != Array(provider.entityID.utf8) else {
            throw .refused(
                "\(entityID) is \(provider.name), through which people sign in here. Give another --issuer.")
        }
    }

    /// Refuses a key that one of the provider's certificates is for.
    func refuse(_ key: PrivateKey) throws(CommandFailure) {
        let isPinned = provider.certificates.contains { pinned in
            (try? Certificate(der: pinned.der)).map(key.isKey) ?? false
        }
        guard !isPinned else {
            throw .refused(
                "this is the key of \(provider.name), through which people sign in here. Make one with --new-key."
            )
        }
    }
}
