internal import Policy

/// The spans of a claim's life, in seconds.
enum ClaimTimers {
    static let minute: Int64 = 60
    static let hour: Int64 = 3_600
    static let day: Int64 = 86_400

    /// PENDING: the first check, and what the doubling ends at.
    static let firstCheck = minute
    static let slowestBackOff = 30 * minute
    /// PENDING: until when the back-off lasts, then the 6-hourly checks, and the claim itself.
    static let backOffUntil = day
    static let sixHourlyUntil = 3 * day
    static let pendingFor = 30 * day
    /// PENDING: it ends after that time and at least so many checks: no clock that is set brings it about. The
    /// schedule makes 87 when each is in time.
    static let pendingChecks = 80
    /// VERIFIED: between two checks, ±20 %; and after the first, second and third ABSENT in a row.
    static let verified = 6 * hour
    static let recheck = [5 * minute, 30 * minute, 2 * hour]
    /// GRACE.
    static let grace = hour
    static let absenceUntilLapse = ClaimSpan.absenceUntilLapse
    /// LAPSED: between two checks, and how long the record may still come back.
    static let lapsed = day
    static let restorableFor = 30 * day
    /// LAPSED: it can come back until that time has passed and so many checks were made.
    static let lapsedChecks = 29
    /// No usable answer: provisioning pauses, then the claim lapses.
    static let silenceUntilPause = ClaimSpan.silenceUntilPause
    static let silenceUntilLapse = 30 * day
    /// The longest interval between two checks that counts as observed.
    static let observable = 26 * hour
    /// `domain verify` at most this often.
    static let verifyEvery: Int64 = 30

    /// What the time of day and the machine's own may differ by while the one is being corrected slowly.
    static let slew: Int64 = 5

    /// VERIFIED: how long the record has to be out, after so many counted absences, before the next counts.
    static func recheck(after absences: Int64) -> Int64 {
        absences > 0 ? recheck[min(Int(clamping: absences), recheck.count) - 1] : 0
    }

    /// PENDING: from one check to the next.
    ///
    /// - Parameters:
    ///   - checks: how many were made on schedule, this one included.
    ///   - age: of the claim at this check.
    static func pending(checks: Int64, age: Int64) -> Int64 {
        if age < backOffUntil { return min(firstCheck << min(max(checks, 0), 10), slowestBackOff) }
        return age < sixHourlyUntil ? 6 * hour : day
    }
}
