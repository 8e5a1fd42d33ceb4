internal import Foundation
internal import Helper
internal import SAML
internal import Store

/// The identity providers that people really sign in through: nothing may be made in their name.
struct ProductionProvider {
    private let providers: [IdentityProvider]

    /// Looks into the store; `nil` when there is none, nothing in it, or nothing that this person may read.
    ///
    /// - Parameter store: where it is; `nil` for this host's, which need not be there.
    init?(store: String?) throws(CommandFailure) {
        if store == nil {
            let usual = (try? Configuration.read(path: nil).store) ?? Configuration().store
            // Without a store there is nothing in production here: this is somebody's own machine.
            guard FileManager.default.isReadableFile(atPath: usual) else {
                let folder = (usual as NSString).deletingLastPathComponent
                let isHidden =
                    FileManager.default.fileExists(atPath: folder)
                    && !FileManager.default.isReadableFile(atPath: folder)
                if isHidden || FileManager.default.fileExists(atPath: usual) {
                    Notice.print(
                        "\(usual) cannot be read: its identity provider was not compared with this one.")
                }
                return nil
            }
        }
        do {
            let path = try store ?? Configuration.read(path: nil).store
            let store = try Store(path: path, access: .read)
            providers = try store.organisations().compactMap { try store.identityProvider(of: $0.id) }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Refuses the entity ID of one.
    func refuse(entityID: String) throws(CommandFailure) {
        for provider in providers where Array(entityID.utf8) == Array(provider.entityID.utf8) {
            throw .refused(
                "\(entityID) is \(provider.name), through which people sign in here. Give another --issuer.")
        }
    }

    /// Refuses a key that a certificate of one is for.
    func refuse(_ key: PrivateKey) throws(CommandFailure) {
        for provider in providers {
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
}
