internal import Accounts
internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "People.",
        subcommands: [
            Add.self, List.self, Show.self, SetRole.self, SetEmail.self, Relink.self, Suspend.self,
            Restore.self, Remove.self,
        ])

    /// The member with this address or login name in the command's organisation, removed ones too.
    static func find(_ name: String, _ options: GlobalOptions) throws -> Member {
        let member = try options.read { (store, organisation) in
            try EmailAddress(name).flatMap { try store.member(email: $0, of: organisation) }
                ?? LoginName(name).flatMap { try store.member(login: $0, of: organisation) }
        }
        guard let member else {
            throw CommandFailure.refused("\(name) is not a member. See: gatehouse member list")
        }
        return member
    }

    /// One person, for JSON.
    struct Person: Report {
        let email, name, role, status, login, account: String
        @OrNull var uid: UInt32?
        @OrNull var lastSSO: String?

        init(_ member: Member) {
            email = member.email.description
            name = member.displayName
            role = member.role.name
            status = member.status.name
            login = member.login.description
            account = member.account == .local ? "local" : "managed"
            uid = member.uid
            lastSSO = member.lastSSOAt?.iso8601
        }

        var text: String {
            "\(login)  \(email)  \(role)  \(status)  \(uid.map { "uid \($0)" } ?? "in /etc/passwd")"
                + "  \(lastSSO.map { "signed in \($0)" } ?? "never signed in")"
        }
    }

    struct Add: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Invite a person, or enrol an account of /etc/passwd.",
            discussion: """
                Without --account the person gets an account of their own, whose first single sign-on claims it. With --account \
                an existing local account becomes theirs: it keeps its password, which owners and admins may use while \
                single sign-on is not set up correctly.

                Whoever has an account through another organisation keeps it as a member of this one: name it with --login. \
                No sign-in of this organisation may use it before: gatehouse member relink EMAIL
                """)
        @Argument(help: "E-mail address.") var email: String
        @Option(help: "Name, for people.") var name = ""
        @Option(name: .customLong("role"), help: "What they may do; member, if left out.") var givenRole:
            Role?
        @Option(help: ArgumentHelp("An account of /etc/passwd to enrol.", valueName: "login")) var account:
            String?
        @Option(
            help:
                "The name of the new account, or of one of another organisation; made from the address if left out."
        )
        var login: String?
        @OptionGroup var options: GlobalOptions

        private var role: Role { givenRole ?? .member }

        func validate() throws {
            if account != nil, login != nil {
                throw ValidationError("--account and --login exclude each other.")
            }
        }

        func answer() async throws -> Person {
            guard let address = EmailAddress(email) else {
                throw CommandFailure.wrongUsage("\(email) is no plain ASCII e-mail address.")
            }
            if let present = try options.read({ try $0.member(spelledLike: address, of: $1) }) {
                throw CommandFailure.refused(
                    "\(present.email) is or was a member already (account \(present.login)). See: gatehouse member list"
                )
            }
            let new = try member(address)
            do {
                try options.change(
                    .memberAdd, of: email, after: "\(role.name), active, account \(new.login)"
                ) { (store, organisation) throws(StoreError) in
                    try store.addMember(new, of: organisation, at: .now)
                }
            } catch StoreError.conflict {
                throw CommandFailure.refused(
                    "\(email) or the account \(new.login) is or was a member's already.")
            }
            return try Person(find(email, options))
        }

        private func member(_ address: EmailAddress) throws -> NewMember {
            if let account { return try enrolled(address, account) }
            let store = try options.openStore(.read)
            let naming = AccountNaming(local: LocalAccountFiles())
            if let login = login.flatMap(LoginName.init),
                let managed = try store.memberships(login: login).first?.managedAccount
            {
                return NewMember(
                    email: address, displayName: self.name, role: role, login: login, managed: managed)
            }
            let name: LoginName
            if let login {
                guard let given = LoginName(login) else {
                    throw CommandFailure.wrongUsage(
                        "\(login) is no login name: a-z, 0-9 and -, a letter first.")
                }
                if let refusal = naming.refusal(of: given) { throw CommandFailure.refused("\(refusal).") }
                name = given
            } else {
                name = try naming.name(for: address) { (login) throws(StoreError) in
                    try !store.memberships(login: login).isEmpty
                }.mapError { CommandFailure.refused("\($0).") }.get()
            }
            let shell = try options.configuration().defaultShell
            return NewMember(
                email: address, displayName: self.name, role: role, login: name,
                managed: .init(uid: try store.nextUID(for: name), home: "/home/\(name)", shell: shell))
        }

        private func enrolled(_ address: EmailAddress, _ account: String) throws -> NewMember {
            guard let login = LoginName(account), let uid = try LocalAccountFiles().uid(of: login) else {
                throw CommandFailure.refused(
                    "\(account) is not in /etc/passwd. Without --account a new account is made.")
            }
            // 65534 is nobody's, by name and by meaning.
            guard uid >= UIDRange.firstPerson, uid != 65_534 else {
                throw CommandFailure.refused(
                    "\(account) is a system account (uid \(uid)): Gatehouse never touches those.")
            }
            return NewMember(email: address, displayName: name, role: role, login: login, managed: nil)
        }
    }

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List people.")
        @OptionGroup var options: GlobalOptions

        struct People: Report {
            let members: [Person]
            var text: String { members.isEmpty ? "Nobody yet." : members.map(\.text).joined(separator: "\n") }
        }

        func answer() async throws -> People {
            People(members: try options.read { try $0.members(of: $1) }.map(Person.init))
        }
    }

    struct Relink: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "relink",
            abstract: "Let the next single sign-on with this e-mail be linked to the member.",
            discussion: """
                An account that has a password is never linked because of an e-mail address alone. This opens it for one sign-in, \
                which replaces the identity linked before, if there was one.
                """)
        @Argument(help: "E-mail address or login name of the member.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            let member = try find(name, options)
            try options.change(
                .memberRelink, of: member.email.description,
                detail: "next sign-in may be linked to \(member.login)"
            ) {
                (store, _) throws(StoreError) in try store.allowLinking(member)
            }
            return Done(
                done:
                    "The next single sign-on with \(member.email) will be linked to the account \(member.login)."
            )
        }
    }
}
