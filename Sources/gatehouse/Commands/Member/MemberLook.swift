internal import ArgumentParser
internal import Policy
internal import Store

extension MemberCommand {
    /// The member with this address in the command's organisation, removed ones too.
    static func find(_ email: String, _ options: GlobalOptions) throws -> Member {
        guard let address = EmailAddress(email),
            let member = try options.read({ try $0.member(email: address, of: $1) })
        else { throw CommandFailure.refused("\(email) is not a member. See: gatehouse member list") }
        return member
    }

    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one person.")
        @Argument(help: "E-mail address of the member.") var email: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person { try Person(find(email, options)) }
    }

    struct SetRole: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-role",
            abstract: "Change what a member may do. The last active owner stays one.")
        @Argument(help: "E-mail address of the member.") var email: String
        @Argument(help: "What they may do.") var role: Role
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Person {
            let member = try find(email, options)
            try options.change(
                .memberSetRole, of: email,
                before: { (store, organisation) throws(StoreError) in
                    try store.member(email: member.email, of: organisation)?.role.name ?? ""
                }, after: role.name
            ) { (store, _) throws(StoreError) in try store.setRole(role, of: member) }
            return try Person(find(email, options))
        }
    }
}
