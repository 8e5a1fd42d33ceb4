internal import Wire

/// Who runs sign-ins. The helper is one; tests script another.
protocol SignInService {
    /// One request and its reply, within so many milliseconds.
    func exchange(_ request: Request, within milliseconds: Int64) throws(HelperError) -> Reply
}
