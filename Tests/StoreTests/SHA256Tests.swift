import Testing

@testable import Store

@Suite struct SHA256Tests {
    /// FIPS 180-4's examples, and lengths around the block and the padding.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ("a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        ("a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        ("a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
        ("a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    ])
    func `digests are those of the standard`(word: String, times: Int, digest: String) {
        let message = [UInt8](String(repeating: word, count: times).utf8)
        #expect(Hexadecimal.text(SHA256.digest(message)) == digest)
    }

    @Test func `hexadecimal digits are read back, and nothing else is`() {
        #expect(Hexadecimal.bytes("00fFa0".utf8) == [0, 255, 160])
        #expect(Hexadecimal.bytes("0".utf8) == nil)
        #expect(Hexadecimal.bytes("0g".utf8) == nil)
    }
}
