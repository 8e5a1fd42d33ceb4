"""Stores that are damaged, replaced, locked or in a place where anybody could do that.

People whom Gatehouse manages are denied with a reason, accounts of the host's own are left alone, nothing hangs.
"""
import os
import random
import shutil
import signal
import subprocess

import pytest

from host_fixtures import ALICE, IGNORED, PERM_DENIED, SUCCESS, UNAVAILABLE, mount
from responder import Responder
import wire

PAGE = 4096
WITHIN = 1_500


@pytest.fixture
def image(store):
    """The store as one file, nobody has it open: its bytes."""
    store.db.close()
    with open(store.path, "rb") as file:
        return file.read()


def lay(store, image):
    for ending in "-wal", "-shm":
        if os.path.lexists(store.path + ending):
            os.unlink(store.path + ending)
    with open(store.path, "wb") as file:
        file.write(image)


def check_denied(host, log, reason=""):
    """Nobody is asked anything or let in; alice hears why, and so does the log."""
    for phases in "a", "m":
        denied = host.login("alice", phases)
        assert denied.codes == [PERM_DENIED] and denied.message == UNAVAILABLE and denied.milliseconds < WITHIN, denied
        lines = log()
        assert "alice: store: " in lines and reason in lines, lines
    check_others_left_alone(host)


def check_others_left_alone(host):
    for user in "root", "plain":
        left = host.login(user, "am")
        assert left.codes == [IGNORED] * 2 and left.message == "" and left.milliseconds < WITHIN, left


def test_a_store_cut_anywhere(host, log, store, image):
    for size in range(0, len(image), PAGE):
        lay(store, image[:size])
        denied = host.login("alice", "am")
        assert denied.codes == [PERM_DENIED] * 2 and denied.message and denied.milliseconds < WITHIN, (size, denied)
        check_others_left_alone(host)
    lay(store, image[:len(image) // 2])
    check_denied(host, log)


def test_random_bytes_over_any_page(host, store, image):
    dice = random.Random(0x5106)
    for start in range(0, len(image), PAGE):
        lay(store, image[:start] + dice.randbytes(PAGE) + image[start + PAGE:])
        denied = host.login("alice", "am")
        assert denied.codes == [PERM_DENIED] * 2 and denied.message and denied.milliseconds < WITHIN, (start, denied)
        check_others_left_alone(host)


def test_random_bytes_anywhere(host, store, image):
    """Without a helper nobody who is managed gets in, or is taken for somebody else's, whatever the store says."""
    dice = random.Random(0x5107)
    for _ in range(500):
        changed = bytearray(image)
        for _ in range(dice.choice([1, 8, 200])):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        lay(store, changed)
        denied = host.login("alice", "a")
        assert denied.codes == [PERM_DENIED] and denied.message and denied.milliseconds < WITHIN, denied


def write_ahead_log(store):
    """Copies of the three files of a store whose writer was killed after it suspended alice."""
    writer = f"""
import os, signal, sqlite3
db = sqlite3.connect({store.path!r}, isolation_level=None)
db.execute("PRAGMA wal_autocheckpoint = 0")
db.execute("UPDATE member SET status = 2 WHERE login = 'alice'")
os.kill(os.getpid(), signal.SIGKILL)
"""
    store.db.close()
    done = subprocess.run(["/usr/bin/python3", "-c", writer])
    assert done.returncode == -signal.SIGKILL
    files = {}
    for ending in "", "-wal", "-shm":
        with open(store.path + ending, "rb") as file:
            files[ending] = file.read()
    return files


def lay_files(store, files):
    lay(store, files[""])
    for ending in "-wal", "-shm":
        if ending in files:
            with open(store.path + ending, "wb") as file:
                file.write(files[ending])


@pytest.mark.parametrize("left", [("-wal", "-shm"), ("-wal",)], ids=["with its index", "without its index"])
def test_what_a_killed_writer_had_committed_counts(host, store, left):
    files = write_ahead_log(store)
    lay_files(store, {ending: files[ending] for ending in ("", *left)})
    denied = host.login("alice")
    assert denied.codes == [PERM_DENIED] and "not active" in denied.message


def test_a_damaged_write_ahead_log(host, store):
    """Either the state before or a refusal: never a yes, and nobody waits."""
    files, dice = write_ahead_log(store), random.Random(0x5108)
    damaged = [{**files, "-wal": files["-wal"][:size]} for size in range(0, len(files["-wal"]), 1024)]
    for ending in "-wal", "-shm":
        damaged += [{**files, ending: dice.randbytes(len(files[ending]))} for _ in range(5)]
        damaged += [{**files, ending: b""}]
    for some in damaged:
        lay_files(store, some)
        denied = host.login("alice", "am")
        assert denied.codes == [PERM_DENIED] * 2 and denied.message and denied.milliseconds < WITHIN
        check_others_left_alone(host)


@pytest.mark.parametrize("version", [0, 1, 3, 4, 99, -1, 2**31 - 1])
def test_a_store_of_another_version(host, log, store, version):
    store.run(f"PRAGMA user_version = {version}")
    check_denied(host, log, "version")


def test_the_store_of_another_program(host, log, store):
    store.run("PRAGMA application_id = 7")
    check_denied(host, log, "is not a Gatehouse store")


# --- in place of the store ---

def link(path):
    shutil.copy("/etc/passwd", path + ".target")
    os.symlink(path + ".target", path)


def socket_file(path):
    import socket
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path)


INSTEAD = {
    "link": link,
    "dangling link": lambda path: os.symlink("/nonexistent", path),
    "fifo": os.mkfifo,
    "folder": os.mkdir,
    "socket": socket_file,
    "endless device": lambda path: os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5)),
}


@pytest.mark.parametrize("what", INSTEAD)
def test_something_else_in_place_of_the_store(host, log, store, what):
    store.db.close()
    for ending in "", "-wal", "-shm":
        if os.path.exists(store.path + ending):
            os.unlink(store.path + ending)
    INSTEAD[what](store.path)
    check_denied(host, log, "no regular file")


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
@pytest.mark.parametrize("what", ["fifo", "folder", "link", "endless device"])
def test_something_else_in_place_of_the_stores_companions(host, store, what, ending):
    store.db.close()
    for name in "-wal", "-shm":
        if os.path.exists(store.path + name):
            os.unlink(store.path + name)
    INSTEAD[what](store.path + ending)
    denied = host.login("alice", "am")
    assert denied.codes == [PERM_DENIED] * 2 and denied.message and denied.milliseconds < WITHIN
    check_others_left_alone(host)


# --- where others could have written ---

def test_a_store_that_everybody_may_write(host, log, store):
    os.chmod(store.path, 0o666)
    check_denied(host, log, "chmod")


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o703])
def test_a_store_in_a_folder_that_everybody_may_write(host, log, store, mode):
    os.chmod(os.path.dirname(store.path), mode)
    check_denied(host, log, "chmod")


def test_a_store_of_somebody_else(host, log, store):
    os.chown(store.path, 65534, 65534)
    check_denied(host, log, "chown")


def test_a_store_of_the_folders_owner_is_taken(host, store):
    """As the product lays it: folder and file belong to its service's account."""
    folder = os.path.dirname(store.path)
    for path in [folder, *(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("gatehouse.db"))]:
        os.chown(path, 20001, 20001)
    with Responder(host.socket, lambda kind, fields: wire.refused(b"Reached.")):
        assert host.login("alice").message == "Reached."


# --- locked, and read-only ---

def test_a_store_that_a_writer_holds_for_long(host, log, store):
    store.run("PRAGMA locking_mode = EXCLUSIVE")
    store.run("BEGIN EXCLUSIVE")
    store.run("UPDATE member SET display_name = 'x'")
    check_denied(host, log, "locked")


def test_a_writer_that_has_not_finished_holds_nobody_up(host, store):
    store.run("BEGIN IMMEDIATE")
    store.run("UPDATE member SET status = 2")
    with Responder(host.socket, lambda kind, fields: wire.started() if kind == wire.BEGIN else wire.granted(b"alice", ALICE)):
        login = host.login("alice")
    assert login.codes == [SUCCESS]


def test_a_store_on_a_read_only_file_system(host, store, tmp_path):
    folder = str(tmp_path)
    mount("--bind", folder, folder)
    mount("-o", "remount,bind,ro", folder)
    try:
        denied = host.login("alice", "am")
        assert denied.codes == [PERM_DENIED] * 2 and denied.message and denied.milliseconds < WITHIN
        check_others_left_alone(host)
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("host", ["valgrind"], indirect=True)
def test_valgrind_finds_nothing_in_a_module_with_a_damaged_store(host, store, image):
    dice = random.Random(0x5109)
    stores = [b"", image[:100], image[:PAGE], image[:len(image) // 2]]
    stores += [image[:start] + dice.randbytes(PAGE) + image[start + PAGE:] for start in range(0, len(image), PAGE * 4)]
    for some in stores:
        lay(store, some)
        assert host.login("alice", "am").codes == [PERM_DENIED] * 2
    lay(store, image)
    os.chmod(store.path, 0o666)
    assert host.login("alice", "am").codes == [PERM_DENIED] * 2
