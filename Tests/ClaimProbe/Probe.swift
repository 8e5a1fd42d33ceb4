internal import Glibc
internal import Store

/// Lives a claim's life in a store, one check after the other without a pause, until it is killed: `ClaimProbe STORE SEED`.
/// Writes a byte before each check.
@main struct Probe {
    static func main() throws {
        let script = LifeScript(seed: UInt64(CommandLine.arguments[2]) ?? 0)
        let store = try Store(path: CommandLine.arguments[1], access: .write)
        repeat { putchar(46) } while try fflush(nil) == 0 && script.advance(1, in: store)
    }
}
