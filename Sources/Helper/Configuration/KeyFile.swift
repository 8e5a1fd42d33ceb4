internal import Foundation
public import SAML

extension Configuration {
    /// A PEM file with a private key and its certificate, and the setting that names it.
    public struct KeyFile: Hashable, Sendable {
        /// Where the key is.
        public var path: String
        /// The configuration file, the line and the key of the setting, for messages.
        public var file: String
        public var line: Int
        public var key: String

        private static let maximumSize = 64 * 1024

        /// Reads the key.
        ///
        /// - Throws: ``ConfigurationError`` when the file is missing, not a file, open to everybody, or holds anything but one
        ///   unencrypted private key with its certificate.
        public func read() throws(ConfigurationError) -> PrivateKey {
            var octets = try contents()
            // The file's octets do not stay in memory that somebody else gets next.
            defer { for index in octets.indices { octets[index] = 0 } }
            let key: PrivateKey
            do throws(PrivateKeyError) {
                key = try PrivateKey(pem: octets)
            } catch {
                throw refusal("\(error)")
            }
            guard key.certificate != nil else {
                throw refusal("has no certificate beside the key. Append it: cat CERTIFICATE >> \(path)")
            }
            return key
        }

        private func contents() throws(ConfigurationError) -> [UInt8] {
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
                throw refusal("there is no such file, or this user may not look at it")
            }
            guard attributes[.type] as? FileAttributeType == .typeRegular else { throw refusal("is no file") }
            guard let mode = attributes[.posixPermissions] as? Int, mode & 0o006 == 0 else {
                throw refusal("is open to everybody on this host. Run: chmod o= \(path)")
            }
            guard let size = attributes[.size] as? Int, size <= Self.maximumSize else {
                throw refusal("is over 64 KiB")
            }
            guard let data = FileManager.default.contents(atPath: target) else {
                throw refusal(
                    "may not be read by this user. The service's group needs to: chgrp gatehouse \(path)")
            }
            return [UInt8](data)
        }

        func refusal(_ problem: String) -> ConfigurationError {
            ConfigurationError(file: file, line: line, key: key, problem: "\(path): \(problem)")
        }
    }
}
