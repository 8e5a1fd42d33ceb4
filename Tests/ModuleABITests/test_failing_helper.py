"""A helper that fails, in the real libpam: the module says no, in time, and why."""
import socket
import struct
import subprocess

import pytest

import wire
from host_fixtures import PERM_DENIED, UNAVAILABLE
from responder import Helper


def hangs(connection, over):
    over.wait(10)


def closes_early(connection, over):
    pass


def closes_in_the_middle(connection, over):
    connection.sendall(wire.started()[:11])


def drips(connection, over):
    """A correct answer, a byte each 0.2 s."""
    for byte in wire.started():
        connection.sendall(bytes([byte]))
        if over.wait(0.2):
            return


def garbage(connection, over):
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def oversized(connection, over):
    connection.sendall(struct.pack(">I", 384 * 1024 + 1))
    over.wait(10)


FAILURES = {
    "hung": (hangs, "timed out"),
    "slow byte by byte": (drips, "timed out"),
    "garbage": (garbage, "garbage"),
    "wrong version": (wire.frame(wire.STARTED, b"", version=2), "version 2"),
    "unknown kind": (wire.frame(0x99), "kind 153"),
    "oversized": (oversized, "longer than"),
    "closes early": (closes_early, "ended before"),
    "closes in the middle": (closes_in_the_middle, "ended before"),
    "another reply": (wire.NOTE, "another question"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_helper_means_no_within_three_seconds(login, log, failure):
    step, reason = FAILURES[failure]
    with Helper(login.socket, step):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 3000
    assert result.messages == [("error", UNAVAILABLE)]
    line = log()
    assert "alice" in line and reason in line


def test_no_helper_means_no_at_once(login, log):
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 500
    assert result.messages == [("error", UNAVAILABLE)]
    assert "gatehouse serve" in log()


def test_a_socket_nobody_listens_on_means_no_at_once(login):
    left = socket.socket(socket.AF_UNIX)
    left.bind(login.socket)
    left.close()
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 500


def test_a_full_queue_means_no_within_three_seconds(login, log):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(login.socket)
    listener.listen(0)
    waiting = []
    for _ in range(3):
        one = socket.socket(socket.AF_UNIX)
        one.setblocking(False)
        one.connect_ex(login.socket)
        waiting.append(one)
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 3000
    assert "timed out" in log()
    for one in [listener, *waiting]:
        one.close()


def test_a_helper_that_hangs_at_the_code_means_no(login):
    with Helper(login.socket, wire.started(), hangs):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.messages[-1] == ("error", UNAVAILABLE)


def test_a_listener_that_is_neither_root_nor_the_owner_is_not_believed(login, log, tmp_path):
    program = f"""
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX); s.bind({login.socket!r}); os.chmod({login.socket!r}, 0o666)
os.setuid(65534); s.listen(1); print("ready", flush=True)
c = s.accept()[0]; c.recv(4096); c.sendall({wire.started()!r}); sys.stdin.read()
"""
    with subprocess.Popen(["/usr/bin/python3", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        result = login("alice", "1")
        other.kill()
    assert result.codes == [PERM_DENIED] and "uid 65534 listens" in log()


def test_the_timeout_is_an_option(login):
    with Helper(login.socket, hangs):
        assert 900 < login("alice", options="timeout=1").milliseconds[0] < 1500
