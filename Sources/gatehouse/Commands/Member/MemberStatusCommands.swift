internal import ArgumentParser
internal import Policy
internal import Store

extension MemberCommand {
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
