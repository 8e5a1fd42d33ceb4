internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

extension SignInBroker {
    /// Answers one request of the module. Root, as whom sshd and its like run, may ask about anybody.
    /// Everybody else may ask about the account that is theirs and sign in to it, and reports nothing: they
    /// could make it up.
    func answer(_ request: Request, askedBy peer: PeerCredentials) async -> Reply {
        guard await mayAsk(request, peer) else {
            logger.warning("asked about an account of somebody else", metadata: ["peer": "\(peer.uid)"])
            return .refused(.notYourAccount)
        }
        return switch request {
        case .begin(let account, let origin):
            begin(account, from: Self.origin(of: peer, at: origin), askedBy: peer.uid)
        case .redeem(let reference, let code, let account):
            await redeem(reference: reference, code: code, for: account)
        case .report(let account, let origin, let row, let outcome):
            await report(account, from: origin, row: row, outcome: outcome)
        case .told(let account, let use):
            await noteTold(account, through: use)
        case .plan(let account, let origin):
            await plan(account, from: Self.origin(of: peer, at: origin))
        case .judge(let account, let origin, let method):
            await judge(account, from: Self.origin(of: peer, at: origin), method: method)
        case .present(let account, let origin, let response):
            await accept(response, for: account, from: Self.origin(of: peer, at: origin))
        case .session(let account, let origin, let isOver):
            await session(account, from: origin, isOver: isOver)
        }
    }

    /// Where a program asks from: what one that is not root's says of itself is worth nothing.
    private static func origin(of peer: PeerCredentials, at claimed: Origin) -> Origin {
        if peer.uid == 0 { return claimed }
        return Origin(service: [UInt8]("uid \(peer.uid)".utf8), remoteHost: [], terminal: claimed.terminal)
    }

    private func mayAsk(_ request: Request, _ peer: PeerCredentials) async -> Bool {
        if peer.uid == 0 { return true }
        switch request {
        case .report, .told, .session: return false
        case .begin(let account, _), .redeem(_, _, let account), .plan(let account, _),
            .judge(let account, _, _), .present(let account, _, _):
            guard account.uid == peer.uid, let login = LoginName(account.login) else { return false }
            return await owner(of: login) == peer.uid
        }
    }

    /// Whose account it is: the host's own files come first, as in the name service. Nil when that cannot be
    /// told.
    private func owner(of login: LoginName) async -> UInt32? {
        do {
            if let uid = try localAccounts.uid(of: login) { return uid }
            return try await ledger.uid(of: login)
        } catch {
            logger.error("the owner of an account cannot be told", metadata: ["why": "\(error)"])
            return nil
        }
    }
}
