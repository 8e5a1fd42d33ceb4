"""The private host itself: whatever happens inside or to it, the machine around it is left as it was."""
import os
import signal
import subprocess
import time

import pytest

from World.host import SOURCE
from World.processes import wait_until

ENTER = str(SOURCE / "Tests" / "World" / "enter")
MARK = "/etc/changed-on-the-private-host"
BUSY = f"touch {MARK}; sleep 1234.5 & setsid sleep 1234.5 & echo ready; sleep 1234.5"


def sleepers():
    """Processes started by BUSY that still run."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read() == b"sleep\x001234.5\x00":
                    found.append(pid)
        except OSError:
            continue
    return found


def mounts():
    with open("/proc/self/mountinfo") as file:
        return file.read()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_killed_launcher_leaves_no_process_mount_or_file(number):
    before = mounts()
    launcher = subprocess.Popen([ENTER, "bash", "-c", BUSY], stdout=subprocess.PIPE)
    assert launcher.stdout.readline() == b"ready\n"
    wait_until(lambda: len(sleepers()) == 3, "the start of the sleepers")

    launcher.send_signal(number)
    launcher.wait()

    wait_until(lambda: sleepers() == [], "the end of the sleepers")
    assert mounts() == before
    assert not os.path.exists(MARK)


def test_program_that_ends_takes_its_children_along():
    started = time.monotonic()

    result = subprocess.run([ENTER, "bash", "-c", f"touch {MARK}; setsid sleep 1234.5 & exit 7"])

    assert result.returncode == 7
    assert time.monotonic() - started < 10
    wait_until(lambda: sleepers() == [], "the end of the sleeper")
    assert not os.path.exists(MARK)


def test_network_inside_is_only_loopback():
    result = subprocess.run([ENTER, "ip", "-brief", "address"], capture_output=True, text=True, check=True)

    assert [line.split()[0] for line in result.stdout.splitlines()] == ["lo"]
    assert "127.0.0.1/8" in result.stdout


def test_without_root_it_says_what_it_needs():
    result = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", ENTER, "true"], capture_output=True,
                            text=True)

    assert result.returncode == 125
    assert "needs root" in result.stderr
