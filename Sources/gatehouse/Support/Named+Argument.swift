public import ArgumentParser
public import Policy
public import Store

/// The words of the settings, as they are typed; no other description of a value is shown.
extension Named {
    fileprivate static var names: [String] { allCases.map(\.name) }
}

extension Role: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
    public static var allValueDescriptions: [String: String] { [:] }
}

extension Plan: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
    public static var allValueDescriptions: [String: String] { [:] }
    public var defaultValueDescription: String { name }
}

extension Externals: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
    public static var allValueDescriptions: [String: String] { [:] }
}

extension Policy.Method: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
    public static var allValueDescriptions: [String: String] { [:] }
}
