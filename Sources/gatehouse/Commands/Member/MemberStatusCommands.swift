internal import ArgumentParser
internal import Policy
internal import Store

extension MemberCommand {
    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one person.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person { try Person(find(name, options)) }
    }

    struct SetRole: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-role",
            abstract: "Change what a member may do. The last active owner stays one.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @Argument(help: "What they may do.") var role: Role
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person {
            let member = try find(name, options)
            try options.change(
                .memberSetRole, of: member.email.description,
                before: { (store, organisation) throws(StoreError) in
                    try store.member(email: member.email, of: organisation)?.role.name ?? ""
                }, after: role.name
            ) { (store, _) throws(StoreError) in try store.setRole(role, of: member) }
            return try Person(find(name, options))
        }
    }

    struct SetEmail: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-email",
            abstract: "Correct a member's address, to what the identity provider asserts to the letter.",
            discussion: "The account stays. So does the identity that is linked to it, if there is one.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @Argument(help: "The address from now on.") var email: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person {
            guard let address = EmailAddress(email) else {
                throw CommandFailure.wrongUsage("\(email) is no plain ASCII e-mail address.")
            }
            let member = try find(name, options)
            guard member.status != .suspended else {
                throw CommandFailure.refused(
                    "\(member.email) is suspended, and refused by that address. Run: gatehouse member restore \(member.login)"
                )
            }
            do {
                try options.change(
                    .memberSetEmail, of: member.email.description,
                    before: { (store, organisation) throws(StoreError) in
                        try store.member(login: member.login, of: organisation)?.email.description ?? ""
                    }, after: address.description
                ) { (store, _) throws(StoreError) in try store.setEmail(address, of: member) }
            } catch StoreError.conflict {
                throw CommandFailure.refused(
                    "\(email) is or was another member's. See: gatehouse member list")
            }
            return try Person(find(email, options))
        }
    }

    struct Suspend: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "suspend",
            abstract: "Let a member in no more, until they are restored. Running sessions go on.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person { try set(.suspended, of: name, options) }
    }

    struct Restore: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Let a suspended member in again.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person { try set(.active, of: name, options) }
    }

    struct Remove: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a member for good: name, uid and e-mail are given to nobody again.")
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person { try set(.removed, of: name, options) }
    }
}

extension MemberStatus {
    /// That a member gets it.
    fileprivate var event: AuditEvent {
        switch self {
        case .active: .memberRestore
        case .suspended: .memberSuspend
        case .removed: .memberRemove
        }
    }
}

/// Changes whether a member may sign in. Nobody who was removed comes back, and the last active owner stays.
private func set(
    _ status: MemberStatus, of name: String, _ options: GlobalOptions
) throws -> MemberCommand.Person {
    let member = try MemberCommand.find(name, options)
    try options.change(
        status.event, of: member.email.description,
        before: { (store, organisation) throws(StoreError) in
            try store.member(email: member.email, of: organisation)?.status.name ?? ""
        }, after: status.name
    ) { (store, _) throws(StoreError) in try store.setStatus(status, of: member) }
    return try MemberCommand.Person(MemberCommand.find(name, options))
}
