import Foundation
import Glibc
import Testing

@testable import Domains

/// Runs the name server as long as the suite's tests run.
struct NameServerRunning: SuiteTrait, TestScoping {
    @TaskLocal static var server: NameServerFixture?

    static let token: ClaimToken = {
        var source = CountingSource()
        return ClaimToken(using: &source)
    }()

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try NameServerFixture(record: String(decoding: Self.token.recordValue, as: UTF8.self))
        do {
            try await Self.$server.withValue(server) { try await function() }
        } catch {
            try server.stop()
            throw error
        }
        try server.stop()
    }
}

/// A real authoritative server (NSD) on a free loopback port, with a signed root of its own:
///
/// - `example.com`: unsigned, proven so by the root
/// - `example.net`: signed
/// - `forged.example`: signed, then given `record` in place of what was signed
/// - `broken.example`: delegated to the server, which has no data for it (SERVFAIL)
///
/// It ends with `stop`, or with the test process if that dies first: its shell waits for the end of a pipe.
final class NameServerFixture: Sendable {
    let address: String
    let trustAnchorFile: String
    private let folder: URL
    private let shell: Process
    private let lifeline: Pipe
    /// `broken.example` is delegated and configured, but has no records.
    private static let zones = [
        ".", "example.com", "example.net", "mistakes.example", "forged.example", "broken.example",
    ]

    init(record: String) throws {
        (shell, lifeline) = (Process(), Pipe())
        folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-dns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try SilentServer().port
        address = "127.0.0.1@\(port)"
        trustAnchorFile = folder.path + "/root.key"

        try write(
            "example.com",
            """
            @ TXT "v=spf1 -all"
            @ TXT "\(record.prefix(30))" "\(record.dropFirst(30))"
            nothing A 192.0.2.1
            _gatehouse-challenge.below TXT "\(record)"
            _gatehouse-challenge.pointed CNAME below.elsewhere.example.com.
            below.elsewhere TXT "\(record)"
            alias CNAME example.com.
            *.shop CNAME below.elsewhere
            beside.shop A 192.0.2.1
            _gatehouse-challenge.beside.shop CNAME below.elsewhere
            *.beside.shop CNAME below.elsewhere
            moved DNAME away
            _gatehouse-challenge.site.away TXT "\(record)"
            crowded TXT "\(record)"
            \((0..<300).map { "crowded TXT \"one of many records, number \($0)\"" }.joined(separator: "\n"))
            """)
        try write(
            "mistakes.example",
            """
            doubled.mistakes.example TXT "\(record)"
            doubled A 192.0.2.1
            quoted TXT "\\"\(record)\\""
            cut TXT "\(record.dropLast(8))"
            www.shifted TXT "\(record)"
            _gatehouse-challenge.dangling CNAME nowhere.mistakes.example.
            alias CNAME right
            right TXT "\(record)"
            """)
        try write("example.net", "@ TXT \"\(record)\"\nnothing A 192.0.2.1")
        try write("forged.example", "@ TXT \"what-was-signed\"")
        let signed = try ["example.net", "forged.example"].map(sign)
        let delegations = Self.zones.dropFirst()
            .map { "\($0). NS ns.\($0).\nns.\($0). A 127.0.0.1" }
        try write(".", (delegations + signed).joined(separator: "\n"))
        _ = try sign(".")
        let forged = folder.appending(path: "forged.example.zone")
        try String(contentsOf: forged, encoding: .utf8).replacingOccurrences(
            of: "what-was-signed", with: record
        )
        .write(to: forged, atomically: true, encoding: .utf8)
        try start(port: port)
    }

    func stop() throws {
        try lifeline.fileHandleForWriting.close()
        shell.waitUntilExit()
    }

    private func write(_ zone: String, _ records: String) throws {
        let origin = zone == "." ? "." : zone + "."
        let text = """
            $ORIGIN \(origin)
            $TTL 60
            @ SOA ns.example.com. host.example.com. 1 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1
            \(records)

            """
        try text.write(to: folder.appending(path: zone + ".zone"), atomically: true, encoding: .utf8)
    }

    /// Signs a zone in place and returns its DS record.
    private func sign(_ zone: String) throws -> String {
        let key = try run(["ldns-keygen", "-a", "ECDSAP256SHA256", "-k", zone])
            .trimmingCharacters(in: .whitespacesAndNewlines)
        _ = try run(["ldns-signzone", "-n", "-f", "signed", zone + ".zone", key])
        _ = try run(["mv", "signed", zone + ".zone"])
        if zone == "." { _ = try run(["cp", key + ".key", trustAnchorFile]) }
        return try String(contentsOf: folder.appending(path: key + ".ds"), encoding: .utf8)
    }

    private func run(_ command: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(what: command.joined(separator: " ")) }
        return text
    }

    private func start(port: UInt16) throws {
        let configuration = """
            server:
              ip-address: 127.0.0.1@\(port)
              username: ""
              chroot: ""
              database: ""
              zonesdir: "\(folder.path)"
              pidfile: ""
              xfrdfile: "\(folder.path)/xfrd"
              zonelistfile: "\(folder.path)/zones"
              logfile: "\(folder.path)/log"
              server-count: 1
              do-ip6: no
              rrl-ratelimit: 0
              verbosity: 1
            remote-control:
              control-enable: no

            """ + Self.zones.map { "zone:\n  name: \"\($0)\"\n  zonefile: \"\($0).zone\"\n" }.joined()
        try configuration.write(to: folder.appending(path: "nsd.conf"), atomically: true, encoding: .utf8)
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c",
            """
            trap : INT TERM HUP
            /usr/sbin/nsd -d -c "$0/nsd.conf" <&- >&- 2>&- &
            read -r end
            kill $!; wait $!; rm -rf "$0"
            """, folder.path,
        ]
        shell.standardInput = lifeline
        // Swift's task threads block all signals, and a child inherits that: NSD would never see its SIGTERM.
        var (none, before) = (sigset_t(), sigset_t())
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try shell.run()
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            // dig fails at once while nobody listens.
            let server = ["@127.0.0.1", "-p", "\(port)"]
            if let answer = try? run(
                ["dig", "+time=1", "+tries=1", "+short", "example.com", "SOA"] + server),
                !answer.isEmpty
            {
                return
            }
        }
        throw Failure(what: "nsd did not start, see \(folder.path)/log")
    }

    struct Failure: Error { let what: String }
}

/// A server that takes every query and never answers.
final class SilentServer {
    let port: UInt16
    private let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)

    init() throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = socket
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard bound else { throw NameServerFixture.Failure(what: "no free port") }
    }

    deinit { close(socket) }
}
