/// What has happened to a claim, for the audit log and for people who must be told. Raw values are for
/// keeping.
public enum ClaimNews: UInt8, Sendable, Hashable, CaseIterable {
    /// PENDING to VERIFIED: the record was seen.
    case verified = 1
    /// Still VERIFIED, but the record was missing for the first time; it is looked for again soon.
    case missing = 2
    /// VERIFIED to GRACE: missing four times in a row. Owners and admins have seven observed days to restore
    /// it.
    case grace = 3
    /// GRACE to VERIFIED, or the record is back after it was missing.
    case restored = 4
    /// To LAPSED: the record was out for seven observed days.
    case lapsedByAbsence = 5
    /// To LAPSED: for thirty observed days nothing usable was answered, or now and then that it is not there.
    case lapsedBySilence = 6
    /// LAPSED to VERIFIED: the record came back within thirty days.
    case regained = 7
    /// PENDING to EXPIRED: not proven within thirty days.
    case expired = 8
    /// The record is there, but another organisation holds the domain. Comes with each such check; tell it
    /// once.
    case heldByAnother = 9
    /// For seven observed days the record was not seen so: nobody new is let in by just-in-time
    /// provisioning.
    case provisioningPaused = 10
    /// The record was seen again before the claim lapsed.
    case provisioningResumed = 11
    /// To WITHDRAWN: an owner gave the claim up.
    case withdrawn = 12
}
