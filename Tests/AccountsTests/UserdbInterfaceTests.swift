import Foundation
import Policy
import Testing

@testable import Accounts

@Suite struct `The user database` {
    private static let uid = UIDRange.managed.lowerBound + 7
    private let sshd = UserdbAsker(uid: 0, command: Array("sshd".utf8))
    private let somebody = UserdbAsker(uid: 1000, command: Array("sshd".utf8))

    /// `alice` exists; anybody whose name begins with `new` may come.
    private struct Directory: AccountDirectory {
        var isAvailable = true

        private func record(_ name: LoginName, _ uid: UInt32) throws(DirectoryUnavailable) -> UserRecord? {
            guard isAvailable else { throw DirectoryUnavailable("store is gone") }
            return try? UserRecord(login: name, uid: uid, realName: "Alice A", shell: "/bin/bash")
        }

        func account(named name: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
            let record = try record(name, uid)
            return name == login("alice") ? record : nil
        }

        func account(uid: UInt32) async throws(DirectoryUnavailable) -> UserRecord? {
            uid == `The user database`.uid ? try record(login("alice"), uid) : nil
        }

        func provisionalAccount(named name: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
            name.bytes.starts(with: "new".utf8) ? try record(name, UIDRange.managed.lowerBound + 9) : nil
        }

        private var uid: UInt32 { `The user database`.uid }
    }

    private func ask(
        _ method: String, _ parameters: String, as asker: UserdbAsker, of directory: Directory = Directory()
    ) async -> String {
        let message = #"{"method":"\#(method)","parameters":{\#(parameters)}}"#
        switch await UserdbInterface(directory: directory).react(to: Array(message.utf8), from: asker) {
        case .reply(let json): return String(decoding: json, as: UTF8.self)
        case .silence: return "silence"
        case .hangUp: return "hung up"
        }
    }

    private func user(
        _ parameters: String, as asker: UserdbAsker? = nil, of directory: Directory = Directory()
    ) async -> String {
        await ask(
            "io.systemd.UserDatabase.GetUserRecord", #""service":"io.gatehouse.Login","# + parameters,
            as: asker ?? somebody, of: directory)
    }

    private func group(_ parameters: String, as asker: UserdbAsker? = nil) async -> String {
        await ask(
            "io.systemd.UserDatabase.GetGroupRecord", #""service":"io.gatehouse.Login","# + parameters,
            as: asker ?? somebody)
    }

    private func failure(_ name: String) -> String {
        #"{"error":"io.systemd.UserDatabase.\#(name)","parameters":{}}"#
    }

    private let alice = """
        {"parameters":{"incomplete":false,"record":{"disposition":"regular","gid":1879048199,\
        "homeDirectory":"/home/alice","realName":"Alice A","service":"io.gatehouse.Login","shell":"/bin/bash",\
        "uid":1879048199,"userName":"alice"}}}
        """

    @Test func `tells everybody about a member, by name, by uid and by both`() async {
        #expect(await user(#""userName":"alice""#) == alice)
        #expect(await user(#""uid":1879048199"#) == alice)
        #expect(await user(#""userName":"alice","uid":1879048199"#) == alice)
        #expect(await user(#""userName":"alice","uid":1879048200"#) == failure("ConflictingRecordFound"))
    }

    @Test func `tells a member's own group`() async {
        let expected = """
            {"parameters":{"incomplete":false,"record":{"disposition":"regular","gid":1879048199,\
            "groupName":"alice","service":"io.gatehouse.Login"}}}
            """
        #expect(await group(#""groupName":"alice""#) == expected)
        #expect(await group(#""gid":1879048199"#) == expected)
    }

    @Test(arguments: [
        #""userName":"bob""#, #""userName":"Alice""#, #""userName":"""#, #""userName":"a b""#,
        #""userName":"älice""#, #""uid":0"#, #""uid":1000"#, #""uid":1879048200"#, #""uid":4294967295"#,
    ])
    func `knows nobody else`(parameters: String) async {
        #expect(await user(parameters) == failure("NoRecordFound"))
        #expect(await user(parameters, as: sshd) == failure("NoRecordFound"))
    }

    @Test func `tells sshd alone about a person who may come, by name alone`() async {
        let shown = await user(#""userName":"newbie""#, as: sshd)
        #expect(shown.contains(#""uid":1879048201,"userName":"newbie""#))
        #expect(await user(#""userName":"newbie""#) == failure("NoRecordFound"))
        #expect(await user(#""userName":"newbie","uid":1879048201"#, as: sshd) == failure("NoRecordFound"))
        #expect(await user(#""userName":"new@corp.com""#, as: sshd) == failure("NoRecordFound"))
        #expect(await group(#""groupName":"newbie""#, as: sshd) == failure("NoRecordFound"))
    }

    @Test(arguments: ["sshd", "sshd-session", "sshd-auth"])
    func `takes a root process of sshd's name for sshd`(command: String) {
        #expect(UserdbAsker(uid: 0, command: Array(command.utf8)).isSSHServer)
        #expect(!UserdbAsker(uid: 1000, command: Array(command.utf8)).isSSHServer)
    }

    @Test(arguments: [nil, "", "ssh", "sshd-", "sshdx", "bash"])
    func `takes nobody else for sshd`(command: String?) {
        #expect(!UserdbAsker(uid: 0, command: command.map { Array($0.utf8) }).isSSHServer)
    }

    @Test(arguments: [#""userName":"alice""#, #""groupName":"sudo""#, #""x":1"#])
    func `puts nobody into any group`(parameters: String) async {
        let answer = await ask(
            "io.systemd.UserDatabase.GetMemberships", #""service":"io.gatehouse.Login","# + parameters,
            as: sshd)
        #expect(answer == failure("NoRecordFound"))
    }

    @Test func `lists nobody`() async {
        #expect(await user(#""x":1"#) == failure("EnumerationNotSupported"))
        #expect(await group(#""x":1"#) == failure("EnumerationNotSupported"))
    }

    @Test func `answers for its own service only`() async {
        for parameters in [#""userName":"alice""#, #""service":"io.systemd.Multiplexer","userName":"alice""#]
        {
            let answer = await ask("io.systemd.UserDatabase.GetUserRecord", parameters, as: somebody)
            #expect(answer == failure("BadService"))
        }
    }

    @Test func `says that it cannot tell when the directory is unavailable`() async {
        let broken = Directory(isAvailable: false)
        #expect(await user(#""userName":"alice""#, of: broken) == failure("ServiceNotAvailable"))
    }

    @Test func `reports each answer's luck with the directory`() async {
        let (reports, report) = AsyncStream<DirectoryUnavailable?>.makeStream()
        let question = #"{"service":"io.gatehouse.Login","userName":"alice"}"#
        let message = #"{"method":"io.systemd.UserDatabase.GetUserRecord","parameters":\#(question)}"#
        for isAvailable in [false, true] {
            let interface = UserdbInterface(directory: Directory(isAvailable: isAvailable)) {
                report.yield($0)
            }
            _ = await interface.react(to: Array(message.utf8), from: somebody)
        }
        report.finish()
        let all = await reports.reduce(into: []) { $0.append($1) }
        #expect(all == [DirectoryUnavailable("store is gone"), nil])
    }

    @Test func `says who it is`() async {
        let answer = await ask("org.varlink.service.GetInfo", "", as: somebody)
        #expect(answer.contains(#""interfaces":["org.varlink.service","io.systemd.UserDatabase"]"#))
    }

    @Test func `names the method or the parameter that is wrong`() async {
        #expect(
            await ask("io.systemd.UserDatabase.Nothing", "", as: somebody)
                == #"{"error":"org.varlink.service.MethodNotFound","parameters":{"method":"io.systemd.UserDatabase.Nothing"}}"#
        )
        for value in ["-1", "4294967296", "1.5", #""1""#, "[]"] {
            let answer = await user(#""uid":\#(value)"#)
            #expect(
                answer.hasPrefix(
                    #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"#))
        }
    }

    @Test func `stays silent when no reply is wanted, and hangs up on what is no call`() async {
        let interface = UserdbInterface(directory: Directory())
        let oneway = #"{"method":"org.varlink.service.GetInfo","oneway":true}"#
        #expect(await interface.react(to: Array(oneway.utf8), from: somebody) == .silence)
        for text in [
            "", "{}", "[]", "null", "{", #"{"method":1}"#, "\u{1}", String(repeating: "[", count: 8_000),
        ] {
            #expect(await interface.react(to: Array(text.utf8), from: somebody) == .hangUp)
        }
    }
}
