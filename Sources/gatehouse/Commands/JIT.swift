internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct JIT: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "jit",
        abstract: "The switch: create people at their first single sign-on.",
        discussion: "To switch it on takes a verified domain and a usable identity provider.")
    @Argument(help: "on or off") var position: Position
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
        if position == .on { try look() }
        try options.change(
            .provisioning, of: "just-in-time provisioning",
            before: { (store, organisation) throws(StoreError) in
                Position(try store.organisation(organisation)?.jitEnabled == true).rawValue
            }, after: position.rawValue
        ) { (store, organisation) throws(StoreError) in
            try store.setJITEnabled(position == .on, of: organisation)
        }
        guard position == .on else {
            return Done(done: "Just-in-time provisioning is off: only people you add can sign in.")
        }
        let facts = try options.read { (store, organisation) in
            try store.facts(ofUnknownIn: organisation, at: .now)
        }
        return Done(done: "Just-in-time provisioning is \(ProvisioningPause.find(in: facts).text).")
    }

    /// Goes on only where somebody could be created by and by.
    private func look() throws {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        try store.requireSSOPlan(of: organisation.id)
        if organisation.jitEnabled { return }
        let missing = SetupLack.find(in: try store.facts(ofUnknownIn: organisation.id, at: .now))
        guard missing.isEmpty else {
            throw CommandFailure.refused(
                (["nobody could be created yet. What is missing:"] + missing.map { "  - \($0.text)" })
                    .joined(separator: "\n"))
        }
    }
}
