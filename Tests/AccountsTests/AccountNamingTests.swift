import Foundation
import Policy
import Testing

@testable import Accounts

@Suite struct `The name of a new account` {
    private func name(
        _ address: String, taken: Set<String> = [], on host: ListedAccounts? = nil
    ) throws -> Result<LoginName, NamingRefusal> {
        let host = try host ?? ListedAccounts()
        return withExtendedLifetime(host) {
            AccountNaming(local: host.files).name(for: email(address)) { taken.contains($0.description) }
        }
    }

    @Test(arguments: [
        ("alice", "alice"), ("Alice", "alice"), ("first.last", "first-last"), ("o'neil", "o-neil"),
        ("a..b".replacingOccurrences(of: "..", with: "_+_"), "a-b"), ("alice+ssh", "alice-ssh"), ("_x_", "x"),
        ("--a--", "a"),
        ("007", "u007"), ("x9", "x9"),
        ("abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz01234"),
        ("abcdefghijklmnopqrstuvwxyz0123.9", "abcdefghijklmnopqrstuvwxyz0123"),
        ("0123456789012345678901234567890", "u012345678901234567890123456789"),
    ])
    func `follows the documented mapping`(localPart: String, expected: String) throws {
        #expect(try name(localPart + "@corp.com") == .success(login(expected)))
        #expect(login(expected).mayBeProvisioned)
    }

    @Test(arguments: ["+++", "_", "'"])
    func `is refused when nothing of the address can stand in it`(localPart: String) throws {
        #expect(try name(localPart + "@corp.com") == .failure(.nothingUsable(email(localPart + "@corp.com"))))
    }

    @Test(arguments: [
        "root", "Admin", "sudo", "wheel", "docker", "systemd.journal", "gatehouse", "www_data", "nobody",
        "shadow",
    ])
    func `is refused when it is reserved`(localPart: String) throws {
        guard case .failure(.reserved) = try name(localPart + "@corp.com") else {
            Issue.record("\(localPart) was not refused")
            return
        }
    }

    @Test func `is refused, not varied, when a local account or group has it`() throws {
        let host = try ListedAccounts(accounts: ["bob"], groups: ["finance"])
        #expect(try name("bob@corp.com", on: host) == .failure(.localAccount(login("bob"))))
        #expect(try name("finance@corp.com", on: host) == .failure(.localGroup(login("finance"))))
        #expect(try name("carol@corp.com", on: host) == .success(login("carol")))
        let sudoers = try ListedAccounts(groupMembers: ["carol"])
        #expect(try name("carol@corp.com", on: sudoers) == .failure(.groupMember(login("carol"))))
    }

    @Test func `gets a suffix made of the whole address when it is or was somebody's`() throws {
        let one = try name("alice@corp.com", taken: ["alice"]).get()
        let other = try name("alice@corp.org", taken: ["alice"]).get()
        #expect(one == login("alice-u73inx"))
        #expect(other != one)
        #expect(try name("alice@corp.com", taken: ["alice"]).get() == one)
        #expect(one.mayBeProvisioned)
        #expect(try name("alice@corp.com", taken: ["alice", one.description]) == .failure(.taken(one)))

        let long = try name(
            "abcdefghijklmnopqrstuvwxyz0123456789@corp.com", taken: ["abcdefghijklmnopqrstuvwxyz01234"]
        ).get()
        #expect(long.bytes.count == 31)
        #expect(long.mayBeProvisioned)
    }

    @Test func `is refused with a suffix, too, when a local account has that`() throws {
        let host = try ListedAccounts(accounts: ["alice-u73inx"])
        #expect(
            try name("alice@corp.com", taken: ["alice"], on: host)
                == .failure(.localAccount(login("alice-u73inx"))))
    }

    @Test func `is refused while the local accounts cannot be read`() throws {
        let naming = AccountNaming(local: LocalAccountFiles(passwd: "/missing/passwd"))
        let refusal = naming.name(for: email("alice@corp.com")) { _ in false }
        #expect(refusal == .failure(.localAccountsUnreadable(LocalAccountsError(path: "/missing/passwd"))))
    }

    @Test(arguments: ["Alice", "al.ice", "alice@corp.com", "9lives", "a_b"])
    func `is not shown for a form that no new person gets`(text: String) {
        #expect(AccountNaming(local: LocalAccountFiles()).refusal(of: login(text)) == .malformed(login(text)))
    }
}

@Suite final class `The local accounts` {
    private let files: LocalAccountFiles
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try "root:x:0:0:root:/root:/bin/bash\nbob:x:1000:1000::/home/bob:/bin/sh\nEve:x:1:1::/:/bin/sh"
            .write(to: folder.appending(path: "passwd"), atomically: true, encoding: .utf8)
        try "root:x:0:\nwheel:x:10:alice\n".write(
            to: folder.appending(path: "group"), atomically: true, encoding: .utf8)
        files = LocalAccountFiles(passwd: folder.path + "/passwd", group: folder.path + "/group")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @Test func `are found by their whole name, whatever its case`() throws {
        for name in ["root", "bob", "eve", "Bob"] { #expect(try files.hasAccount(login(name))) }
        for name in ["bo", "bobb", "x", "wheel", "alice"] { #expect(try !files.hasAccount(login(name))) }
        #expect(try files.hasGroup(login("wheel")))
        #expect(try !files.hasGroup(login("alice")))
        #expect(try files.isInGroup(login("alice")))
        #expect(try !files.isInGroup(login("wheel")))
    }

    @Test func `are unknown, not absent, when the file is gone`() throws {
        let path = folder.path + "/passwd"
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: LocalAccountsError(path: path)) { try files.hasAccount(login("bob")) }
    }

    @Test func `of this host can be read`() throws {
        #expect(try LocalAccountFiles().hasAccount(login("root")))
        #expect(try LocalAccountFiles().hasGroup(login("root")))
    }
}
