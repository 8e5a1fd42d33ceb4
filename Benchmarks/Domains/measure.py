"""What it costs the helper to look after many claimed domains, and how it treats their servers. `make bench-domains` runs
it on a private host, with a release build, against NSD with a signed root and one unsigned zone for each domain.

First a whole pass over all domains, all of them due at once; some share one registered name. Then as many domains below
one registered name, for a while. What was asked, when and how much at once is the server's own log (dnstap).

    BENCH_DOMAINS       10000 unless told
"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path += [str(HERE), str(ROOT / "Tests")]

from dnstap import Collector  # noqa: E402
from World.processes import Server, run, wait_until  # noqa: E402
from World.sshd import listening  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("GATEHOUSE_BINARY", ROOT / ".build" / "release" / "gatehouse"))
FOLDER = pathlib.Path("/var/lib/bench")
STORE, CONFIGURATION, TAP = FOLDER / "gatehouse.db", FOLDER / "gatehouse.conf", FOLDER / "tap"
ADDRESS, PORT, HTTP_PORT = "127.0.0.1", 5453, 8443
DOMAINS = int(os.environ.get("BENCH_DOMAINS", "10000"))
NEIGHBOURS = min(50, DOMAINS // 10)
CROWD = "crowd.example"
SECONDS_OF_ONE_OWNER = 30
TICKS = os.sysconf("SC_CLK_TCK")


def token(number):
    """A token of its own for each claim: 32 characters of base32."""
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> 5 * place & 31] for place in range(6)).rjust(32, "q")


def zone(name, lines):
    dot = "" if name == "." else "."
    return "\n".join([
        f"$ORIGIN {name}{dot}", "$TTL 300", "@ SOA ns host 1 3600 600 86400 300", "@ NS ns", f"ns A {ADDRESS}", *lines, ""])


class Names:
    """The server, with every domain's record in place."""

    def __init__(self):
        own = [f"corp{number:05d}.example" for number in range(DOMAINS - NEIGHBOURS)]
        self.pass_names = own + [f"n{number:05d}.{CROWD}" for number in range(NEIGHBOURS)]
        self.owner_names = [f"o{number:05d}.{CROWD}" for number in range(DOMAINS)]
        self.tokens = {name: token(number) for number, name in enumerate(self.pass_names + self.owner_names)}
        self.collector = Collector(str(TAP))
        self._write(own)
        self.server = Server("nsd", "/usr/sbin/nsd", "-d", "-c", str(FOLDER / "nsd.conf"))
        self.server.start(lambda: "SOA" in subprocess.run(
            ["dig", "+time=1", "+tries=1", f"@{ADDRESS}", "-p", str(PORT), CROWD, "SOA"], capture_output=True,
            text=True).stdout.partition("ANSWER SECTION")[2], seconds=120)

    def _record(self, name, owner):
        return f'{owner} TXT "gatehouse-domain-verify={self.tokens[name]}"'

    def _write(self, own):
        for name in own:
            (FOLDER / name).write_text(zone(name, [self._record(name, "@")]))
        crowd = self.pass_names[len(own):] + self.owner_names
        (FOLDER / CROWD).write_text(zone(CROWD, [self._record(name, f"{name}.") for name in crowd]))
        zones = own + [CROWD]
        (FOLDER / "root").write_text(zone(".", [f"{name}. NS ns.{name}.\nns.{name}. A {ADDRESS}" for name in zones]))
        keys = [run("ldns-keygen", "-a", "ECDSAP256SHA256", *kind, ".", cwd=FOLDER).strip() for kind in (["-k"], [])]
        (FOLDER / "root.key").write_bytes((FOLDER / f"{keys[0]}.key").read_bytes())
        run("ldns-signzone", "-o", ".", "-f", "root.signed", "root", *keys, cwd=FOLDER)
        (FOLDER / "nsd.conf").write_text(f"""server:
  ip-address: {ADDRESS}@{PORT}
  username: root
  chroot: ""
  database: ""
  zonesdir: "{FOLDER}"
  pidfile: ""
  xfrdfile: "{FOLDER}/xfrd"
  zonelistfile: "{FOLDER}/zones"
  server-count: 1
  do-ip6: no
  rrl-ratelimit: 0
dnstap:
  dnstap-enable: yes
  dnstap-socket-path: "{TAP}"
  dnstap-log-auth-query-messages: yes
  dnstap-log-auth-response-messages: yes
zone:
  name: "."
  zonefile: "root.signed"
""" + "".join(f'zone:\n  name: "{name}"\n  zonefile: "{name}"\n' for name in zones))


class Helper:
    """`gatehouse serve` with these domains verified, and all of them due."""

    def __init__(self, names, tokens):
        for file in FOLDER.glob("gatehouse.db*"):
            file.unlink()
        CONFIGURATION.write_text(f"""base-url = http://{ADDRESS}:{HTTP_PORT}
listen = {ADDRESS}:{HTTP_PORT}
store = {STORE}
login-socket = {FOLDER}/login.sock
dns-stub = . {ADDRESS}@{PORT}
dns-trust-anchor = {FOLDER}/root.key
dns-own-names = example
""")
        run(str(PROGRAM), "org", "create", "Bench", "--config", str(CONFIGURATION))
        self.began = int(time.time())
        with closing(sqlite3.connect(STORE)) as store, store:
            store.executemany(
                "INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since, next_check) "
                "VALUES (1, ?1, 2, ?2, ?3, ?3, ?3)", [(name, tokens[name], self.began - 86400) for name in names])
        self.server = Server("helper", str(PROGRAM), "serve", "--config", str(CONFIGURATION))
        self.start = time.monotonic()
        self.server.start(lambda: listening(HTTP_PORT))

    def checked(self):
        with closing(sqlite3.connect(STORE, timeout=20)) as store:
            return store.execute("SELECT count(*) FROM claim WHERE checked_at >= ? AND state = 2",
                                 (self.began,)).fetchone()[0]

    def cpu(self):
        """Seconds of processor time so far."""
        words = pathlib.Path(f"/proc/{self.server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS

    def memory(self, field):
        """`VmRSS` or `VmHWM`, MiB."""
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
        return int(status.partition(f"{field}:")[2].split()[0]) / 1024


class Check:
    """The first question and the last answer of one domain's check."""

    def __init__(self, domain):
        self.domain, self.first, self.last, self.questions = domain, None, None, 0

    def see(self, is_response, when):
        self.first = when if self.first is None else min(self.first, when)
        self.last = when if self.last is None else max(self.last, when)
        self.questions += not is_response


def checks(messages, names):
    """What the server saw of each domain's check, in order."""
    wanted = set(names)
    found = {}
    for is_response, when, _, name in list(messages):
        domain = name.removeprefix("_gatehouse-challenge.")
        if domain in wanted:
            found.setdefault(domain, Check(domain)).see(is_response, when)
    return sorted(found.values(), key=lambda check: check.first)


def most_at_once(found):
    """How many checks overlapped at most."""
    edges = sorted([(check.first, 1) for check in found] + [(check.last, -1) for check in found])
    now = most = 0
    for _, change in edges:
        now += change
        most = max(most, now)
    return most


def registered(domain):
    return ".".join(domain.split(".")[-2:])


def report(title, messages, names, count, seconds):
    found = checks(messages, names)
    questions = [when for is_response, when, _, _ in messages if not is_response]
    in_second = {}
    for when in questions:
        in_second[when // 10**9] = in_second.get(when // 10**9, 0) + 1
    # What its log loses when it is busy is missing here, so that the number of checks comes from the store.
    print(f"\n{title}: {count} checks in {seconds:.0f} s, {count / seconds:.1f} a second; "
          f"{len(found)} in the server's log")
    print(f"  queries               {len(questions)}, {len(questions) / max(1, len(found)):.1f} a check, "
          f"{len(questions) / seconds:.0f} a second, at most {max(in_second.values(), default=0)}")
    print(f"  checks at once        at most {most_at_once(found)}")
    crowd = [check for check in found if registered(check.domain) == CROWD]
    gaps = [(after.first - before.first) / 10**9 for before, after in zip(crowd, crowd[1:])]
    if gaps:
        print(f"  one registered name   {len(crowd)} checks, at most {most_at_once(crowd)} at once, "
              f"{min(gaps):.2f} s or more between two")


def main():
    if os.environ.get("GATEHOUSE_PRIVATE_HOST") != "1":
        sys.exit("this would use the machine itself: run `make bench-domains`")
    FOLDER.mkdir(parents=True)
    names = Names()
    print(f"{DOMAINS} domains, {NEIGHBOURS} of them below one registered name; NSD on this machine", flush=True)

    helper = Helper(names.pass_names, names.tokens)
    idle = helper.memory("VmRSS")
    wait_until(lambda: time.sleep(0.5) or helper.checked() == DOMAINS, "the whole pass", seconds=3600)
    seconds, cpu = time.monotonic() - helper.start, helper.cpu()
    names.collector.wait()
    report("A whole pass", list(names.collector.messages), names.pass_names, DOMAINS, seconds)
    print(f"  helper                {cpu:.1f} s of processor time, {1000 * cpu / DOMAINS:.2f} ms a check, "
          f"{100 * cpu / seconds:.0f} % of one processor")
    print(f"  memory                {idle:.0f} MiB at its start, {helper.memory('VmHWM'):.0f} MiB at most, "
          f"{helper.memory('VmRSS'):.0f} MiB afterwards")
    cpu = helper.cpu()
    time.sleep(10)
    print(f"  afterwards            {100 * (helper.cpu() - cpu) / 10:.2f} % of one processor while nothing is due")
    helper.server.stop()

    names.collector.messages.clear()
    helper = Helper(names.owner_names, names.tokens)
    time.sleep(SECONDS_OF_ONE_OWNER)
    seconds, cpu = time.monotonic() - helper.start, helper.cpu()
    helper.server.stop()
    names.collector.wait()
    report("One owner", list(names.collector.messages), names.owner_names, helper.checked(), seconds)
    print(f"  helper                {100 * cpu / seconds:.1f} % of one processor while {DOMAINS} are due")
    names.server.stop()


if __name__ == "__main__":
    main()
