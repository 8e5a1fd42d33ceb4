internal import Policy
internal import Store

/// What a refused admission reads like: to the person, who has proven who they are, and in the audit log.
struct AdmissionRefusal {
    /// Row of the table or code of the SAML rule.
    let rule: String
    /// For the audit log.
    let detail: String
    /// For the person.
    let sentence: String

    /// - Parameter admission: any but an admitted one.
    init(_ admission: Admission, email: String, host: HostIdentity) {
        switch admission {
        case .admitted(_, let decision, _), .refused(let decision):
            rule = decision.row.code
            detail = Message.detailed(decision)
            sentence = "You were not let in: " + detail.trimmingEnd(".") + "."
        case .identityProviderChanged:
            rule = "RESP-07"
            detail = "the identity provider was removed, replaced or given other keys meanwhile"
            sentence = "The identity provider was changed meanwhile. Start again in your terminal."
        case .replayed:
            rule = "RPL-01"
            detail = "response or assertion used before"
            sentence = "The identity provider's answer was used before. Start again in your terminal."
        case .wrongAccount(let theirs):
            rule = "NID-07"
            detail = "their account is " + theirs.description
            sentence =
                "You signed in as \(email), whose account here is \(theirs). Run: ssh \(theirs)@\(host.name)"
        case .uidChanged:
            rule = "NID-07"
            detail = "the uid seen at the start is not the member's"
            sentence = "Your account was being set up at the same moment. Try again."
        case .uidUnsettled:
            rule = "NID-07"
            detail = "the first uid of the name was given to somebody else within the last hour"
            sentence = "Your account cannot be set up at this moment. Try again in an hour."
        case .notLinked(let login):
            rule = "ATTR-08"
            detail =
                "\(login) has this e-mail or name identifier. Another identity: gatehouse member relink \(login); "
                + "another spelling: have the identity provider send the one of gatehouse member show \(login)"
            sentence = "A member with your e-mail address exists already. Ask an owner to link your account."
        case .emailTaken(let login):
            rule = "ATTR-08"
            detail =
                "this e-mail is \(login)'s here: have the identity provider give each person one of their own"
            sentence = "Your e-mail address has another account here. Ask an owner of your organisation."
        case .noSeat(let limit):
            rule = "seats"
            detail = "\(SettingsGuard.noSeat(limit: limit))"
            sentence =
                "You were not let in: there is no seat left for you. Ask an owner of your organisation."
        case .noLoginName(let reason):
            rule = "NID-07"
            detail = reason
            sentence = "No account can be made for \(email): \(reason.trimmingEnd("."))."
        }
    }
}

extension String {
    fileprivate func trimmingEnd(_ end: Character) -> String { last == end ? String(dropLast()) : self }
}
