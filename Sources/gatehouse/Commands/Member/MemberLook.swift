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
}
