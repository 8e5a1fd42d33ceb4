extension Schema {
    /// What the checks of claims are measured by beside the time of day, which can be set.
    static let version5: [StaticString] = [
        // For how long the machine had run at the last check, and since which start; see ClaimProgress.
        "ALTER TABLE claim ADD COLUMN checked_boot TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE claim ADD COLUMN checked_uptime INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN missing_since INTEGER",
        "UPDATE claim SET missing_since = coalesce(checked_at, state_since) WHERE absences > 0 OR state = 3",
        // What could not come back by the old count, does not by the new one.
        "UPDATE claim SET checks = 29 WHERE state = 4 AND next_check IS NULL",
        // A claim that was never checked may lie in the future itself.
        "DROP INDEX claim_checked_at",
        "CREATE INDEX claim_seen_at ON claim (coalesce(checked_at, claimed_at)) WHERE next_check IS NOT NULL",
    ]
}
