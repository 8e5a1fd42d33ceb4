internal import Foundation

/// What a person should know although the command succeeds: on standard error, out of the way of what is printed.
enum Notice {
    static func print(_ text: String) {
        FileHandle.standardError.write(Data("gatehouse: \(text)\n".utf8))
    }
}
