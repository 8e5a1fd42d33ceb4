"""What the module costs, beside pam_permit and pam_unix. Run it by name: pytest -s measure_module.py"""
import statistics
import subprocess

import wire
from conftest import HERE, MODULE

RUNS = 100


def test_cost_of_one_authentication(store, tmp_path):
    program = tmp_path / "pam_cost"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, HERE / "pam_cost.c", "-lpam"], check=True)
    socket_path = str(tmp_path / "login.sock")
    module = f"{MODULE} store={store.path} socket={socket_path}"
    stacks = {
        "permit": "auth required pam_permit.so\n",
        "unix": "auth required pam_unix.so nodelay\n",
        "gatehouse": f"auth [success=done ignore=ignore default=die] {module}\nauth required pam_permit.so\n",
    }
    for name, lines in stacks.items():
        (tmp_path / name).write_text(lines)
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")

    def measure(title, service, user, password, expected):
        times, cpu, memory = [], [], []
        for _ in range(RUNS):
            words = subprocess.run([program, tmp_path, service, user, password], check=True, capture_output=True, text=True).stdout.split()
            times.append(float(words[0]))
            cpu.append(float(words[1]))
            memory.append(int(words[2]))
            assert int(words[3]) == expected
        print(f"{title:52} {statistics.median(times):7.2f} ms  {statistics.median(cpu):7.2f} ms  {statistics.median(memory):6.0f} KiB")

    print(f"\n{'median of ' + str(RUNS) + ' fresh processes':52} {'time':>10}  {'processor':>10}  {'memory':>10}")
    measure("pam_permit", "permit", "plain", "", 0)
    measure("pam_unix, right password", "unix", "plain", "stable", 0)
    measure("pam_unix, wrong password", "unix", "plain", "x", 7)
    measure("pam_gatehouse, root (no store) + pam_permit", "gatehouse", "root", "", 0)
    measure("pam_gatehouse, local account ignored + pam_permit", "gatehouse", "plain", "", 0)
    measure("pam_gatehouse, member denied by a row, no helper", "gatehouse", "alice", "", 6)
    with wire.Helper(socket_path):
        measure("pam_gatehouse, member denied by a row, reported", "gatehouse", "alice", "", 6)
