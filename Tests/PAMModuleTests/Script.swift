import Glibc
import Policy
import Testing
import Wire

@testable import PAMModule

/// A person who answers from a list, and keeps what was said. nil: the conversation fails.
final class ScriptedPerson: Conversation {
    private var answers: [[UInt8]?]
    private(set) var questions: [String] = []
    private(set) var informed: [String] = []
    private(set) var complaints: [String] = []
    private(set) var logged: [String] = []

    convenience init(_ answers: [String?] = []) {
        self.init(octets: answers.map { $0.map { Array($0.utf8) } })
    }

    /// Answers that need not be text.
    init(octets answers: [[UInt8]?]) {
        self.answers = answers
    }

    func inform(_ text: String) { informed.append(text) }
    func complain(_ text: String) { complaints.append(text) }
    func log(_ level: LogLevel, _ text: String) { logged.append(text) }

    /// What an earlier module took.
    var earlierToken: String?

    func token(asking question: String?) -> Answer? {
        if let earlierToken { return strdup(earlierToken).map { Answer(owning: $0) } }
        return question.flatMap(ask)
    }

    func ask(_ question: String) -> Answer? {
        questions.append(question)
        guard !answers.isEmpty, let answer = answers.removeFirst() else { return nil }
        guard let copy = strdup((answer + [0]).map { CChar(bitPattern: $0) }) else { return nil }
        return Answer(owning: copy)
    }
}

/// A helper that answers from a list, and keeps what was asked. Beyond the list it times out. Reports are
/// noted.
final class ScriptedHelper: SignInService {
    private var replies: [Result<Reply, HelperError>]
    private(set) var requests: [Request] = []
    /// Milliseconds for each of them.
    private(set) var patience: [Int64] = []
    private(set) var reports: [UInt8] = []

    init(_ replies: [Result<Reply, HelperError>] = []) {
        self.replies = replies
    }

    func exchange(_ request: Request, within milliseconds: Int64) throws(HelperError) -> Reply {
        if case .report(_, _, let row, _) = request {
            reports.append(row)
            return .noted
        }
        requests.append(request)
        patience.append(milliseconds)
        guard !replies.isEmpty else { throw .timedOut }
        return try replies.removeFirst().get()
    }
}

enum Sample {
    static let now = UnixTime(seconds: 1_800_000_000)
    static let started = Reply.started(
        reference: Array("K7QM-2D".utf8), url: Array("https://host.example/s/K7QM-2D".utf8), expiresIn: 300)

    static func account(_ login: String = "alice") -> Account {
        Account(login: Array(login.utf8), uid: 1_879_048_193)
    }

    static func visitor(_ login: String = "alice") throws -> Visitor {
        Visitor(
            login: try #require(LoginName(login)), uid: 1_879_048_193, isLocal: false,
            origin: Origin(service: Array("sshd".utf8), remoteHost: Array("203.0.113.7".utf8), terminal: []))
    }

    /// An organisation that requires SSO, has a verified domain, and an identity provider unless told
    /// otherwise.
    static func facts(_ subject: Subject, required: Bool = true, hasProvider: Bool = true) throws -> Facts {
        var facts = Facts(subject: subject, now: now)
        facts.ssoRequired = required
        facts.hasVerifiedDomain = true
        facts.claim = Facts.Claim(
            domain: try #require(DomainName("corp.example")), state: .verified, since: now)
        if hasProvider {
            let always = IdentityProviderFacts.Validity(
                notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 4_000_000_000))
            facts.identityProvider = IdentityProviderFacts(
                isEnabled: true, isComplete: true, certificates: [always], changedAt: UnixTime(seconds: 0),
                provenAt: now)
        }
        return facts
    }

    static let member = Subject.member(role: .member, status: .active, account: .managed)
    static let owner = Subject.member(role: .owner, status: .active, account: .local)
}
