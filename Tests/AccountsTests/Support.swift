import Foundation
import Policy

@testable import Accounts

/// A login name that the test knows to be one.
func login(_ text: String) -> LoginName {
    guard let name = LoginName(text) else { fatalError("\(text) is no login name") }
    return name
}

/// An address that the test knows to be one.
func email(_ text: String) -> EmailAddress {
    guard let address = EmailAddress(text) else { fatalError("\(text) is no address") }
    return address
}

/// A host with these accounts and groups, in a folder that goes with this value.
final class ListedAccounts {
    let files: LocalAccountFiles
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "gatehouse-\(UUID().uuidString)")

    init(accounts: [String] = [], groups: [String] = [], groupMembers: [String] = []) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let passwd = accounts.map { "\($0):x:1000:1000::/home/\($0):/bin/sh\n" }
        let group =
            groups.map { "\($0):x:1000:\n" } + ["members:x:1001:" + groupMembers.joined(separator: ",")]
        for (name, lines) in [("passwd", passwd), ("group", group)] {
            try lines.joined().write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        files = LocalAccountFiles(passwd: folder.path + "/passwd", group: folder.path + "/group")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
