internal import Foundation

/// The store's file on disk.
enum StoreFile {
    /// Creates an empty file with mode 0640 where there is none. Root gives it to the owner of its directory, so that the
    /// helper, which is not root, can write what root created.
    static func create(at path: String) throws(CommandFailure) {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else { return }
        let directory = (path as NSString).deletingLastPathComponent
        do {
            let owner = try files.attributesOfItem(atPath: directory.isEmpty ? "." : directory)
            var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o640]
            if getuid() == 0 {
                attributes[.ownerAccountID] = owner[.ownerAccountID]
                attributes[.groupOwnerAccountID] = owner[.groupOwnerAccountID]
            }
            guard files.createFile(atPath: path, contents: nil, attributes: attributes) else {
                throw CommandFailure.cannotTell("cannot create \(path): is the directory writable?")
            }
            try files.setAttributes(attributes, ofItemAtPath: path)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .cannotTell("cannot create \(path): \(error.localizedDescription)")
        }
    }
}
