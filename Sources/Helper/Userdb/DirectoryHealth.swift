internal import Accounts
internal import Logging

/// Logs when the directory fails and when it works again, not each answer in between.
actor DirectoryHealth {
    private let logger: Logger
    private var fault: DirectoryUnavailable?

    init(logger: Logger) {
        self.logger = logger
    }

    /// Takes what the last answer met.
    func note(_ latest: DirectoryUnavailable?) {
        guard latest != fault else { return }
        fault = latest
        if let latest {
            logger.error("accounts cannot be told", metadata: ["reason": "\(latest)"])
        } else {
            logger.notice("accounts can be told again")
        }
    }
}
