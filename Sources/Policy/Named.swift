/// An enumeration with a word for each case: settings, commands and messages use it, and nothing else is accepted.
public protocol Named: CaseIterable {
    /// The word; no two cases have the same.
    var name: String { get }
}

extension Named {
    /// The case of that name, compared byte for byte; nil for any other word.
    public init?(name: String) {
        guard let named = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            return nil
        }
        self = named
    }
}
