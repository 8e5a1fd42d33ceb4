extension Configuration {
    /// Whether this host signs its requests, so that an identity provider may ask for that.
    var canSignRequests: Bool { false }
}
