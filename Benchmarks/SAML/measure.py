"""What verifying one response costs, beside peers, in one interleaved run. `make bench` runs it.

Builds and proves every contender, then gives each a slice of time in turn, so that whatever else the machine does falls
on all of them. Prints ratios of processor time, medians over the rounds; absolute times would tell of the machine. A
contender that is not installed is left out and named. `make bench-deps` installs all of them.

    GATEHOUSE_BINARY    a release build of gatehouse: measured as a command, beside `xmlsec1 --verify`
    BENCH_ROUNDS        15 unless told
"""
import os
import pathlib
import statistics
import subprocess
import sys

import names

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / ".build" / "bench"
INPUTS = BUILD / "inputs"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
SLICE = 0.1
PEERS = ["python3-saml", "pysaml2", "xmlsec1"]


class Worker:
    """A contender's process and the cases it proved."""

    def __init__(self, words):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        if not first.startswith("ready "):
            sys.exit(f"{words}: {first.strip() or 'nothing'} instead of ready")
        _, self.version, cases = (part.strip() for part in first.split("|"))
        self.cases = cases.split()

    def run(self, case, count):
        """Wall and processor time of one verification, seconds."""
        self.process.stdin.write(f"{case} {count}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.version} ended while it verified {case!r}")
        wall, cpu = answer.split()
        return int(wall) / count / 1e9, int(cpu) / count / 1e9

    def count_for(self, seconds, case):
        count = 1
        while (wall := self.run(case, count)[0] * count) < 0.02:
            count *= 4
        return max(1, int(count * seconds / wall))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def run(words, **more):
    return subprocess.run([str(word) for word in words], check=True, text=True, **more)


def compiled(name, *libraries):
    flags = run(["pkg-config", "--cflags", "--libs", *libraries], capture_output=True).stdout.split()
    run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", BUILD / name, HERE / f"{name}.c", *flags])
    return [BUILD / name, INPUTS]


def swift_worker():
    words = ["swift", "build", "-c", "release", "--package-path", ROOT / "Benchmarks", "--scratch-path",
             BUILD / "swift", "--static-swift-stdlib"]
    run([*words, "--product", "SAMLWorker"], stdout=sys.stderr)
    return [pathlib.Path(run([*words, "--show-bin-path"], capture_output=True).stdout.strip()) / "SAMLWorker", INPUTS]


def python():
    """A virtual environment with the peers that come from PyPI."""
    environment = BUILD / "venv"
    wanted = HERE / "requirements.txt"
    mark = environment / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted.read_text():
        run(["/usr/bin/python3", "-m", "venv", "--clear", environment])
        run([environment / "bin" / "pip", "install", "--quiet", "--requirement", wanted], stdout=sys.stderr)
        mark.write_text(wanted.read_text())
    return environment / "bin" / "python"


def contenders():
    BUILD.mkdir(parents=True, exist_ok=True)
    interpreter = python()
    commands = {"xmlsec": compiled("xmlsec_loop", "xmlsec1-openssl", "libcrypto"), "gatehouse": swift_worker()}
    commands["gatehouse alone"] = [*commands["gatehouse"], "alone"]
    if subprocess.run(["pkg-config", "--exists", "lasso"]).returncode == 0:
        commands["lasso"] = compiled("lasso_loop", "lasso", "gobject-2.0")
    else:
        print("Left out: lasso, which is not installed.")
    for name in PEERS:
        commands[name] = [interpreter, HERE / "peers.py", name, INPUTS]
    if os.environ.get("GATEHOUSE_BINARY"):
        commands["gatehouse command"] = [interpreter, HERE / "peers.py", "gatehouse", INPUTS]
    # Last, for responses are refused when they are minutes old.
    run([interpreter, HERE / "make_inputs.py", INPUTS])
    return {name: Worker(words) for name, words in commands.items()}


def measure(workers, case):
    """The processor time of each contender in each round."""
    names_here = [name for name, worker in workers.items() if case in worker.cases]
    counts = {name: workers[name].count_for(SLICE, case) for name in names_here}
    seen = {name: [] for name in names_here}
    for turn in range(ROUNDS):
        start = turn % len(names_here)
        for name in names_here[start:] + names_here[:start]:
            seen[name].append(workers[name].run(case, counts[name])[1])
    return seen


def ratio(seen, name, reference):
    if name not in seen or reference not in seen:
        return ""
    value = statistics.median(one / other for one, other in zip(seen[name], seen[reference]))
    return f"{value:.2f}" if value < 20 else f"{value:.0f}"


def table(title, rows, reference, results):
    rows = {name: words for name, words in rows.items() if any(name in seen for seen in results.values())}
    if not rows:
        return
    print(f"\n{title:50}" + "".join(f"{words:>17}" for words in names.CASES.values()))
    for name, words in rows.items():
        print(f"{words:50}" + "".join(f"{ratio(results[case], name, reference):>17}" for case in names.CASES))


def main():
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):  # As on a stock system.
        os.environ.pop(name, None)
    workers = contenders()
    results = {case: measure(workers, case) for case in names.CASES}
    for worker in workers.values():
        worker.close()
    print("Peers: " + ", ".join(sorted({worker.version for name, worker in workers.items() if "gatehouse" not in name})))
    versions = {name: worker.version for name, worker in workers.items()}
    table(f"Processor time, {ROUNDS} rounds: ÷ the loop on xmlsec", {
        "xmlsec": "xmlsec from C, signatures alone",
        "gatehouse": "Gatehouse, every rule, from base64",
        "gatehouse alone": "Gatehouse without xmlsec's second opinion",
        "lasso": "Lasso from C",
        "python3-saml": versions["python3-saml"],
        "pysaml2": f"{versions['pysaml2']}, starts xmlsec1",
        "xmlsec1": "xmlsec1 --verify, signature alone",
    }, "xmlsec", results)
    table("The command: ÷ xmlsec1 --verify", {"gatehouse command": "gatehouse assertion verify, every rule"},
          "xmlsec1", results)


main()
