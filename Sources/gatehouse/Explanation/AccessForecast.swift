internal import Accounts
internal import Helper
internal import Policy
internal import Store

/// Who of an organisation could log in now, and who could under an assumption. Changes nothing.
struct AccessForecast {
    /// An active or suspended member.
    struct Person: Encodable {
        let email, login, role: String
        let isActive, isOwner: Bool
        let now, then: Outlook

        enum CodingKeys: String, CodingKey { case email, login, role, now, then, losesAccess }

        /// What comes of it, after "what if".
        var text: String { "\(email), \(role): \(then.text)" }

        var losesAccess: Bool { now.isOpen && !then.isOpen }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(email, forKey: .email)
            try container.encode(login, forKey: .login)
            try container.encode(role, forKey: .role)
            try container.encode(now, forKey: .now)
            try container.encode(then, forKey: .then)
            try container.encode(losesAccess, forKey: .losesAccess)
        }
    }

    /// By login name.
    let people: [Person]
    /// What a first sign-in of somebody unknown would come to.
    let newPeople: NewPeople

    struct NewPeople: Encodable {
        let row: Int
        let created: Bool
        let reason: String
    }

    var losing: [Person] { people.filter(\.losesAccess) }

    var owners: [Person] { people.filter(\.isOwner) }

    /// - Parameters:
    ///   - assumption: of the organisation whose members it is about.
    ///   - accounts: the local accounts that there are: without theirs nobody gets in.
    init(
        of store: borrowing Store, assuming assumption: Assumption, at now: UnixTime,
        accounts: LocalAccountFiles = LocalAccountFiles()
    ) throws {
        let organisation = assumption.organisation
        let verified = Set(try store.claims(of: organisation).filter(\.state.isVerified).map(\.domain))
        var people: [Person] = []
        for member in try store.members(of: organisation) where member.status != .removed {
            let memberships = try store.memberships(login: member.login)
            let standing = Standing(try memberships.map { try store.facts(of: $0, at: now) })
            let hasAccount = try member.account != .local || accounts.uid(of: member.login) != nil
            let codes = try store.recoveryCodesLeft(of: member.login)
            people.append(
                Person(
                    email: member.email.description, login: member.login.description,
                    role: member.role.name,
                    isActive: member.status == .active,
                    isOwner: member.role == .owner && member.status == .active,
                    now: Outlook(
                        standing, account: hasAccount ? member.account : nil, recoveryCodes: codes),
                    then: Outlook(
                        assumption.applied(to: standing, verified: verified),
                        account: hasAccount ? member.account : nil, recoveryCodes: codes,
                        silent: assumption.silent)))
        }
        self.people = people
        let unknown = try store.facts(ofUnknownIn: organisation, at: now)
        let decision = decide(assumption.applied(to: unknown, verified: verified), method: .sso)
        let isCreated = decision.outcome == .create && !assumption.isProviderDown
        newPeople = NewPeople(
            row: Int(decision.row.rawValue), created: isCreated,
            reason: decision.outcome == .create && !isCreated ? Outlook.silence : Message.detailed(decision))
    }
}
