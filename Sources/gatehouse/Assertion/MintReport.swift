internal import Foundation
internal import SAML

/// What `assertion mint` prints.
enum MintReport: Report {
    var isVerbatim: Bool { true }

    case response(Minted)
    case flaws

    private enum Key: String, CodingKey {
        case xml, base64, breaks, code, what, needs
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .response(let minted):
            try container.encode(minted.text, forKey: .xml)
            try container.encode(minted.encoded, forKey: .base64)
            try container.encode(minted.flaw?.code.rawValue, forKey: .breaks)
        case .flaws:
            var list = container.nestedUnkeyedContainer(forKey: .breaks)
            for flaw in Flaw.all {
                var entry = list.nestedContainer(keyedBy: Key.self)
                try entry.encode(flaw.code.rawValue, forKey: .code)
                try entry.encode(flaw.what, forKey: .what)
                try entry.encode(flaw.need?.option, forKey: .needs)
            }
        }
    }

    var text: String {
        switch self {
        case .response(let minted): minted.isBase64 ? minted.encoded : minted.text
        case .flaws:
            Flaw.all.map {
                $0.code.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0) + " " + $0.what
                    + ($0.need.map { "  (\($0.option))" } ?? "")
            }
            .joined(separator: "\n")
        }
    }
}

/// A response that was made.
struct Minted {
    let xml: [UInt8]
    let flaw: Flaw?
    let isBase64: Bool

    var text: String { String(decoding: xml, as: UTF8.self) }
    var encoded: String { Data(xml).base64EncodedString() }
}
