internal import ArgumentParser
internal import Policy
internal import Store

struct JIT: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "jit",
        abstract: "The switch: create people at their first single sign-on.")
    @Argument(help: "on or off") var position: Position
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
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
        let pause = ProvisioningPause.find(in: facts)
        return Done(done: "Just-in-time provisioning is \(Status.text(of: pause)).")
    }
}
