/// Signature wrapping: something signed stays in the message, and something else stands where it would be read.
struct Wrapping: Sendable {
    /// Where the signed original goes.
    enum Original: CaseIterable {
        case inSignature, inObject, beforeSignature, beforeForgery, afterForgery, inForgery, inExtensions,
            gone
    }

    /// Which signature the forged element carries.
    enum Signature: CaseIterable {
        case none, moved, copied
    }

    var original: Original
    var signature: Signature
    /// The forged element's ID; `nil` keeps the original's.
    var forgedID: String? = "_evil"

    /// XSW1 to XSW8: what each of the classic attacks does, and to which element.
    static let classic: [(name: String, element: String, wrapping: Wrapping)] = [
        (
            "1: signed response in the signature", "Response",
            Wrapping(original: .inSignature, signature: .moved)
        ),
        (
            "2: signed response before the signature", "Response",
            Wrapping(original: .beforeSignature, signature: .moved)
        ),
        (
            "3: forged assertion before the signed one", "Assertion",
            Wrapping(original: .afterForgery, signature: .none)
        ),
        (
            "4: signed assertion in the forged one", "Assertion",
            Wrapping(original: .inForgery, signature: .none)
        ),
        (
            "5: forged assertion with the signature, original after it", "Assertion",
            Wrapping(original: .afterForgery, signature: .moved)
        ),
        (
            "6: original in the signature of the forged one", "Assertion",
            Wrapping(original: .inSignature, signature: .moved)
        ),
        (
            "7: forged assertion in Extensions", "Assertion",
            Wrapping(original: .inExtensions, signature: .none)
        ),
        (
            "8: original in an Object of the signature", "Assertion",
            Wrapping(original: .inObject, signature: .moved)
        ),
    ]

    /// Wraps the first element with this local name. A signature that the element does not carry itself is taken
    /// from the response around it.
    func apply(to markup: inout Markup, element name: String) {
        guard let path = markup.paths(named: name).first else { return }
        let signed = markup[path]
        let own = signed.child("Signature")
        guard let seal = own ?? markup.root.child("Signature") else { return }
        var hidden = signed.declaring(declarations)
        if signature == .moved { hidden.removeChild("Signature") }
        var forgery = signed.forged(id: forgedID)
        forgery.removeChild("Signature")
        if signature != .none { forgery.insertAfterIssuer(.element(sealed(seal, hiding: hidden))) }
        switch original {
        case .beforeSignature: forgery.insertAfterIssuer(.element(hidden))
        case .inForgery: forgery.children.append(.element(hidden))
        default: break
        }

        guard let index = path.last else {
            markup.root = forgery
            if original == .inExtensions {
                markup.root.insertAfterIssuer(.element(.extensions(holding: hidden)))
            }
            return
        }
        var parent = markup[Array(path.dropLast())]
        parent.children[index] = .element(forgery)
        switch original {
        case .afterForgery: parent.children.insert(.element(hidden), at: index + 1)
        case .beforeForgery: parent.children.insert(.element(hidden), at: index)
        case .inExtensions:
            // The forged one hides there, and the signed one stays in its place.
            parent.children[index] = .element(signed)
        default: break
        }
        markup[Array(path.dropLast())] = parent
        if own == nil, signature == .moved { markup.root.removeChild("Signature") }
        if original == .inExtensions {
            markup.root.insertAfterIssuer(.element(.extensions(holding: forgery)))
        }
    }

    private func sealed(_ signature: Markup.Element, hiding original: Markup.Element) -> Markup.Element {
        var signature = signature
        switch self.original {
        case .inSignature: signature.children.append(.element(original))
        case .inObject:
            signature.children.append(
                .element(Markup.Element(name: "ds:Object", attributes: [], children: [.element(original)])))
        default: break
        }
        return signature
    }
}

/// Wrapping in every combination.
let wrappingMutations: [Mutation] = ["Response", "Assertion", "EncryptedAssertion", "Subject"].map {
    element in
    Mutation("\(element) is wrapped") { markup, _, random in
        let wrapping = Wrapping(
            original: random.pick(Wrapping.Original.allCases),
            signature: random.pick(Wrapping.Signature.allCases),
            forgedID: random.pick([nil, "_evil", "", "_assertion", "_response"]))
        wrapping.apply(to: &markup, element: element)
    }
}

extension Markup.Element {
    func child(_ name: String) -> Markup.Element? {
        children.lazy.compactMap(\.element).first { $0.localName == name }
    }

    mutating func removeChild(_ name: String) { children.removeAll { $0.element?.localName == name[...] } }

    mutating func insertAfterIssuer(_ child: Markup.Child) {
        let issuer = children.firstIndex { $0.element?.localName == "Issuer" }
        children.insert(child, at: issuer.map { $0 + 1 } ?? 0)
    }

    static func extensions(holding element: Markup.Element) -> Markup.Element {
        Markup.Element(name: "samlp:Extensions", attributes: [], children: [.element(element)])
    }

    /// The same about mallory, with this ID; `nil` keeps the original's.
    func forged(id: String?) -> Markup.Element {
        var copy = self
        for name in ["ID", "Id"] {
            if let id, copy.value(name) != nil { copy.set(name, id) }
        }
        copy.children = children.map { child in
            switch child {
            case .element(let element):
                .element(element.forged(id: id.map { $0 + "-inner" }))
            case .raw(let text):
                .raw(text.contains("alice") || text.contains("bob") ? "mallory" : text)
            }
        }
        return copy
    }
}
