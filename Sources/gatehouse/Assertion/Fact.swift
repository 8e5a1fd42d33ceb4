internal import Foundation
internal import SAML

/// One thing a response says: for people a line of a tree, for programs a member of an object.
struct Fact: Encodable {
    /// What is said.
    enum Value {
        case text(String?)
        /// Yes, no or unknown; the words are for people.
        case flag(Bool?, String)
        case facts([Fact])
        case list([[Fact]])
        case texts([String])
    }

    /// The name in JSON.
    let key: String
    /// The label for people.
    let label: String
    let value: Value
    /// What to think of it, for people.
    let note: String?
    /// What people are shown where nothing is said; `nil` leaves the line out.
    let otherwise: String?

    init(
        _ key: String, _ label: String, _ value: Value, note: String? = nil, otherwise: String? = nil
    ) {
        self.key = key
        self.label = label
        self.value = value
        self.note = note
        self.otherwise = otherwise
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Several facts as one object.
    struct Object: Encodable {
        let facts: [Fact]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            for fact in facts { try container.encode(fact, forKey: Key(stringValue: fact.key)) }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .text(let text): try container.encode(text)
        case .flag(let flag, _): try container.encode(flag)
        case .facts(let facts): try container.encode(Object(facts: facts))
        case .list(let list): try container.encode(list.map(Object.init))
        case .texts(let texts): try container.encode(texts)
        }
    }

    /// The tree for people: what is not said is left out.
    static func lines(_ facts: [Fact], _ colours: Colours, indent: String = "") -> [String] {
        let width = facts.filter(\.isLeaf).map(\.label.count).max() ?? 0
        return facts.flatMap { fact -> [String] in
            let label = fact.label.padding(toLength: width, withPad: " ", startingAt: 0)
            let note = fact.note.map { colours.faint("  " + $0) } ?? ""
            func line(_ label: String, _ text: String) -> String {
                "\(indent)\(label)  \(printable(text))\(note)"
            }
            switch fact.value {
            case .text(nil): return fact.otherwise.map { [line(label, $0)] } ?? []
            case .text(let text?): return [line(label, text.isEmpty ? "(empty)" : text)]
            case .flag(_, let text): return [line(label, text)]
            case .texts(let texts):
                let blank = String(repeating: " ", count: width)
                return texts.enumerated().map { line($0.offset == 0 ? label : blank, $0.element) }
            case .facts(let facts):
                let inner = lines(facts, colours, indent: indent + "  ")
                return inner.isEmpty ? [] : [indent + fact.label + note] + inner
            case .list(let list):
                return list.flatMap {
                    [indent + fact.label + note] + lines($0, colours, indent: indent + "  ")
                }
            }
        }
    }

    private var isLeaf: Bool {
        switch value {
        case .text(let text): text ?? otherwise != nil
        case .flag: true
        case .texts(let texts): !texts.isEmpty
        case .facts, .list: false
        }
    }
}
