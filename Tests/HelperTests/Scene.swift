import Accounts
import Foundation
import Logging
import Policy
import Store
import Synchronization
import Testing
import Wire

@testable import Helper

/// A broker on a store of its own, with a clock that is moved by hand, a generator that counts, and an identity provider whose responses
/// read `PERSON REQUEST-ID ASSERTION-ID`.
final class Scene: Sendable {
    let broker: SignInBroker
    let storePath: String
    let clock: Clock
    let host = HostIdentity(name: "build7", baseURL: "https://login.example.com")
    let random: RandomSource
    /// What happens while a response is looked at.
    let meanwhile = Meanwhile()
    private let directory: URL

    init(
        limits: SignInLimits = SignInLimits(), jit: Bool = true,
        signInURL: String = "https://idp.example.com/sso", presenters: ServiceList = ServiceList(""),
        systemLog: SystemLog = .none
    ) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "gatehouse-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        storePath = directory.appending(path: "gatehouse.db").path
        let clock = Clock()
        self.clock = clock
        let counter = Counter()
        random = RandomSource { count in counter.bytes(count) }
        try Self.furnish(storePath, jit: jit, signInURL: signInURL, at: clock.now)
        let passwd = directory.appending(path: "passwd").path
        let others = "olivia:x:1004:1004::/home/olivia:/bin/sh\nowner:x:1005:1005::/home/owner:/bin/sh\n"
        try Data((others + "carol:x:\(Self.carol.uid):\(Self.carol.uid)::/home/carol:/bin/sh\n").utf8)
            .write(to: URL(filePath: passwd))
        let ledger = try Ledger(path: storePath, systemLog: systemLog) {
            (person, isTaken) throws(StoreError) in
            guard let login = LoginName(person.email.localPart), try !isTaken(login) else {
                return .refused("name taken")
            }
            return .named(login, home: "/home/" + login.description, shell: "/bin/sh")
        }
        broker = SignInBroker(
            ledger: ledger, serviceProvider: .pretended(meanwhile),
            localAccounts: LocalAccountFiles(passwd: passwd), host: host, limits: limits,
            presenters: presenters,
            systemLog: systemLog,
            clock: { clock.now }, random: random,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    private static func furnish(_ path: String, jit: Bool, signInURL: String, at now: UnixTime) throws {
        let store = try Store(path: path, access: .create)
        let owner = try #require(LoginName("owner"))
        _ = try store.createOrganisation(name: "Example", at: now)
        let domain = try #require(DomainName("example.com"))
        try store.addVerifiedClaim(on: domain, at: now)
        try store.setJITEnabled(jit)
        let validity = IdentityProviderFacts.Validity(
            notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 4_000_000_000))
        try store.addIdentityProvider(
            IdentityProvider(
                name: "idp", entityID: "https://idp.example.com", signInURL: signInURL,
                certificates: [IdentityProvider.SigningCertificate(der: [1], validity: validity)],
                changedAt: now))
        try store.addMember(
            NewMember(
                email: try #require(EmailAddress("owner@example.com")), displayName: "", role: .owner,
                login: owner, managed: nil), at: now)
        // Just-in-time provisioning waits for a first proof of the identity provider.
        if jit {
            let provider = try #require(try store.identityProvider())
            guard let member = try store.member(login: owner) else { throw StoreError.corrupt }
            try store.allowLinking(member)
            _ = try store.admit(
                Self.person("owner@example.com"), of: corp, verifiedBy: provider,
                used: UsedAssertion(
                    responseID: "r1", assertionID: "a1", expiresAt: UnixTime(seconds: now.seconds + 1)),
                sought: SoughtAccount(login: owner, uid: 0), at: now
            ) { (_) throws(StoreError) in .refused("") }
        }
    }

    static func person(_ email: String) throws -> AssertedPerson {
        AssertedPerson(
            identityProvider: "https://idp.example.com", nameFormat: "", nameQualifier: "",
            spNameQualifier: "",
            nameID: email, email: try #require(EmailAddress(email)), displayName: "")
    }

    // MARK: What people and programs do

    /// An account of the host's own.
    static let carol = Account(login: [UInt8]("carol".utf8), uid: 1003)

    static let origin = Origin(
        service: [UInt8]("sshd".utf8), remoteHost: [UInt8]("192.0.2.7".utf8), terminal: [UInt8]("ssh".utf8))

    func account(_ login: String) throws -> Account {
        Account(login: [UInt8](login.utf8), uid: UIDRange.candidate(for: try #require(LoginName(login))))
    }

    /// The module begins; the token is the one in the page's address.
    func begin(_ login: String = "alice") async throws -> SignInToken {
        let reply = await broker.begin(try account(login), from: Self.origin, askedBy: 0)
        guard case .started(let reference, let url, _) = reply else { throw Unexpected(reply) }
        let token = try #require(
            SignInToken(String(decoding: url, as: UTF8.self).split(separator: "/").last ?? ""))
        #expect(reference.elementsEqual(token.reference.utf8))
        return token
    }

    /// The person presses the button. The cookie, and the RelayState that went to the identity provider.
    func depart(_ token: SignInToken, cookie: String? = nil) async throws -> (
        cookie: String, relayState: String
    ) {
        let departure = try await broker.depart(from: token, cookie: cookie)
        let relayState = try #require(departure.location.split(separator: "=").last)
        return (departure.browser.text, String(relayState))
    }

    /// The identity provider's response to a request, as a browser posts it.
    func response(_ email: String, to relayState: String, assertion: String = UUID().uuidString)
        -> PostbackForm
    {
        PostbackForm(response: [UInt8]("\(email) _\(relayState) \(assertion)".utf8), relayState: relayState)
    }

    /// All steps in the browser. The code it shows.
    func signIn(_ token: SignInToken, as email: String = "alice@example.com") async throws -> String {
        let (cookie, relayState) = try await depart(token)
        let browser = try await bring(response(email, to: relayState), cookie: cookie)
        return try await broker.code(of: token, cookie: browser).1.shown
    }

    /// The browser that was sent brings the response and goes where that leads. Its new cookie.
    func bring(_ form: PostbackForm, cookie: String) async throws -> String {
        let ticket = try await broker.receive(form)
        return try await broker.prove(ticket.token, ticket: ticket.value.text, cookie: cookie).text
    }

    func redeem(_ token: SignInToken, _ code: String, as login: String = "alice") async throws -> Reply {
        await broker.redeem(
            reference: [UInt8](token.reference.utf8), code: [UInt8](code.utf8), for: try account(login))
    }

    /// An owner suspends somebody.
    func suspend(_ login: String) throws {
        let store = try Store(path: storePath, access: .write)
        let name = try #require(LoginName(login))
        guard let member = try store.member(login: name) else { throw StoreError.corrupt }
        try store.setStatus(.suspended, of: member)
    }

    /// An admin removes the identity provider and adds it again with another key, as after a theft of the first.
    func replaceIdentityProvider() throws {
        let store = try Store(path: storePath, access: .write)
        let old = try #require(try store.identityProvider())
        try store.removeIdentityProvider(of: corp, isForced: true)
        try store.addIdentityProvider(
            IdentityProvider(
                name: old.name, entityID: old.entityID, signInURL: old.signInURL,
                certificates: [.init(der: [2], validity: old.certificates[0].validity)],
                changedAt: old.changedAt))
    }

    var members: [String] {
        get throws { try Store(path: storePath, access: .read).members().map { $0.login.description } }
    }

    var audit: [AuditRecord] {
        get throws { try Store(path: storePath, access: .read).auditEntries() }
    }
}

struct Unexpected: Error {
    let reply: Reply
    init(_ reply: Reply) { self.reply = reply }
}

final class Clock: Sendable {
    private let seconds = Mutex<Int64>(1_800_000_000)
    var now: UnixTime { UnixTime(seconds: seconds.withLock { $0 }) }
    func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}

/// Never the same bytes twice, and the same ones in each run.
final class Counter: Sendable {
    private let next = Mutex<UInt32>(0)
    func bytes(_ count: Int) -> [UInt8] {
        let value = next.withLock { value in
            value += 1
            return value
        }
        return (0..<count).map { UInt8(truncatingIfNeeded: (value &* 2_654_435_761) >> (UInt32($0) % 4 * 8)) }
    }
}

/// Something that happens while a response is looked at.
final class Meanwhile: Sendable {
    private let what = Mutex<(@Sendable () async -> Void)?>(nil)
    func when(_ what: @escaping @Sendable () async -> Void) { self.what.withLock { $0 = what } }
    func happen() async { await what.withLock { $0 }?() }
}

extension ServiceProvider {
    static func pretended(_ meanwhile: Meanwhile) -> ServiceProvider {
        ServiceProvider(
            request: { (provider, relayState, _) throws(Rejection) in
                Departure(
                    requestID: "_" + relayState, location: provider.signInURL + "?RelayState=" + relayState)
            },
            check: { (response, requestID, provider, now) async throws(Rejection) in
                await meanwhile.happen()
                let words = String(decoding: response, as: UTF8.self).split(separator: " ").map(String.init)
                guard words.count == 3, words[1] == requestID ?? "-" else {
                    throw Rejection(rule: "RESP-06", detail: "expected \(requestID ?? "none")")
                }
                // Of `ID=ADDRESS` the first is the name identifier.
                let names = words[0].split(separator: "=").map(String.init)
                guard var person = try? Scene.person(names[names.count - 1]) else {
                    throw Rejection(rule: "ATTR-06", detail: words[0])
                }
                person.nameID = names[0]
                person.identityProvider = provider.entityID
                return Arrival(
                    person: person,
                    used: UsedAssertion(
                        responseID: "r" + words[2], assertionID: "a" + words[2],
                        expiresAt: UnixTime(seconds: now.seconds + 300)),
                    verifiedBy: provider)
            })
    }
}
