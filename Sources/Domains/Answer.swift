/// What the resolver learned about the TXT records at one place. Plain data, so that judging it needs no
/// network.
public struct Answer: Sendable, Hashable {
    /// The place that was asked about.
    public var place: RecordPlace
    /// The DNS response code, or `nil` when there was no answer before the deadline.
    public var responseCode: Int?
    /// The raw rdata of each TXT record found, as it came over the wire.
    public var records: [[UInt8]]
    /// DNSSEC proved the answer, what is there or that nothing is there.
    public var isSecure: Bool
    /// DNSSEC proved that the answer is forged or broken. `records` may then still hold the forgery.
    public var isBogus: Bool
    /// The records stand at another name, reached by CNAME or DNAME.
    public var isAlias: Bool
    /// The authority section names the zone's SOA, as an authoritative "nothing here" must.
    public var hasSOA: Bool
    /// What the resolver says about a failure, for people. Empty when there is nothing to say.
    public var detail: String

    /// An answer; everything not given is "no".
    public init(
        _ place: RecordPlace, responseCode: Int?, records: [[UInt8]] = [], isSecure: Bool = false,
        isBogus: Bool = false, isAlias: Bool = false, hasSOA: Bool = false, detail: String = ""
    ) {
        self.place = place
        self.responseCode = responseCode
        self.records = records
        self.isSecure = isSecure
        self.isBogus = isBogus
        self.isAlias = isAlias
        self.hasSOA = hasSOA
        self.detail = detail
    }
}
