/// How much and how long.
struct SignInLimits: Sendable {
    /// Sign-ins that may wait at once; beyond it new ones are refused and none is thrown out (RPL-03).
    var waiting = 10_000
    /// Of these, how many may come from one remote host, so that no address can fill the places of all.
    var waitingFromOneHost = 64
    /// The same for those without a remote host, which come from this one.
    var waitingFromThisHost = 512
    /// How many may be for one login. One more makes the oldest give way that nobody has opened in a browser, or
    /// that was refused; while there is none such, it is refused itself.
    var waitingForOneLogin = 16
    /// How many one user who is not root may have asked for, so that no local user can fill the places of all.
    var waitingForOneUser = 16
    /// Seconds from the module's question to the end.
    var lifetime: Int64 = 600
    /// Codes that may be typed for one sign-in.
    var tries: UInt8 = 3
}
