"""Leads a pam_host, a program that logs people in many times, and looks at it from outside."""
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Leaks are looked for by valgrind: the tests' own program ends without giving everything back.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0:exitcode=99:detect_stack_use_after_return=1"}
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite",
            "--errors-for-leak-kinds=definite", "--child-silent-after-fork=yes"]
# What pam_debug says is the test's own doing.
OWN_WORDS = re.compile(r"(auth|acct|cred|prechauthtok|chauthtok)=\w+\Z")
KEPT_IN_STATUS = re.compile(r"Umask|Uid|Gid|Groups|Threads|Sig[^Q]|Shd|Cap|NoNewPrivs|Seccomp")


@dataclass(frozen=True)
class Login:
    """One log-in: the results of its phases, how long it took, and the last thing it was told."""

    user: str
    codes: list
    milliseconds: float
    message: str

    @staticmethod
    def of(fields):
        _, user, codes, milliseconds, message = fields
        message = "" if OWN_WORDS.match(message) else message
        return Login(user, [int(code) for code in codes.split(",")], float(milliseconds), message)


class Host:
    def __init__(self, *words, under_valgrind=False, **options):
        self.under_valgrind = under_valgrind
        self.process = subprocess.Popen((VALGRIND if under_valgrind else []) + list(words), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, **options)

    def say(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def hear(self):
        """The fields of the next line, the first of which says what it is."""
        line = self.process.stdout.readline()
        assert line, f"the program ended with {self.process.wait()}"
        return line.rstrip("\n").split("\t")

    def done(self):
        kind, *fields = self.hear()
        assert kind == "done"
        return Login.of(fields)

    def login(self, user, phases="a", answer="1"):
        """A handle of its own, in the main thread."""
        self.say("login", "own", user, phases, answer)
        return self.done()

    def repeat(self, count, user, answer="1"):
        """Authenticates so often in the main thread, on a new handle now and then: libpam's look-ups get slower on one."""
        logins = []
        while len(logins) < count:
            some = min(50, count - len(logins))
            self.say("repeat", some, "own", user, answer)
            logins += [self.done() for _ in range(some)]
        return logins

    def crowd(self, threads, *users, count=1, answer="1"):
        """So many threads at once, each with handles of its own."""
        self.say("crowd", threads, count, "own", answer, *users)
        logins = [self.done() for _ in range(threads * count)]
        self.say("join")
        assert self.hear() == ["joined"]
        return logins

    def reload(self, count, path):
        """Loads and unloads a shared object."""
        self.say("reload", count, path)
        assert self.hear() == ["reloaded"]

    def state(self):
        """What a guest in the process must not change, and the loaded objects, which it may add its own to."""
        self.say("inside")
        state, objects = [], set()
        while (fields := self.hear()) != ["end"]:
            objects.add(fields[1]) if fields[0] == "object" else state.append(fields)
        proc = Path("/proc", str(self.process.pid))
        for name in "limits", "timers", "oom_score_adj", "personality", "loginuid":
            if (proc / name).exists():
                state.append([name, (proc / name).read_text()])
        state += [["status", line] for line in (proc / "status").read_text().splitlines() if KEPT_IN_STATUS.match(line)]
        state += [["descriptor", name, os.readlink(proc / "fd" / name)] for name in sorted(os.listdir(proc / "fd"))]
        state += [["task", name] for name in sorted(os.listdir(proc / "task"))]
        state += [[name, os.readlink(proc / name)] for name in ("cwd", "root")]
        return state, objects

    def resident(self):
        """KiB of memory."""
        pages = int(Path("/proc", str(self.process.pid), "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") // 1024

    def close(self):
        """Ends the program, which must not have crashed, nor valgrind or a sanitizer have found anything."""
        self.process.stdin.close()
        status = self.process.wait(60)
        self.process.stdout.close()
        assert status == 0, f"the program ended with {status}"
