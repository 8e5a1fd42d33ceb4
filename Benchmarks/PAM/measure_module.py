"""What the module costs a fresh process, beside other modules in the same run. `make bench-pam` runs it.

The stacks take turns, so that whatever else the machine does falls on all of them; ratios are of medians. Instructions
and system calls are those of the whole process, from its start to its end, and hardly vary.
"""
import contextlib
import pathlib
import re
import statistics
import subprocess

import sssd
import wire
from host_fixtures import MODULE, OWNER
from responder import Responder

HERE = pathlib.Path(__file__).parent
RUNS = 100


def reply(kind, fields):
    """Lets the owner in, who types a code; takes reports."""
    if kind == wire.BEGIN:
        return wire.started()
    return wire.NOTE if kind == wire.REPORT else wire.granted(b"owner", OWNER)


def instructions(words, folder):
    """Millions, as callgrind counts them; the kernel's are not among them."""
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", *words],
                          check=True, capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1)) / 1e6


def system_calls(words, folder):
    subprocess.run(["strace", "-o", folder / "strace.out", *words], check=True, capture_output=True)
    return sum(1 for line in (folder / "strace.out").read_text().splitlines() if "(" in line)


def test_cost_of_one_authentication(store, tmp_path):
    program = tmp_path / "pam_cost"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, HERE / "pam_cost.c", "-lpam"], check=True)
    socket_path = str(tmp_path / "login.sock")
    stacks = {
        "permit": "auth required pam_permit.so\n",
        "unix": "auth required pam_unix.so nodelay\n",
        "sss": "auth required pam_sss.so\n",
        "gatehouse": f"auth [success=done ignore=ignore default=die] {MODULE} store={store.path} socket={socket_path}\n"
                     "auth required pam_permit.so\n",
        "other": "auth required pam_deny.so\n",
    }
    for name, lines in stacks.items():
        (tmp_path / name).write_text(lines)
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")

    contenders = {
        "pam_permit": ("permit", "plain", "-", 0),
        "pam_unix, right password": ("unix", "plain", "stable", 0),
        "pam_unix, wrong password": ("unix", "plain", "x", 7),
        "pam_sss, right password, from its cache": ("sss", "plain", "stable", 0),
        "pam_gatehouse, root: no store, + pam_permit": ("gatehouse", "root", "-", 0),
        "pam_gatehouse, local account left alone, + pam_permit": ("gatehouse", "plain", "-", 0),
        "pam_gatehouse, suspended member denied and reported": ("gatehouse", "alice", "-", 6),
        "pam_gatehouse, owner signs in, helper answers at once": ("gatehouse", "owner", "1", 0),
    }
    seen, counted = {title: [] for title in contenders}, {}
    with contextlib.ExitStack() as running:
        running.enter_context(Responder(socket_path, reply))
        if sssd.is_fetched():
            running.enter_context(sssd.SSSD())
        else:
            contenders.pop("pam_sss, right password, from its cache")
            print("\nwithout pam_sss: make bench-deps downloads it")

        def run(title):
            service, user, password, expected = contenders[title]
            words = subprocess.run([program, tmp_path, service, user, password], check=True, capture_output=True,
                                   text=True).stdout.split()
            assert int(words[3]) == expected, (title, words)
            return float(words[0]), float(words[1]), int(words[2])

        for title in contenders:
            run(title)  # Fills caches, those of sssd among them.
        for _ in range(RUNS):
            for title in contenders:
                seen[title].append(run(title))
        for title, (service, user, password, _) in contenders.items():
            words = [program, tmp_path, service, user, password]
            counted[title] = instructions(words, tmp_path), system_calls(words, tmp_path)

    def median(title, column):
        return statistics.median(row[column] for row in seen[title])

    print(f"\n{f'median of {RUNS} fresh processes':55} {'time':>10} {'÷ permit':>9} {'over it':>10} {'CPU':>10} {'÷ permit':>9} {'memory':>11}"
          f" {'instructions':>13} {'calls':>6}")
    for title in contenders:
        (time, cpu), (permit, permits_cpu) = ([median(one, column) for column in (0, 1)] for one in (title, "pam_permit"))
        print(f"{title:55} {time:7.2f} ms {time / permit:9.2f} {time - permit:7.2f} ms {cpu:7.2f} ms {cpu / permits_cpu:9.2f}"
              f" {median(title, 2):7.0f} KiB {counted[title][0]:11.2f} M {counted[title][1]:6}")
