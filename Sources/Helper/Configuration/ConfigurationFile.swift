internal import Domains
internal import Foundation
internal import Policy

extension Configuration {
    /// Reads `gatehouse.conf`: lines of `key = value`, `#` begins a comment line, every key at most once but `dns-stub` and `dns-forward`.
    ///
    /// - Parameter path: nil means the default path, where an absent file gives the defaults.
    /// - Throws: ``ConfigurationError`` with file, line and key for anything unknown, doubled or malformed.
    public static func read(path: String?) throws(ConfigurationError) -> Configuration {
        let file = path ?? defaultPath
        guard FileManager.default.fileExists(atPath: file) else {
            if path == nil { return Configuration() }
            throw ConfigurationError(file: file, line: nil, key: "", problem: "there is no such file")
        }
        guard let data = FileManager.default.contents(atPath: file), data.count <= 64 * 1024,
            let text = String(data: data, encoding: .utf8)
        else {
            throw ConfigurationError(
                file: file, line: nil, key: "", problem: "cannot be read, is over 64 KiB, or is not UTF-8")
        }
        return try parse(text, file: file)
    }

    /// Reads the text of a configuration file; `file` is only for messages.
    public static func parse(_ text: String, file: String) throws(ConfigurationError) -> Configuration {
        var configuration = Configuration()
        configuration.file = file
        var seen: [String: Int] = [:]
        var certificate: String?
        var key: String?
        for (index, rawLine) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = rawLine.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let number = index + 1
            guard let equals = line.firstIndex(of: "=") else {
                throw ConfigurationError(file: file, line: number, key: "", problem: "write `key = value`")
            }
            let name = line[..<equals].trimmingCharacters(in: .whitespaces)
            let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            func refuse(_ problem: String) -> ConfigurationError {
                ConfigurationError(file: file, line: number, key: name, problem: problem)
            }
            if let first = seen[name], name != "dns-stub", name != "dns-forward" {
                throw refuse("is set on line \(first) already")
            }
            seen[name] = number
            guard !value.isEmpty else { throw refuse("has no value") }
            switch name {
            case "base-url":
                guard let url = validBaseURL(value) else { throw refuse(baseURLProblem(value)) }
                configuration.baseURL = url
            case "listen":
                guard let address = listenAddress(value) else { throw refuse("write ADDRESS:PORT") }
                configuration.listen = address
            case "tls-certificate": certificate = try absolute(value, refuse)
            case "tls-key": key = try absolute(value, refuse)
            case "store": configuration.store = try absolute(value, refuse)
            case "login-socket": configuration.loginSocket = try absolute(value, refuse)
            case "userdb-socket": configuration.userdbSocket = try absolute(value, refuse)
            case "host-name": configuration.hostName = value
            case "default-shell": configuration.defaultShell = try absolute(value, refuse)
            case "signing-key":
                configuration.signingKey = Configuration.KeyFile(
                    path: try absolute(value, refuse), file: file, line: number, key: name)
            case "decryption-keys":
                if value.contains(",") { throw refuse("separate the files with blanks, not with commas") }
                for word in value.split(separator: " ", omittingEmptySubsequences: true) {
                    let path = try absolute(String(word), refuse)
                    configuration.decryptionKeys.append(
                        Configuration.KeyFile(path: path, file: file, line: number, key: name))
                }
            case "non-interactive-services":
                configuration.nonInteractiveServices = try services(value, refuse)
            case "assertion-services": configuration.assertionServices = try services(value, refuse)
            case "dns-forward": configuration.dns.forwarders.append(value)
            case "dns-stub":
                let words = value.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
                guard words.count == 2 else { throw refuse("write ZONE ADDRESS or ZONE ADDRESS@PORT") }
                configuration.dns.stubs.append(DNS.Stub(zone: words[0], server: words[1]))
            case "dns-own-names":
                for name in value.lowercased().split(separator: " ").map(String.init) {
                    guard SpecialUseNames.registry.allowing([name]) != .registry else {
                        throw refuse(
                            "\(name) is no reserved name, such as corp or internal; others need no permission"
                        )
                    }
                    configuration.dns.ownNames.append(name)
                }
            case "dns-unsigned-names":
                configuration.dns.unsignedNames += value.lowercased().split(separator: " ").map(String.init)
            case "public-suffixes": configuration.dns.publicSuffixes = try absolute(value, refuse)
            case "dns-trust-anchor":
                configuration.dns.trustAnchor = value == "none" ? nil : try absolute(value, refuse)
            default: throw refuse("is no setting. /usr/share/doc/gatehouse/gatehouse.conf lists them all")
            }
        }
        let own = configuration.dns.ownNames + configuration.dns.stubs.map { $0.zone.lowercased() }
        if let name = configuration.dns.unsignedNames.first(where: { !own.contains($0) }) {
            throw ConfigurationError(
                file: file, line: nil, key: "dns-unsigned-names",
                problem: "has \(name), which is neither in dns-own-names nor the zone of a dns-stub")
        }
        switch (certificate, key) {
        case (nil, nil): break
        case (let certificate?, let key?): configuration.tls = TLSFiles(certificate: certificate, key: key)
        case (_, nil):
            throw ConfigurationError(
                file: file, line: nil, key: "tls-key", problem: "is missing beside tls-certificate")
        case (nil, _):
            throw ConfigurationError(
                file: file, line: nil, key: "tls-certificate", problem: "is missing beside tls-key")
        }
        return configuration
    }

    private static func absolute(
        _ value: String, _ refuse: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> String {
        guard value.hasPrefix("/") else { throw refuse("\(value) is no absolute path") }
        return value
    }

    private static func services(
        _ value: String, _ refuse: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> ServiceList {
        let names = value.split(separator: " ", omittingEmptySubsequences: true)
        for name in names {
            let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            guard isName, name.utf8.count <= 64 else {
                throw refuse("\(name) is no name of a file in /etc/pam.d. Separate names with blanks")
            }
        }
        return ServiceList(names.joined(separator: " "))
    }

    private static func validBaseURL(_ value: String) -> String? {
        guard let parts = URLComponents(string: value), parts.scheme == "https" || parts.scheme == "http",
            let host = parts.host, !host.isEmpty, parts.path.isEmpty, parts.query == nil,
            parts.fragment == nil,
            parts.user == nil, parts.password == nil
        else { return nil }
        return value
    }

    private static func baseURLProblem(_ value: String) -> String {
        guard var parts = URLComponents(string: value), parts.scheme == "https" || parts.scheme == "http",
            parts.host?.isEmpty == false
        else { return "\(value) is no URL like https://login.example.com" }
        guard parts.user == nil, parts.password == nil else { return "take away the user: \(value)" }
        (parts.path, parts.query, parts.fragment) = ("", nil, nil)
        return "take away what follows the host: \(parts.string ?? "https://login.example.com")"
    }

    private static func listenAddress(_ value: String) -> ListenAddress? {
        guard let colon = value.lastIndex(of: ":"), let port = Int(value[value.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let host = value[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return host.isEmpty ? nil : ListenAddress(host: host, port: port)
    }
}
