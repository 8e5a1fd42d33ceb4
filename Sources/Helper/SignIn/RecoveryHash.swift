internal import CCrypt

/// How recovery codes are kept: yescrypt as crypt(5) writes it, `$y$COST$SALT$HASH`, by libxcrypt, at its own default cost
/// (16 MiB and some 20 ms of a processor).
///
/// All codes of a sheet have one salt, so that one hash of what was typed tells about all of them. With 80 random bits in a
/// code, whoever stole the store tries 10^23 codes on average for one of ten; at a million a second, for 10^9 years.
enum RecoveryHash {
    /// A new salt, with the cost; nil only where libxcrypt was built without yescrypt.
    static func setting(random: RandomSource) -> String? {
        let salt = random.bytes(16)
        var space = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        // SAFETY: libxcrypt reads the bytes and writes within the array, whose sizes it is given.
        return unsafe salt.withUnsafeBytes { salt in
            unsafe space.withUnsafeMutableBufferPointer { space in
                unsafe gh_crypt_setting(
                    salt.baseAddress, Int32(salt.count), space.baseAddress, Int32(space.count)
                )
                .map { unsafe String(cString: $0) }
            }
        }
    }

    /// The setting that a hash was made with: all but what stands behind its last `$`.
    static func setting(of hash: String) -> String {
        guard let end = hash.lastIndex(of: "$") else { return hash }
        return String(hash[..<end])
    }

    /// The hash of a code under a setting, or nil for a setting that is damaged. Takes its time.
    static func hash(_ code: RecoveryCode, under setting: String) -> String? {
        var secret = code.characters.map { CChar(bitPattern: $0) } + [0]
        var space: UnsafeMutablePointer<crypt_data>?
        // SAFETY: the secret ends in a zero byte; the result lies in the space, which is wiped and freed after it was copied.
        defer {
            unsafe gh_crypt_wipe(space)
            unsafe secret.withUnsafeMutableBytes { octets in
                if let start = octets.baseAddress { unsafe explicit_bzero(start, octets.count) }
            }
        }
        guard let hash = unsafe gh_crypt(secret, setting, &space).map({ unsafe String(cString: $0) }),
            hash.utf8.starts(with: setting.utf8)
        else { return nil }
        return hash
    }
}
