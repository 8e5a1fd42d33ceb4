/// What may stand in one kind of element: its attributes, and its child elements in their order and number.
///
/// The models of ``ResponseGrammar`` say of each element what the schemas of SAML 2.0 say of it, or less.
struct ElementModel: Sendable {
    /// One of `choices`, repeated as often as `occurs` says.
    struct Particle: Sendable {
        let choices: [ElementModel]
        let occurs: ClosedRange<Int>

        static func one(_ choices: ElementModel...) -> Particle { Particle(choices: choices, occurs: 1...1) }
        static func optional(_ choices: ElementModel...) -> Particle {
            Particle(choices: choices, occurs: 0...1)
        }
        static func any(_ choices: ElementModel...) -> Particle {
            Particle(choices: choices, occurs: 0...Int.max)
        }
        static func some(_ choices: ElementModel...) -> Particle {
            Particle(choices: choices, occurs: 1...Int.max)
        }

        func model(of child: XMLElement) -> ElementModel? { choices.first { child.matches($0.name) } }

        var names: String { choices.map { "\($0.name.local)" }.joined(separator: " or ") }
    }

    /// What may be inside.
    enum Content: Sendable {
        /// Character data without elements; whether it is the right text is for other rules.
        case text
        /// Elements as one of these sequences has them, and white space.
        case elements([[Particle]])
        /// Whatever it is, it is ignored.
        case ignored
        /// Attributes and content are judged elsewhere, or are data.
        case opaque

        /// Nothing but white space.
        static let empty = Content.elements([[]])
        /// Elements in this order.
        static func sequence(_ particles: Particle...) -> Content { .elements([particles]) }
        /// Elements in the order of one of these.
        static func either(_ sequences: [Particle]...) -> Content { .elements(sequences) }
    }

    let name: XMLName
    /// Attributes that must be there.
    var required: [StaticString] = []
    /// Attributes that may be there.
    var optional: [StaticString] = []
    /// Whether attributes in other namespaces may be there; they are ignored.
    var allowsForeignAttributes = false
    /// Whether a signature may be among the children. Where it stands is for the SIG rules.
    var isSignable = false
    var content: Content

    /// How `element`, which has this model's name, departs from the model at any depth; `nil` if it does not.
    func departure(of element: XMLElement) -> Finding? {
        if case .opaque = content { return nil }
        if let missing = required.first(where: { !element.hasAttribute($0) }) {
            return .fail(expected: "\(missing) on \(name.local)", found: "none")
        }
        if let unknown = element.firstAttribute(notIn: required, nor: optional) {
            return .fail(expected: "known attributes on \(name.local)", found: unknown)
        }
        if !allowsForeignAttributes, let foreign = element.firstForeignAttribute {
            return .fail(expected: "no attributes of other namespaces on \(name.local)", found: foreign)
        }
        switch content {
        case .opaque, .ignored: return nil
        case .text:
            guard let child = element.firstChild else { return nil }
            return .fail(expected: "text in \(name.local)", found: child.displayName)
        case .elements(let sequences):
            guard !element.holdsText else {
                return .fail(expected: "elements in \(name.local)", found: "text")
            }
            var first: Finding?
            for sequence in sequences {
                guard let departure = departure(of: element, from: sequence) else { return nil }
                first = first ?? departure
            }
            return first
        }
    }

    private func departure(of element: XMLElement, from particles: [Particle]) -> Finding? {
        var position = 0
        var count = 0
        var next = element.firstChild
        while let child = next {
            next = child.nextSibling
            if isSignable, child.matches(SignatureName.signature) { continue }
            while true {
                guard position < particles.count else {
                    return .fail(expected: "nothing more in \(name.local)", found: child.displayName)
                }
                let particle = particles[position]
                if count < particle.occurs.upperBound, let model = particle.model(of: child) {
                    if let departure = model.departure(of: child) { return departure }
                    count += 1
                    break
                }
                guard count >= particle.occurs.lowerBound else {
                    return .fail(expected: "\(particle.names) in \(name.local)", found: child.displayName)
                }
                position += 1
                count = 0
            }
        }
        for particle in particles.dropFirst(position) {
            guard count >= particle.occurs.lowerBound else {
                return .fail(expected: "\(particle.names) in \(name.local)", found: "nothing more")
            }
            count = 0
        }
        return nil
    }
}
