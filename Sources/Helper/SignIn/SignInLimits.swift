internal import Store

/// How much and how long.
struct SignInLimits: Sendable {
    /// Sign-ins that may wait at once; beyond it the oldest one of the neighbourhood that holds most gives way.
    var waiting = 10_000
    /// How many one user who is not root may have asked for, so that no local user can fill the places of all.
    var waitingForOneUser = 16
    /// Seconds from the module's question to the end.
    var lifetime: Int64 = 600
    /// Codes that may be typed for one sign-in.
    var tries: UInt8 = 3
    /// Recovery codes that are looked at or wait for it. The module's patience is short, and a code must not be used up for
    /// somebody who was sent away.
    var recoveriesAtOnce = 8
    /// Wrong recovery codes.
    var recovery = RecoveryLimits()
}
