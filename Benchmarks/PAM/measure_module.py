"""What the module costs in a fresh process, beside pam_permit and pam_unix in the same run. `make bench` runs it.

The stacks take turns, so that whatever else the machine does falls on all of them; ratios are of medians.
"""
import pathlib
import statistics
import subprocess

import wire
from host_fixtures import MODULE

HERE = pathlib.Path(__file__).parent
RUNS = 100


def test_cost_of_one_authentication(store, tmp_path):
    program = tmp_path / "pam_cost"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, HERE / "pam_cost.c", "-lpam"], check=True)
    socket_path = str(tmp_path / "login.sock")
    stacks = {
        "permit": "auth required pam_permit.so\n",
        "unix": "auth required pam_unix.so nodelay\n",
        "gatehouse": f"auth [success=done ignore=ignore default=die] {MODULE} store={store.path} socket={socket_path}\n"
                     "auth required pam_permit.so\n",
    }
    for name, lines in stacks.items():
        (tmp_path / name).write_text(lines)
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")

    contenders = {
        "pam_permit": ("permit", "plain", "", 0),
        "pam_unix, right password": ("unix", "plain", "stable", 0),
        "pam_unix, wrong password": ("unix", "plain", "x", 7),
        "pam_gatehouse, root: no store, + pam_permit": ("gatehouse", "root", "", 0),
        "pam_gatehouse, local account left alone, + pam_permit": ("gatehouse", "plain", "", 0),
        "pam_gatehouse, suspended member denied and reported": ("gatehouse", "alice", "", 6),
    }
    seen = {title: [] for title in contenders}
    with wire.Helper(socket_path):
        for _ in range(RUNS):
            for title, (service, user, password, expected) in contenders.items():
                words = subprocess.run([program, tmp_path, service, user, password], check=True, capture_output=True,
                                       text=True).stdout.split()
                assert int(words[3]) == expected, title
                seen[title].append((float(words[0]), float(words[1]), int(words[2])))

    def median(title, column):
        return statistics.median(row[column] for row in seen[title])

    print(f"\n{f'median of {RUNS} fresh processes':55} {'time':>10} {'÷ permit':>9} {'CPU':>10} {'memory':>11}")
    for title in contenders:
        ratio = median(title, 0) / median("pam_permit", 0)
        print(f"{title:55} {median(title, 0):7.2f} ms {ratio:9.2f} {median(title, 1):7.2f} ms {median(title, 2):7.0f} KiB")
