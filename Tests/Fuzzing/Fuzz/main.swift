import CFuzzer
import Glibc
import SAML

// FUZZ_TARGET=document|metadata|base64|capture|verify|accepted Fuzz [OPTION OF LIBFUZZER]… [CORPUS FOLDER]…

/// What one input is given to.
enum FuzzTarget: String, CaseIterable {
    case document, metadata, base64, capture, verify
    /// Stops the program unless the response is accepted: proves the corpus.
    case accepted

    func run(_ input: [UInt8]) {
        switch self {
        case .document: _ = UnverifiedResponse(xml: input)
        case .metadata: _ = try? IdentityProviderMetadata(xml: input)
        case .capture: _ = try? CapturedResponse(input)
        case .base64:
            Scene.judge(Scene.verifier.verify(base64: input, correlation: Scene.correlation, at: Scene.now))
        case .verify: Scene.judge(Scene.verify(input))
        case .accepted:
            if let reason = Scene.verify(input).reason { fatalError("refused: \(reason)") }
        }
    }
}

let target: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }),
        let target = FuzzTarget(rawValue: name)
    else {
        fatalError("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &words) { octets, count in
        target.run([UInt8](UnsafeBufferPointer(start: octets, count: count)))
        return 0
    })
