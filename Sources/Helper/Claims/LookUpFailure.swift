internal import Domains
public import Policy
public import Store

/// This host cannot look up domains: no check of a claim is made, and nothing is held against any domain
/// meanwhile.
public struct LookUpFailure: Sendable, Hashable {
    /// Since when.
    public var since: UnixTime
    /// What is wrong and what to do, printable ASCII.
    public var reason: String

    private static let setting = "dns-failure"

    init(since: UnixTime, reason: String) {
        self.since = since
        self.reason = reason
    }

    /// Reads `SECONDS REASON`; nil for anything else, which is what stands there when all is well.
    fileprivate init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let seconds = Int64(parts[0]) else { return nil }
        self.init(since: UnixTime(seconds: seconds), reason: String(parts[1]))
    }

    fileprivate static func read(_ store: borrowing Store) throws(StoreError) -> LookUpFailure? {
        try store.hostSetting(setting).flatMap { LookUpFailure($0) }
    }

    fileprivate static func write(
        _ failure: LookUpFailure?, to store: borrowing Store
    ) throws(StoreError) {
        try store.setHostSetting(setting, to: failure.map { "\($0.since.seconds) \($0.reason)" } ?? "")
    }
}

extension Store {
    /// Why claimed domains are not looked up at present; nil when they are.
    public func lookUpFailure() throws(StoreError) -> LookUpFailure? { try LookUpFailure.read(self) }

    /// A claim cannot be checked, and stays as it is but for the intervals that began. A failure that lasts
    /// keeps its beginning, and is written once for each reason.
    func begin(_ failure: LookUpFailure, of id: Int64) throws(StoreError) {
        try transaction { () throws(StoreError) in
            if let claim = try claim(id: id) {
                let frozen = claim.living(ClaimLife(claim).frozen())
                if frozen != claim { try update(frozen) }
            }
            var failure = failure
            if let known = try lookUpFailure() { failure.since = known.since }
            guard try lookUpFailure() != failure else { return }
            try LookUpFailure.write(failure, to: self)
        }
    }

    /// No look-up fails any more. Call it inside ``Store/transaction(_:)``.
    func endLookUpFailure() throws(StoreError) {
        if try lookUpFailure() != nil { try LookUpFailure.write(nil, to: self) }
    }
}
