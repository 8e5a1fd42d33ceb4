internal import Foundation
internal import SAML
internal import Store

/// One record of the audit log. Keys never change; those of nothing are empty strings.
struct AuditReport: Report {
    let sequence: Int64
    let at, event, outcome, subject, actor, organisation, rule, before, after: String
    let service, remoteHost, terminal, reference, detail, hash: String

    init(_ record: AuditRecord) {
        sequence = record.sequence
        at = record.at.iso8601
        event = record.event
        outcome = record.outcome
        subject = record.subject
        actor = record.actor
        organisation = record.organisation
        rule = record.rule
        before = record.before
        after = record.after
        service = record.origin.service
        remoteHost = record.origin.remoteHost
        terminal = record.origin.terminal
        reference = record.reference
        detail = record.detail
        hash = Hexadecimal.text(record.hash)
    }

    /// What happened on a line, and what there is to say about it below.
    var text: String {
        let first =
            "\(at)  \(Self.shown(event).padded(to: 17))  \(Self.shown(outcome).padded(to: 8))  \(Self.shown(subject))"
            + (rule.isEmpty ? "" : "  [\(Self.shown(rule))]")
        let change = before.isEmpty && after.isEmpty ? "" : "\(Self.value(before)) -> \(Self.value(after))"
        let rest = [change, detail, who].filter { !$0.isEmpty }.map(Self.shown).joined(separator: "; ")
        return rest.isEmpty ? first : first + "\n" + String(repeating: " ", count: 22) + rest
    }

    private var who: String {
        var words = actor == service || actor.isEmpty ? [] : ["by \(actor)"]
        if service != "gatehouse", !service.isEmpty { words.append("through \(service)") }
        if !remoteHost.isEmpty { words.append("from \(remoteHost)") }
        if !terminal.isEmpty { words.append("on \(terminal)") }
        if !reference.isEmpty { words.append("sign-in \(reference)") }
        if !organisation.isEmpty { words.append("at \(organisation)") }
        return words.joined(separator: ", ")
    }

    private static func value(_ text: String) -> String { text.isEmpty ? "nothing" : text }

    /// Text of the store, without characters that a terminal obeys.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isHarmless ? $0 : "?" }))
    }
}
