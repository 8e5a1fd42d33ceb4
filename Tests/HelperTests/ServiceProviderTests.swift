import Foundation
import Isolation
import Policy
import SAML
import Store
import Testing

@testable import Helper

/// Responses that SimpleSAMLphp really sent, verified by the product's own worker and by bad ones.
struct ServiceProviderTests {
    private static let worker = WorkerProgram(
        executable: TestPrograms.gatehouse, arguments: ["verify-worker"])

    /// A response, and what it takes to verify it.
    private struct Sample {
        var response: [UInt8]
        let requestID: String
        let provider: IdentityProvider
        let now: UnixTime

        init() throws {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "SAMLTests/Fixtures/samples")
            func file(_ name: String) throws -> Data {
                try Data(contentsOf: folder.appending(path: "idp-simplesamlphp." + name))
            }
            let metadata = try IdentityProviderMetadata(xml: [UInt8](try file("metadata.xml")))
            response = [UInt8](try file("default.fast.b64"))
            requestID = try #require(UnverifiedResponse(base64: response)?.inResponseTo)
            let decoded = try #require(Data(base64Encoded: Data(response), options: .ignoreUnknownCharacters))
            let instant = try #require(
                String(decoding: decoded, as: UTF8.self).firstMatch(of: /IssueInstant="([^"]+)"/)?.1)
            let issued = try Date(String(instant), strategy: .iso8601)
            now = UnixTime(seconds: Int64(issued.timeIntervalSince1970))
            provider = IdentityProvider(
                name: "idp", entityID: metadata.entityID, signInURL: "https://idp.example/",
                certificates: metadata.signingCertificates.map {
                    .init(
                        der: $0.der,
                        validity: .init(
                            notBefore: UnixTime(seconds: $0.notBefore),
                            notAfter: UnixTime(seconds: $0.notAfter)))
                }, changedAt: UnixTime(seconds: 0))
        }

        func check(by program: WorkerProgram) async throws(ServiceProvider.Rejection)
            -> ServiceProvider.Arrival
        {
            try await check(by: WorkerPool(program))
        }

        func check(by pool: WorkerPool) async throws(ServiceProvider.Rejection) -> ServiceProvider.Arrival {
            let relyingParty = RelyingParty(
                entityID: "http://127.0.0.1:18080/saml/sp", acsURL: "http://127.0.0.1:18080/saml/acs")
            let serviceProvider = ServiceProvider.saml(
                relyingParty, signingKey: nil, random: RandomSource.system, verifiers: pool)
            return try await serviceProvider.check(response, requestID, provider, now)
        }
    }

    @Test func `the worker verifies what an identity provider sent`() async throws {
        let arrival = try await Sample().check(by: Self.worker)
        #expect(arrival.person.email.description == "alice@example.com")
    }

    @Test func `the worker names the rule that failed`() async throws {
        var sample = try Sample()
        sample.response[sample.response.count / 2] ^= 1
        let rejection = try await #require(throws: ServiceProvider.Rejection.self) {
            try await sample.check(by: Self.worker)
        }
        #expect(rejection.rule != "OPS-03")
    }

    @Test func `a worker whose request cannot be read says so by its status`() async throws {
        await #expect(throws: WorkerFailure.failed(status: 65)) {
            try await WorkerPool(Self.worker).answer(to: Array("nonsense".utf8))
        }
    }

    @Test(arguments: [
        ("kill -SEGV $$", "SIGSEGV"), ("exit 3", "exit status 3"), ("exec sleep 60", "took too long"),
        ("exec cat", "its answer is none"), ("exec head -c 100", "its answer is none"),
        ("exec true", "its answer is none"), ("echo '{}{}'", "its answer is none"),
        ("exec cat /dev/zero", "too long"),
    ])
    func `what is not one whole answer is a refusal that says how the worker ended`(
        script: String, detail: String
    ) async throws {
        var program = TestPrograms.shell(script)
        if script.contains("sleep") { program.deadline = .milliseconds(50) }
        let rejection = try await #require(throws: ServiceProvider.Rejection.self) {
            try await Sample().check(by: program)
        }
        #expect(rejection.rule == "OPS-03")
        #expect(rejection.detail.contains(detail), "\(rejection.detail)")
    }

    @Test func `a worker that dies costs its own response and no other`() async throws {
        // The first one dies after it has the request; every other one does its work.
        let marker = FileManager.default.temporaryDirectory.appending(path: "died-" + UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: marker) }
        let pool = WorkerPool(
            TestPrograms.shell(
                "mkdir \(marker) 2>/dev/null && head -c 10 >/dev/null && kill -KILL $$; "
                    + "exec \(Self.worker.executable) verify-worker"))
        let sample = try Sample()
        let rejection = try await #require(throws: ServiceProvider.Rejection.self) {
            try await sample.check(by: pool)
        }
        #expect(rejection.detail.contains("SIGKILL"))
        #expect(try await sample.check(by: pool).person.email.description == "alice@example.com")
    }

    @Test func `too many at once are asked to come again`() async throws {
        let rejection = try await #require(throws: ServiceProvider.Rejection.self) {
            try await Sample().check(by: WorkerPool(Self.worker, atOnce: 0, waiting: 0))
        }
        #expect(rejection.rule == "OPS-03")
        #expect(rejection.sentence.contains("in a minute"))
    }
}
