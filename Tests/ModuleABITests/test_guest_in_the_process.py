"""The module is a guest in somebody else's process: it leaves nothing behind there, and may come a thousand times."""
import os

import pytest

import wire
from host_fixtures import ALICE, AUTH_ERR, IGNORED, MODULE, OWNER, PERM_DENIED, STRANGER, SUCCESS
from responder import Responder

OWN = {"libsqlite3.so.0", "libm.so.6", os.path.basename(MODULE)}
KNOWN = {b"alice": ALICE, b"stranger": STRANGER, b"owner": OWNER}


def honest(kind, fields):
    """Lets in who types their own name, and nobody else."""
    if kind == wire.BEGIN:
        return wire.started(b"R-" + fields[0])
    if kind == wire.REPORT:
        return wire.NOTE
    reference, code, login, uid = fields
    return wire.granted(login, uid) if (reference, code, uid) == (b"R-" + login, login, KNOWN[login]) else wire.wrong_code(0)


def test_nothing_of_the_process_changes(host, store):
    before, objects = host.state()
    with Responder(host.socket, honest):
        assert host.login("alice", "ams", "alice").codes == [SUCCESS] * 3
        assert host.login("alice", "ams", "bob").codes[0] == AUTH_ERR
    # The helper is gone, then the store is: ways out that give up in the middle.
    assert host.login("alice", "amst").codes[0] == PERM_DENIED
    for user in "plain", "root", "nobody-of-that-name", "odd!name":
        host.login(user, "amst")
    os.chmod(store.path, 0o666)
    assert host.login("alice", "amst").codes[0] == PERM_DENIED
    with Responder(host.socket, lambda kind, fields: lambda connection, over: over.wait(10)):
        assert host.login("alice").codes == [PERM_DENIED]
    after, more = host.state()
    assert after == before
    assert {os.path.basename(path) for path in more - objects} <= OWN and objects <= more


def test_a_thousand_log_ins_leave_no_memory_behind(host):
    """Each of them loads the module and unloads it, as libpam does."""
    with Responder(host.socket, honest):
        for _ in range(100):
            assert host.login("alice", "am", "alice").codes == [SUCCESS] * 2
        before = host.resident()
        for _ in range(900):
            assert host.login("alice", "am", "alice").codes == [SUCCESS] * 2
    assert host.resident() - before < 256


def test_a_thousand_loads_and_unloads(host):
    host.reload(10, MODULE)
    before = host.resident()
    host.reload(990, MODULE)
    assert host.resident() - before < 64
    with Responder(host.socket, honest):
        assert host.login("alice", "am", "alice").codes == [SUCCESS] * 2


def test_threads_log_different_people_in_at_once(host):
    expected = {"alice": [AUTH_ERR], "stranger": [SUCCESS], "owner": [AUTH_ERR], "plain": [IGNORED], "root": [IGNORED]}
    # libc prepares itself for threads when the first one begins.
    host.crowd(2, "root")
    before, _ = host.state()
    with Responder(host.socket, honest):
        logins = host.crowd(10, *expected, count=20, answer="stranger")
    assert [login for login in logins if login.codes != expected[login.user]] == []
    after, _ = host.state()
    assert after == before


@pytest.mark.parametrize("host", ["valgrind"], indirect=True)
def test_valgrind_finds_nothing_when_threads_log_in(host):
    with Responder(host.socket, honest):
        logins = host.crowd(2, "alice", "plain", count=3, answer="alice")
    assert sorted(login.codes[0] for login in logins) == [SUCCESS] * 3 + [IGNORED] * 3
