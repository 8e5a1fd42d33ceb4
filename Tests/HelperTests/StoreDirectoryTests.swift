import Accounts
import Foundation
import Policy
import Store
import Testing

@testable import Helper

/// The user database's answers, out of a real store.
@Suite struct StoreDirectoryTests {
    private let folder: URL
    private var path: String { folder.appending(path: "gatehouse.db").path }
    private let start = UnixTime(seconds: 1_790_000_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func login(_ name: String) throws -> LoginName { try #require(LoginName(name)) }

    /// An organisation that may create people, or not yet: `isProven` says whether the owner has signed in.
    private func directory(isProven: Bool) throws -> StoreDirectory {
        let store = try Store(path: path, access: .create)
        _ = try store.createOrganisation(name: "Corp", at: start)
        try store.setJITEnabled(true)
        let domain = try #require(DomainName("corp.example"))
        try store.addVerifiedClaim(on: domain, at: start)
        try store.addIdentityProvider(
            IdentityProvider(
                name: "idp", entityID: "idp", signInURL: "https://idp.example/sso",
                certificates: [
                    .init(
                        der: [1],
                        validity: .init(notBefore: start, notAfter: UnixTime(seconds: start.seconds + 1_000)))
                ], changedAt: start))
        let email = try #require(EmailAddress("ada@corp.example"))
        try store.addMember(
            NewMember(
                email: email, displayName: "Ada", role: .member, login: login("ada"),
                managed: .init(uid: 1_900_000_000, home: "/home/ada", shell: "/bin/sh")), at: start)
        if isProven {
            let person = AssertedPerson(
                identityProvider: "idp", nameFormat: "f", nameQualifier: "", spNameQualifier: "",
                nameID: "ada",
                email: email, displayName: "Ada")
            guard let provider = try store.identityProvider() else { throw StoreError.corrupt }
            let admission = try store.admit(
                person, of: corp, verifiedBy: provider,
                used: UsedAssertion(responseID: "r", assertionID: "a", expiresAt: start),
                sought: SoughtAccount(login: login("ada"), uid: 1_900_000_000), at: start
            ) { (_) throws(StoreError) in .refused("nobody new here") }
            guard case .admitted = admission else { throw StoreError.conflict }
        }
        try "root:x:0:0::/root:/bin/sh\nlocal:x:1000:1000::/:/bin/sh\n"
            .write(to: folder.appending(path: "passwd"), atomically: true, encoding: .utf8)
        try "root:x:0:\ndocker:x:990:\n".write(
            to: folder.appending(path: "group"), atomically: true, encoding: .utf8)
        return StoreDirectory(
            path: path, shell: "/bin/bash",
            local: LocalAccountFiles(
                passwd: folder.appending(path: "passwd").path, group: folder.appending(path: "group").path),
            clock: { [start] in start })
    }

    @Test func `a member is found by name and by uid, with the account that was stored`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = try directory(isProven: false)
        let byName = try await directory.account(named: login("ada"))
        let byUID = try await directory.account(uid: 1_900_000_000)
        #expect(byName == byUID)
        #expect(byName?.home == "/home/ada")
        #expect(byName?.shell == "/bin/sh")
        #expect(try await directory.account(named: login("bob")) == nil)
    }

    @Test(arguments: [MemberStatus.suspended, .removed])
    func `the account of somebody who is active nowhere is locked`(status: MemberStatus) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = try directory(isProven: false)
        #expect(try await directory.account(named: login("ada"))?.isLocked == false)
        let store = try Store(path: path, access: .write)
        let ada = try #require(try store.member(login: login("ada"), of: corp))
        try store.setStatus(status, of: ada)
        #expect(try await directory.account(named: login("ada"))?.isLocked == true)
        #expect(try await directory.account(uid: 1_900_000_000)?.isLocked == true)
    }

    @Test func `nobody gets a provisional account while the identity provider is unproven`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await directory(isProven: false).provisionalAccount(named: login("bob")) == nil)
    }

    @Test func `a provisional account has the uid that the first sign-in will give`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let record = try await directory(isProven: true).provisionalAccount(named: login("bob"))
        #expect(record?.uid == UIDRange.candidate(for: try login("bob")))
        #expect(record?.home == "/home/bob")
        #expect(record?.shell == "/bin/bash")
    }

    @Test(arguments: ["ada", "root", "local", "docker", "Bob", "a_b", "sudo"])
    func `no provisional account for a name that is somebody's, the host's, or reserved`(name: String)
        async throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await directory(isProven: true).provisionalAccount(named: login(name)) == nil)
    }

    @Test func `without a store the answer is that nobody can tell`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = try directory(isProven: true)
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: DirectoryUnavailable.self) {
            _ = try await directory.account(named: login("ada"))
        }
        await #expect(throws: DirectoryUnavailable.self) {
            _ = try await directory.provisionalAccount(named: login("bob"))
        }
    }
}
