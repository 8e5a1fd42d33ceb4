/// What the resolver learned about the records of one type at one name. Plain data, so that judging it needs
/// no network.
public struct Answer: Sendable, Hashable {
    /// The place that was asked about; `nil` when a diagnosis asked elsewhere.
    public var place: RecordPlace?
    /// The DNS response code, or `nil` when there was no answer before the deadline.
    public var responseCode: Int?
    /// The raw rdata of each record found, as it came over the wire.
    public var records: [[UInt8]]
    /// DNSSEC proved the answer, what is there or that nothing is there.
    public var isSecure: Bool
    /// DNSSEC proved that the answer is forged or broken. `records` may then still hold the forgery.
    public var isBogus: Bool
    /// The name that CNAMEs and DNAMEs lead to, ASCII as the DNS writes it; `nil` when there is none.
    public var alias: [UInt8]?
    /// The alias is not this name's own: a wildcard or a DNAME leads its neighbours, too.
    public var isAliasOfAll = false
    /// The SOA of the authority section, which an authoritative "nothing here" must have.
    public var authority: StartOfAuthority?
    /// What the resolver says about a failure, for people. Empty when there is nothing to say.
    public var detail: String

    /// An answer; everything not given is "no".
    public init(
        _ place: RecordPlace?, responseCode: Int?, records: [[UInt8]] = [], isSecure: Bool = false,
        isBogus: Bool = false, alias: [UInt8]? = nil, authority: StartOfAuthority? = nil, detail: String = ""
    ) {
        self.place = place
        self.responseCode = responseCode
        self.records = records
        self.isSecure = isSecure
        self.isBogus = isBogus
        self.alias = alias
        self.authority = authority
        self.detail = detail
    }

    /// The records stand at another name than the one asked for.
    public var isAlias: Bool { alias != nil }
}
