internal import Wire

extension SignInBroker {
    /// Answers one request of the module.
    func answer(_ request: Request, askedBy peer: PeerCredentials) async -> Reply {
        switch request {
        case .begin(let account, let origin): begin(account, from: origin, askedBy: peer.uid)
        case .redeem(let reference, let code, let account):
            await redeem(reference: reference, code: code, for: account)
        case .report(let account, let origin, let row, let outcome):
            await report(account, from: origin, row: row, outcome: outcome)
        }
    }
}
