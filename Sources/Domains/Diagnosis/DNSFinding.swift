public import Policy

/// One thing a diagnosis found. Names and values in it are printable ASCII and bounded.
public enum DNSFinding: Sendable, Hashable {
    /// The record is right.
    case inPlace(at: String)
    /// DNSSEC validation fails; the reason is libunbound's.
    case dnssecBroken(at: String, reason: String)
    /// Nothing usable was answered.
    case noAnswer(at: String, reason: String)
    /// The domain is in nobody's zone: not registered, or not delegated.
    case notDelegated(DomainName, parent: String)
    /// The zone's own name was appended to a name that already had it.
    case doubledZone(at: String, zone: String)
    /// The right record at a wrong name.
    case wrongPlace(at: String, belongs: String)
    /// The domain is a CNAME, which is not followed.
    case aliasInTheWay(at: String, target: String)
    /// The challenge name is a CNAME to where no record stands.
    case aliasLeadsNowhere(at: String, target: String)
    /// The challenge name is led elsewhere by a wildcard or a DNAME, which is not followed.
    case aliasOfAll(at: String, target: String)
    /// "Nothing here", without the SOA record that a zone's server puts with it.
    case noAuthority(at: String)
    /// A record that is nearly right.
    case flaw(RecordFlaw, at: String, value: String)
    /// Two look-ups with caches of their own see different things.
    case disagreement(String)
    /// No record, nor anything like it.
    case missing(at: [String])
    /// Resolvers may repeat "no such record" until then.
    case remembered(until: UnixTime, seconds: UInt32)
}

extension DNSFinding {
    /// What was found.
    public var sentence: String {
        switch self {
        case .inPlace(let name): "The record stands at \(name)."
        case .dnssecBroken(let name, let reason): "DNSSEC is broken at \(name): \(reason)."
        case .noAnswer(let name, let reason): "No usable answer at \(name)\(reason)."
        case .notDelegated(let domain, let parent):
            "\(domain) has no zone of its own: \(parent.isEmpty ? "the root" : parent) answers for it."
        case .doubledZone(let name, let zone):
            "The record stands at \(name): \(zone) was appended to a whole name."
        case .wrongPlace(let name, _): "The record stands at \(name), where nobody looks."
        case .aliasInTheWay(let name, let target): "\(name) is a CNAME to \(target), which is not followed."
        case .aliasLeadsNowhere(let name, let target):
            "\(name) is a CNAME to \(target), and the record does not stand there."
        case .aliasOfAll(let name, let target):
            "A wildcard or DNAME leads \(name), like any other name beside it, to \(target): not followed."
        case .noAuthority(let name):
            "The answer about \(name) has no SOA record, so it is no word of the zone's servers."
        case .flaw(let flaw, let name, let value): "At \(name), \(flaw.sentence): \(value)"
        case .disagreement(let what): "Two look-ups disagree: \(what)."
        case .missing(let names): "There is no record at \(names.joined(separator: ", nor at "))."
        case .remembered(_, let seconds):
            "Resolvers may repeat \"no such record\" for up to \(seconds) s after it is there."
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .inPlace: "Leave it there."
        case .dnssecBroken:
            "Ask whoever runs the zone to sign it again, or to mend the DS record at the registrar."
        case .noAnswer: "See that the domain's name servers run and answer for this zone, over UDP and TCP."
        case .notDelegated: "Register it, or see that its parent delegates it to your name servers."
        case .doubledZone(_, let zone): "Type the name without .\(zone), or with a dot at its end."
        case .wrongPlace(_, let belongs): "Move it to \(belongs)."
        case .aliasInTheWay: "Put the record at _gatehouse-challenge under it instead."
        case .aliasLeadsNowhere: "Put the record where the CNAME leads, or replace the CNAME by the record."
        case .aliasOfAll(let name, _): "Put the record itself at \(name)."
        case .noAuthority:
            "If the resolver of dns-forward cuts it off, as some for homes do, set another or none in "
                + "gatehouse.conf. Else see that the domain's name servers know the zone."
        case .flaw(let flaw, _, _): flaw.advice
        case .disagreement:
            "Wait until all of the zone's name servers have the same version, then verify again."
        case .missing: "Add the record, and see that the zone was saved and published."
        case .remembered(let until, _): "Verify again after \(until.clock)."
        }
    }
}

extension UnixTime {
    /// The time of day in UTC, with the day: `2026-11-20 22:05:00 UTC`.
    fileprivate var clock: String {
        let second = ((seconds % 86_400) + 86_400) % 86_400
        let parts = [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return day + " " + parts.joined(separator: ":") + " UTC"
    }
}
