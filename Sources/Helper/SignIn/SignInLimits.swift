/// How much and how long.
struct SignInLimits: Sendable {
    /// Sign-ins that may wait at once; beyond it new ones are refused and none is thrown out (RPL-03).
    var waiting = 10_000
    /// Seconds from the module's question to the end.
    var lifetime: Int64 = 600
    /// Codes that may be typed for one sign-in.
    var tries: UInt8 = 3
}
