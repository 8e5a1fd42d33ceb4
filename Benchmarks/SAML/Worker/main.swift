import Glibc
import SAML

// SAMLWorker FOLDER [alone]
//
// Gatehouse's whole verification, from the posted base64 to the person's attributes, every rule, with xmlsec's second
// opinion about every signature or, if told, alone. Proves each case,
// says "ready NAME | VERSION | CASES", and for every line "CASE N" verifies that message N times and answers
// "WALL_NS CPU_NS".

let person = "AAdzZWNyZXQxjdoeQ2hlY2tNZTEyMzQ1Njc4OTA"
let correlation = Correlation.request(id: "_req4fc2a6b1c0de4f5f9d7a1b3c5e7f9a0b2c4d6e8f")
let inputs = Inputs(folder: CommandLine.arguments[1])
let isAlone = CommandLine.arguments.last == "alone"
/// The messages were made just before; the run itself may take longer than they are good for.
let start = Int64(time(nil))
let metadata = try IdentityProviderMetadata(xml: inputs.read("idp-metadata.xml"))
let verifier = Verifier(
    relyingParty: RelyingParty(
        entityID: "https://sp.example.org/saml/metadata", acsURL: "https://sp.example.org/saml/acs",
        decryptionKeys: [try DecryptionKey(pem: inputs.read("sp.key"))]),
    identityProvider: TrustedIdentityProvider(
        entityID: metadata.entityID, signingKeys: try metadata.signingCertificates.map { try SigningKey($0) }),
    secondOpinion: !isAlone)

func verify(_ message: [UInt8]) -> Verification {
    verifier.verify(base64: message, correlation: correlation, at: start)
}

var good: [String: [UInt8]] = [:]
for name in ["one", "both", "encrypted", "large"] {
    let message = inputs.read(name + ".b64")
    let verification = verify(message)
    guard verification.assertion?.nameID.value == person else {
        let reason = verification.reason.map { "\($0.code.rawValue), \($0.found ?? "")" }
        say("\(name) is refused: \(reason ?? "another person")")
        continue
    }
    guard verify(inputs.read(name + "-bad.b64")).assertion == nil else {
        fatalError("\(name)-bad was accepted")
    }
    good[name] = message
}

print(
    "ready gatehouse | \(isAlone ? "alone" : "with a second opinion") |",
    good.keys.sorted().joined(separator: " "))
fflush(nil)
while let line = readLine() {
    let words = line.split(separator: " ")
    guard words.count == 2, let message = good[String(words[0])], let count = Int(words[1]) else {
        fatalError("not understood: \(line)")
    }
    let wall = nanoseconds(CLOCK_MONOTONIC)
    let cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID)
    for _ in 0..<count where verify(message).assertion == nil { fatalError("refused during the measurement") }
    print(nanoseconds(CLOCK_MONOTONIC) - wall, nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    fflush(nil)
}
