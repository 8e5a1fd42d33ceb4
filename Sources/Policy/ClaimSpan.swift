/// The spans of a claim's life that decide about sign-ins, in seconds.
public enum ClaimSpan {
    /// GRACE: after the record was seen to be out for this long, the claim lapses.
    public static let absenceUntilLapse: Int64 = 7 * 86_400
    /// VERIFIED and GRACE: after nothing usable was answered for this long, nobody new is let in.
    public static let silenceUntilPause: Int64 = 7 * 86_400
}
