import Foundation
import Glibc
import Policy
import Synchronization
import Testing

@testable import Helper
@testable import Store

@Suite struct SystemLogTests {
    /// A record with every field set, as it is announced.
    private func record(_ detail: String = "why") throws -> AuditRecord {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "gatehouse-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "gatehouse.db").path
        let told = Mutex<[AuditRecord]>([])
        let store = try Store(path: path, access: .create) { record in told.withLock { $0.append(record) } }
        let organisation = try store.createOrganisation(name: "Corp", at: UnixTime(seconds: 1))
        try store.record(
            AuditEntry(
                at: UnixTime(seconds: 7), event: .login, actor: "sshd", subject: "alice",
                organisation: organisation,
                outcome: .denied, rule: "row 16", before: "b", after: "a",
                origin: AuditOrigin(service: "sshd", remoteHost: "192.0.2.7", terminal: "ssh"),
                reference: "K7QF2XYZ", detail: detail))
        return try #require(told.withLock { $0.first })
    }

    @Test func `the journal gets a field for each part`() throws {
        let listener = try DatagramListener()
        let record = try record()
        SystemLog(journal: listener.path, syslog: nil).announcement(record)
        let fields = try #require(listener.fields.first)
        #expect(fields["MESSAGE"] == "login alice: denied, row 16")
        #expect(fields["SYSLOG_IDENTIFIER"] == "gatehouse-audit")
        #expect(fields["PRIORITY"] == "5")
        #expect(fields["SYSLOG_FACILITY"] == "10")
        #expect(fields["GATEHOUSE_SEQUENCE"] == "1")
        #expect(fields["GATEHOUSE_HASH"] == Hexadecimal.text(record.hash))
        #expect(fields["GATEHOUSE_REMOTE_HOST"] == "192.0.2.7")
        #expect(fields["GATEHOUSE_ORGANISATION"] == "Corp")
        #expect(fields.count == 20)
    }

    @Test func `what a record quotes stays one field and one line`() throws {
        let listener = try DatagramListener()
        let log = SystemLog(journal: listener.path, syslog: nil)
        log.announcement(try record("a\nGATEHOUSE_OUTCOME=allowed\u{1B}[2J\u{202E}b"))
        #expect(listener.fields.first?["GATEHOUSE_DETAIL"] == "a?GATEHOUSE_OUTCOME=allowed?[2J?b")
        #expect(listener.fields.first?["GATEHOUSE_OUTCOME"] == "denied")
    }

    @Test func `without a journal syslog gets one line with pairs`() throws {
        let listener = try DatagramListener()
        let log = SystemLog(journal: listener.path + "-absent", syslog: listener.path)
        log.announcement(try record(#"a "quoted" \ ] thing"#))
        let line = try #require(listener.received.first.map { String(decoding: $0, as: UTF8.self) })
        #expect(
            line.contains(
                #/^<85>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d gatehouse-audit\[\d+\]: login alice: denied, row 16 \[sequence="1" hash="[0-9a-f]{64}" /#
            ))
        #expect(line.hasSuffix(#" detail="a \"quoted\" \\ \] thing"]"#))
    }

    @Test func `a very long part is cut`() throws {
        let listener = try DatagramListener()
        SystemLog(journal: listener.path, syslog: nil).announcement(
            try record(String(repeating: "é", count: 100_000)))
        let detail = try #require(listener.fields.first?["GATEHOUSE_DETAIL"])
        #expect(detail.utf8.count == 1_027)
        #expect(detail.hasSuffix("é…"))
    }

    @Test func `what is not in the audit log is told with the reason`() async throws {
        let listener = try DatagramListener()
        let scene = try Scene(systemLog: SystemLog(journal: listener.path, syslog: nil))
        try scene.breakAudit()
        _ = await scene.broker.report(
            try scene.account("alice"), from: Scene.origin, row: 14,
            outcome: Decision.Outcome.ignore.rawValue)
        let fields = try #require(listener.fields.first)
        #expect(fields["GATEHOUSE_UNRECORDED"]?.isEmpty == false)
        #expect([fields["PRIORITY"], fields["GATEHOUSE_OUTCOME"]] == ["3", "deferred"])
        #expect(fields["GATEHOUSE_HASH"] == nil)
    }

    @Test func `nobody is created or let in whom the audit log could not name`() async throws {
        let listener = try DatagramListener()
        let scene = try Scene(systemLog: SystemLog(journal: listener.path, syslog: nil))
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        try scene.breakAudit()
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("let in"); return
        }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.isEmpty)
        #expect(listener.fields.map { $0["GATEHOUSE_OUTCOME"] } == ["denied"])
    }

    @Test func `no record of a sign-in tells a secret of it`() async throws {
        let listener = try DatagramListener()
        let scene = try Scene(systemLog: SystemLog(journal: listener.path, syslog: nil))
        var secrets: [String] = []
        func goThrough(_ login: String, as email: String, wrong: Int) async throws {
            let token = try await scene.begin(login)
            let (cookie, relayState) = try await scene.depart(token)
            let marked = "MARKED-ASSERTION-\(secrets.count)"
            let ticket = try await scene.broker.receive(
                scene.response(email, to: relayState, assertion: marked))
            let browser = try? await scene.broker.prove(
                ticket.token, ticket: ticket.value.text, cookie: cookie
            ).text
            secrets += [
                String(token.text.dropFirst(8)), cookie, String(relayState.dropFirst(8)), ticket.value.text,
                marked,
            ]
            guard let browser else { return }
            let code = try await scene.broker.code(of: token, cookie: browser).1.shown
            secrets += [browser, code]
            for _ in 0..<wrong { _ = try await scene.redeem(token, "0000-0000", as: login) }
            _ = try await scene.redeem(token, code, as: login)
        }
        try await goThrough("alice", as: "alice@example.com", wrong: 1)
        try await goThrough("alice", as: "alice@example.com", wrong: 3)
        try await goThrough("bob", as: "mallory@elsewhere.example", wrong: 0)
        try await goThrough("bob", as: "alice@example.com", wrong: 0)
        _ = await scene.broker.report(
            try scene.account("alice"), from: Scene.origin, row: 16, outcome: Decision.Outcome.deny.rawValue)

        let records = try scene.audit
        #expect(records.map(\.outcome) == ["changed", "allowed", "denied", "denied", "denied", "denied"])
        let told = "\(records)" + listener.received.map { String(decoding: $0, as: UTF8.self) }.joined()
        #expect(listener.received.count == records.count)
        for secret in secrets + ["0000-0000"] {
            #expect(secret.utf8.count >= 8)
            #expect(!told.contains(secret))
        }
    }
}

extension Scene {
    /// From here on the audit log takes nothing.
    func breakAudit() throws {
        try Store(path: storePath, access: .write).connection.run(
            "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")
    }
}

/// A datagram socket in a folder of its own, such as the journal's.
final class DatagramListener {
    let path: String
    private let file: Int32

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "gh-" + UUID().uuidString).path
        file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit {
        close(file)
        unlink(path)
    }

    private var messages: [[UInt8]] = []

    /// All that has come so far.
    var received: [[UInt8]] {
        var buffer = [UInt8](repeating: 0, count: 200_000)
        while true {
            let count = recv(file, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            guard count >= 0 else { return messages }
            messages.append([UInt8](buffer[..<count]))
        }
    }

    /// The same, read as messages to the journal.
    var fields: [[String: String]] {
        received.map { message in
            var (rest, fields) = (message[...], [String: String]())
            while let newline = rest.firstIndex(of: 0x0A) {
                let name = String(decoding: rest[..<newline], as: UTF8.self)
                let start = newline + 9
                let length = rest[(newline + 1)..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
                fields[name] = String(decoding: rest[start..<(start + length)], as: UTF8.self)
                rest = rest[(start + length + 1)...]
            }
            return fields
        }
    }
}
