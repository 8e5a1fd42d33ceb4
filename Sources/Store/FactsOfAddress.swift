public import Policy

extension Store {
    /// What the table has to know of somebody of whom only the address is known: each membership of whoever has it in some
    /// organisation, and for nobody's address the one that each organisation could give them.
    ///
    /// - Parameter email: compared byte for byte in the local part, but that nobody who may not sign in comes back by
    ///   another case of it.
    public func facts(email: EmailAddress, at now: UnixTime) throws(StoreError) -> Standing {
        try connection.snapshot { () throws(StoreError) in
            var memberships: [Facts] = []
            var unknown: [Facts] = []
            var logins: [LoginName] = []
            for organisation in try organisations() {
                var member = try self.member(spelledLike: email, of: organisation.id)
                if member?.status == .active { member = try self.member(email: email, of: organisation.id) }
                guard let member else {
                    unknown.append(try facts(ofUnknown: email, in: organisation.id, at: now))
                    continue
                }
                guard !logins.contains(member.login) else { continue }
                logins.append(member.login)
                for membership in try self.memberships(login: member.login) {
                    memberships.append(try facts(of: membership, at: now))
                }
            }
            if !memberships.isEmpty { return Standing(memberships) }
            return Standing(unknown.isEmpty ? [Facts(subject: .unknown, now: now)] : unknown)
        }
    }

    /// The facts of nobody with an address, as the organisation would see it in a first sign-in.
    public func facts(
        ofUnknown email: EmailAddress, in organisation: Organisation.ID, at now: UnixTime
    ) throws(StoreError) -> Facts {
        try facts(of: nil, in: organisation, domain: email.domain, at: now)
    }
}
