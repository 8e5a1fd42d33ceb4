internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

/// A position of a switch, as it is typed.
enum Position: String, ExpressibleByArgument, CaseIterable {
    case on, off

    /// Of a switch that is set or not.
    init(_ isOn: Bool) { self = isOn ? .on : .off }
}

struct SSO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sso",
        abstract: "The switch: require single sign-on.", subcommands: [Require.self])

    struct Require: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "require",
            abstract: "Require single sign-on, or stop requiring it.",
            discussion: """
                To require it takes a verified domain, a usable identity provider, a single sign-on of an owner since that was \
                last changed, and recovery codes of an owner. It says who would lose access, and asks on a terminal whether \
                that is meant. To look first: gatehouse simulate --require on
                """)
        @Argument(help: "on or off") var position: Position
        @Flag(help: "Do not ask, although somebody loses access.") var yes = false
        @Flag(help: "Require it although something is missing. The audit log tells.") var force = false
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            do {
                try turn(detail: position == .on ? try look() : "")
            } catch StoreError.conflict {
                throw CommandFailure.refused("the set-up has changed meanwhile. Run it again.")
            }
            guard position == .on else {
                return Done(done: "Single sign-on is not required: accounts with a password may use it.")
            }
            let facts = try options.read { (store, organisation) in
                try store.facts(ofUnknownIn: organisation, at: .now)
            }
            guard let fault = SetupFault.find(in: facts) else {
                return Done(
                    done:
                        "Single sign-on is required. Owners and admins may use a password only if its set-up breaks."
                )
            }
            return Done(
                done: """
                    Single sign-on is required, but not set up correctly: \(Message.text(fault)).
                    Until it is, owners and admins may use their password, and members may be unable to log in.
                    """)
        }

        private func turn(detail: String) throws {
            try options.change(
                .requireSSO, of: "require SSO",
                before: { (store, organisation) throws(StoreError) in
                    Position(try store.organisation(organisation)?.ssoRequired == true).rawValue
                }, after: position.rawValue, detail: detail
            ) { (store, organisation) throws(StoreError) in
                if position == .on, !force, try store.organisation(organisation)?.ssoRequired == false {
                    // It was there when somebody was asked.
                    let facts = try store.facts(ofUnknownIn: organisation, at: .now)
                    guard SetupFault.find(in: facts) == nil else { throw .conflict }
                }
                try store.setSSORequired(position == .on, of: organisation)
            }
        }

        /// Goes on only with everything there and everybody told of; returns what the audit log has to tell.
        private func look() throws -> String {
            let store = try options.openStore(.read)
            let organisation = try options.organisation(in: store)
            try store.requireSSOPlan(of: organisation.id)
            if organisation.ssoRequired { return "" }
            let found = try RequirementGuard(of: organisation.id, in: store, at: .now)
            guard force || found.missing.isEmpty else { throw CommandFailure.refused(found.refusal) }
            if !found.losing.isEmpty { try confirm(found) }
            return found.auditDetail(isForced: force)
        }

        private func confirm(_ found: RequirementGuard) throws(CommandFailure) {
            if yes || force { return Notice.print(found.losingText) }
            try Confirmation(
                consequence: found.losingText, purpose: "to require single sign-on all the same",
                answer: "yes"
            ).demand(options)
        }
    }
}
