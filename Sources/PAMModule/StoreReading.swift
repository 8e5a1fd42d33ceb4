internal import Policy

/// What one look into the store found.
struct StoreReading {
    /// All of what the rule needs of the person.
    let person: Standing
    /// Services that ask nobody for a proof.
    let nonInteractiveServices: ServiceList

    /// - Parameter services: the host's list; nil where none is set.
    init(person: Standing, nonInteractiveServices services: String?) {
        self.person = person
        nonInteractiveServices = services.map { ServiceList($0) } ?? .nonInteractive
    }

    /// What is known without one.
    init(_ facts: Facts) {
        self.init(person: Standing([facts]), nonInteractiveServices: nil)
    }
}
