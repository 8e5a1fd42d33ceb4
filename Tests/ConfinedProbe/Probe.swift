import Glibc
import Isolation

/// Enters the sandbox and tries what the argument names; prints what came of it. Exit status 0 whatever that was.
@main struct Probe {
    static func main() {
        var sandbox = Sandbox()
        if CommandLine.arguments.count > 2, let memory = UInt64(CommandLine.arguments[2]) {
            sandbox.memory = memory
        }
        if CommandLine.arguments[1] == "not alone" {
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { @Sendable _ in
                    pause()
                    return nil
                }, nil)
        }
        do throws(SandboxError) {
            try sandbox.enter()
        } catch {
            say("not confined: \(error)")
            exit(70)
        }
        switch CommandLine.arguments[1] {
        case "nothing": say("fine")
        case "wait":
            say("fine")
            _ = StandardStreams.readAll(limit: 0)
        case "open": report(open("/etc/passwd", O_RDONLY))
        case "socket": report(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        case "fork": report(fork())
        case "exec":
            var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
            report(execve("/bin/true", &arguments, &arguments))
        case "kill": report(kill(getppid(), 0))
        case "thread":
            var thread = pthread_t()
            errno = pthread_create(&thread, nil, { @Sendable _ in nil }, nil)
            report(errno == 0 ? 0 : -1)
        case "code":
            let page = mmap(nil, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            report(page == MAP_FAILED ? -1 : 0)
        case "memory": hunger()
        case "time": while true { _ = getpid() }
        default: exit(64)
        }
    }

    private static func report(_ result: Int32) {
        say(result >= 0 ? "done" : errno == EPERM ? "EPERM" : "error \(errno)")
    }

    /// Takes memory, megabyte by megabyte, until there is no more; at most one gigabyte.
    private static func hunger() {
        var taken = 0
        while taken < 1024, let block = malloc(1 << 20) {
            memset(block, 1, 1 << 20)
            taken += 1
        }
        say("\(taken)")
    }

    private static func say(_ text: String) { _ = StandardStreams.write(Array(text.utf8)) }
}
