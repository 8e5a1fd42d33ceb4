public import SAML

/// The keys of this host as a service provider, as the settings name them.
public struct ServiceProviderKeys: Sendable {
    /// Signs requests.
    public let signing: PrivateKey?
    /// Decrypt assertions, the current one first.
    public let decryption: [DecryptionKey]

    /// Reads every key file that the settings name.
    public init(_ configuration: Configuration) throws(ConfigurationError) {
        signing = try configuration.signingKey.map { file throws(ConfigurationError) in try file.read() }
        if let extra = configuration.decryptionKeys.dropFirst(DecryptionKey.limit).first {
            throw extra.refusal("is one key too many: \(DecryptionKey.limit) are tried at most")
        }
        decryption = try configuration.decryptionKeys.map { file throws(ConfigurationError) in
            let key = try file.read()
            do throws(PrivateKeyError) { return try DecryptionKey(key) } catch {
                throw file.refusal("\(error)")
            }
        }
    }

    /// What identity providers are told about `relyingParty` with these keys.
    public func metadata(of relyingParty: RelyingParty) -> ServiceProviderMetadata {
        ServiceProviderMetadata(
            relyingParty: relyingParty, signingCertificate: signing?.certificate,
            encryptionCertificates: decryption.compactMap(\.key.certificate))
    }
}
