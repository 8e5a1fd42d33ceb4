internal import ArgumentParser

/// How a command prints what it has to say.
protocol OutputChoice: ParsableArguments {
    /// One JSON object instead of text.
    var json: Bool { get }
    /// The organisation that was named; nil for none.
    var org: String? { get }
}

extension OutputChoice {
    var org: String? { nil }
}

extension GlobalOptions: OutputChoice {}

/// What a command takes that needs neither store nor settings of this host.
struct OutputOptions: OutputChoice {
    @Flag(help: "Print one JSON object instead of text.")
    var json = false
}
