internal import ArgumentParser

/// A value out of a short list on the command line.
enum Choice {
    /// The value with this name, or an error that lists them all.
    static func of<Value: CaseIterable & Sendable>(
        _ name: (Value) -> String
    ) -> @Sendable (String) throws -> Value {
        let choices = Value.allCases.map { (name: name($0), value: $0) }
        return { argument in
            guard let choice = choices.first(where: { $0.name == argument }) else {
                throw ValidationError("there are: " + choices.map(\.name).joined(separator: ", "))
            }
            return choice.value
        }
    }

    /// All names, for help.
    static func list<Value: CaseIterable>(_ name: (Value) -> String) -> String {
        Value.allCases.map(name).joined(separator: ", ")
    }
}
