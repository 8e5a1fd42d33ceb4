import CXMLSec

/// OpenSSL's certificate, for as long as it is read.
@safe struct X509Handle: ~Copyable {
    private let handle: OpaquePointer

    init(der: [UInt8]) throws(CertificateError) {
        XMLLibrary.prepare()
        // SAFETY: d2i_X509 reads at most `count` octets and moves its own copy of the pointer behind what it
        // read.
        let parsed: OpaquePointer? = unsafe der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            guard let certificate = unsafe d2i_X509(nil, &position, bytes.count) else { return nil }
            guard let position = unsafe position, let start = bytes.baseAddress,
                unsafe position - start == bytes.count
            else {
                unsafe X509_free(certificate)
                return nil
            }
            return unsafe certificate
        }
        ERR_clear_error()
        guard let parsed = unsafe parsed else { throw .notX509 }
        unsafe handle = unsafe parsed
    }

    // SAFETY, for what follows: `handle` is this value's own; what OpenSSL lends is used before it is freed.

    deinit { unsafe X509_free(handle) }

    var notBefore: Int64 {
        get throws(CertificateError) { try unsafe Self.seconds(X509_get0_notBefore(handle)) }
    }

    var notAfter: Int64 {
        get throws(CertificateError) { try unsafe Self.seconds(X509_get0_notAfter(handle)) }
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(CertificateError) -> Int64 {
        var parts = unsafe tm()
        guard let time = unsafe time, unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { throw .notX509 }
        return unsafe CalendarInstant.seconds(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }

    var subject: String {
        guard let sink = unsafe BIO_new(BIO_s_mem()) else { return "" }
        defer { unsafe BIO_free(sink) }
        let name = unsafe X509_get_subject_name(handle)
        guard unsafe X509_NAME_print_ex(sink, name, 0, gatehouse_name_flags) >= 0 else { return "" }
        var octets = [UInt8](repeating: 0, count: 1024)
        let count = unsafe BIO_read(sink, &octets, Int32(octets.count))
        return String(decoding: octets.prefix(Int(max(count, 0))), as: UTF8.self)
    }

    /// The key, as a reference of the caller's own.
    @unsafe func publicKey() -> OpaquePointer? { unsafe X509_get_pubkey(handle) }
}
