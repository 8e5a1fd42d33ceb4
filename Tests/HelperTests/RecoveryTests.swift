import Foundation
import Policy
import Store
import Testing
import Wire

@testable import Helper

/// Recovery codes at the prompt of a sign-in.
struct RecoveryTests {
    private static let olivia = Account(login: [UInt8]("olivia".utf8), uid: 1004)

    /// A scene that requires single sign-on, with an owner of the host's own and her codes.
    private func scene() throws -> (Scene, [String]) {
        let scene = try Scene()
        let store = try Store(path: scene.storePath, access: .write)
        try store.setSSORequired(true)
        try store.addMember(
            NewMember(
                email: try #require(EmailAddress("olivia@example.com")), displayName: "", role: .owner,
                login: try #require(LoginName("olivia")), managed: nil), at: scene.clock.now)
        let sheet = try #require(RecoverySheet(random: scene.random))
        guard let member = try store.member(login: try #require(LoginName("olivia"))) else {
            throw StoreError.corrupt
        }
        try store.replaceRecoveryCodes(of: member, by: sheet.hashes, at: scene.clock.now)
        return (scene, sheet.codes.map(\.shown))
    }

    private func begin(
        _ scene: Scene, _ account: Account = Self.olivia, from origin: Origin = Scene.origin
    ) async throws -> [UInt8] {
        let reply = await scene.broker.begin(account, from: origin, askedBy: 0)
        guard case .started(let reference, _, _) = reply else { throw Unexpected(reply) }
        return reference
    }

    private func enter(
        _ code: String, _ scene: Scene, at reference: [UInt8], as account: Account = Self.olivia
    ) async -> Reply {
        await scene.broker.redeem(reference: reference, code: [UInt8](code.utf8), for: account)
    }

    @Test func `a recovery code lets its owner in once`() async throws {
        let (scene, codes) = try scene()
        #expect(try await enter(codes[3], scene, at: begin(scene)) == .recovered(Self.olivia))
        #expect(try await enter(codes[3], scene, at: begin(scene)) == .wrongCode(triesLeft: 2))
        #expect(try await enter(codes[4], scene, at: begin(scene)) == .recovered(Self.olivia))
        let entries = try scene.audit.filter { $0.event == "login" }
        #expect(entries.map(\.rule) == ["row 15", "row 16", "row 15"])
        #expect(entries.allSatisfy { $0.origin.remoteHost == "192.0.2.7" })
    }

    @Test func `it is taken however it is typed`() async throws {
        let (scene, codes) = try scene()
        let typed = codes[0].lowercased().replacing("-", with: " ").replacing("0", with: "O")
        #expect(try await enter(typed, scene, at: begin(scene)) == .recovered(Self.olivia))
    }

    @Test func `it is worth nothing to anybody else`() async throws {
        let (scene, codes) = try scene()
        for account in [try scene.account("alice"), try scene.account("owner"), Scene.carol] {
            let reply = try await enter(codes[0], scene, at: begin(scene, account), as: account)
            #expect(reply == .wrongCode(triesLeft: 2))
        }
        #expect(try await enter(codes[0], scene, at: begin(scene)) == .recovered(Self.olivia))
    }

    @Test func `a wrong one costs a try like any other wrong code`() async throws {
        let (scene, codes) = try scene()
        let reference = try await begin(scene)
        #expect(await enter("0000-0000-0000-0000", scene, at: reference) == .wrongCode(triesLeft: 2))
        #expect(await enter("0000-0000", scene, at: reference) == .wrongCode(triesLeft: 1))
        guard case .refused = await enter("0000-0000-0000-0001", scene, at: reference),
            case .refused = await enter(codes[0], scene, at: reference)
        else {
            Issue.record("a fourth try")
            return
        }
    }

    @Test(arguments: ["olivia", "alice", "nobody"])
    func `after five wrong ones the wait is said to everybody alike`(name: String) async throws {
        let (scene, codes) = try scene()
        let account = name == "olivia" ? Self.olivia : try scene.account(name)
        for _ in 0..<5 {
            let reply = try await enter("0000-0000-0000-0000", scene, at: begin(scene, account), as: account)
            #expect(reply == .wrongCode(triesLeft: 2))
        }
        scene.clock.advance(1_800)
        let reference = try await begin(scene, account)
        #expect(
            await enter(codes[0], scene, at: reference, as: account)
                == .refused(
                    text: "Too many wrong recovery codes. Try again in 30 min.",
                    reference: String(decoding: reference, as: UTF8.self)))
        scene.clock.advance(1_800)
        let later = try await enter(codes[0], scene, at: begin(scene, account), as: account)
        #expect(later == (name == "olivia" ? .recovered(Self.olivia) : .wrongCode(triesLeft: 2)))
    }

    @Test func `wrong ones in su leave the console its tries`() async throws {
        let (scene, codes) = try scene()
        func here(_ service: String) -> Origin {
            Origin(service: [UInt8](service.utf8), remoteHost: [], terminal: [UInt8]("tty1".utf8))
        }
        for _ in 0..<5 {
            _ = try await enter("0000-0000-0000-0000", scene, at: begin(scene, from: here("su")))
        }
        guard case .refused = try await enter(codes[0], scene, at: begin(scene, from: here("su"))) else {
            Issue.record("a sixth try in su")
            return
        }
        let reference = try await begin(scene, from: here("login"))
        #expect(await enter(codes[0], scene, at: reference) == .recovered(Self.olivia))
    }

    @Test func `of two who type it at the same time one gets in`() async throws {
        let (scene, codes) = try scene()
        let references = [try await begin(scene), try await begin(scene)]
        let replies = await withTaskGroup(of: Reply.self) { tasks in
            for reference in references {
                tasks.addTask { await enter(codes[0], scene, at: reference) }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.count { $0 == .recovered(Self.olivia) } == 1)
        #expect(replies.count { $0 == .wrongCode(triesLeft: 2) } == 1)
    }

    @Test func `a suspended owner's code is wrong, before and after`() async throws {
        let (scene, codes) = try scene()
        try scene.suspend("olivia")
        #expect(try await enter(codes[0], scene, at: begin(scene)) == .wrongCode(triesLeft: 2))
    }

    @Test func `while single sign-on is not required it is refused, and stays`() async throws {
        let (scene, codes) = try scene()
        try Store(path: scene.storePath, access: .write).setSSORequired(false)
        guard case .refused(let text, _) = try await enter(codes[0], scene, at: begin(scene)) else {
            Issue.record("not refused")
            return
        }
        #expect(String(decoding: text, as: UTF8.self).contains("only while"))
        try Store(path: scene.storePath, access: .write).setSSORequired(true)
        #expect(try await enter(codes[0], scene, at: begin(scene)) == .recovered(Self.olivia))
    }

    @Test func `only root may say that an owner was told`() async throws {
        let (scene, codes) = try scene()
        _ = try await enter(codes[0], scene, at: begin(scene))
        func news() throws -> [RecoveryUse] {
            try Store(path: scene.storePath, access: .read).recoveryNews(
                for: try #require(LoginName("olivia")))
        }
        let use = try #require(try news().first)
        let told = Request.told(Self.olivia, through: UInt32(use.id))
        guard
            case .refused = await scene.broker.answer(
                told, askedBy: PeerCredentials(pid: 1, uid: Self.olivia.uid, gid: Self.olivia.uid))
        else {
            Issue.record("taken from her own processes")
            return
        }
        #expect(try news().count == 1)
        let reply = await scene.broker.answer(told, askedBy: PeerCredentials(pid: 1, uid: 0, gid: 0))
        #expect(reply == .noted)
        #expect(try news().isEmpty)
    }

    @Test func `the store's files hold no code`() async throws {
        let (scene, codes) = try scene()
        _ = try await enter(codes[0], scene, at: begin(scene))
        let folder = URL(filePath: scene.storePath).deletingLastPathComponent()
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let bytes = String(decoding: try Data(contentsOf: file), as: UTF8.self).lowercased()
            for code in codes {
                let plain = code.lowercased()
                #expect(!bytes.contains(plain) && !bytes.contains(plain.replacing("-", with: "")))
            }
        }
    }

    // The codes themselves.

    @Test func `a sheet has ten different codes of four groups, of 80 bits each`() throws {
        let sheet = try #require(RecoverySheet())
        #expect(Set(sheet.codes.map(\.shown)).count == 10 && Set(sheet.hashes).count == 10)
        for code in sheet.codes {
            #expect(code.shown.wholeMatch(of: /([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/) != nil)
        }
    }

    @Test func `what has another form is no recovery code`() {
        for typed in [
            "", "0000-0000", "0000-0000-0000-000", "0000-0000-0000-00000", "0000-0000-0000-000U",
            "0000-0000-0000-000é",
        ] {
            #expect(RecoveryCode(typed: [UInt8](typed.utf8)) == nil)
        }
    }

    @Test func `one hash tells about all codes of a sheet, and the next sheet has another salt`() throws {
        let (sheet, next) = (try #require(RecoverySheet()), try #require(RecoverySheet()))
        let settings = Set(sheet.hashes.map(RecoveryHash.setting(of:)))
        #expect(settings.count == 1 && settings != Set(next.hashes.map(RecoveryHash.setting(of:))))
        let setting = try #require(settings.first)
        #expect(setting.hasPrefix("$y$j9T$"))
        for (code, hash) in zip(sheet.codes, sheet.hashes) {
            let typed = try #require(RecoveryCode(typed: [UInt8](code.shown.utf8)))
            #expect(RecoveryHash.hash(typed, under: setting) == hash)
        }
        #expect(RecoveryHash.hash(sheet.codes[0], under: "damaged") == nil)
        #expect(RecoveryHash.hash(sheet.codes[0], under: "*0") == nil)
    }

    @Test func `as much is hashed for people without codes`() async throws {
        let check = RecoveryCheck(random: .system)
        let sheet = try #require(RecoverySheet())
        #expect(await check.hashes(of: sheet.codes[0], like: [])?.count == 1)
        #expect(await check.hashes(of: sheet.codes[0], like: sheet.hashes) == [sheet.hashes[0]])
    }
}
