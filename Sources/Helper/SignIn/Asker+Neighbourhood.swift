internal import Glibc

extension Asker {
    /// Where a recovery code is typed: as ``neighbourhood``, but that a program which asks anybody of this host for anybody's code,
    /// such as su, does not count as the console.
    var recoveryPlace: String {
        let isOwn = ["login", "sudo", "sudo-i"].contains(service)
        return remoteHost.isEmpty && !isOwn ? "this host, " + service : neighbourhood
    }

    /// Those who share the remote host's fate: an IPv4 address, the 64 bits of an IPv6 address that one customer gets, a
    /// host name, or this host itself.
    var neighbourhood: String {
        var address = in6_addr()
        // SAFETY: inet_pton reads a NUL-terminated string and writes the 16 bytes of an in6_addr.
        guard unsafe inet_pton(AF_INET6, remoteHost, &address) == 1 else { return remoteHost }
        // SAFETY: reads within the 16 bytes, inside the closure.
        return unsafe withUnsafeBytes(of: &address) { unsafe "\([UInt8]($0.prefix(8)))" }
    }
}
