"""A world for the shipped .so files: a private mount namespace with accounts, a log and a store of its own.

GATEHOUSE_MODULE and GATEHOUSE_LIB name the two files. Needs root; nothing outside the namespace changes.
"""
import ctypes
import json
import os
import pathlib
import re
import shlex
import socket
import sqlite3
import subprocess
import threading
import time

import pytest

from pam_host import Host

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
MODULE = os.environ.get("GATEHOUSE_MODULE", "")
LIBRARY = os.environ.get("GATEHOUSE_LIB", "")

ALICE = 1879048193
STRANGER = 1879048777
OWNER = 20001
PLAIN = 20002
SUCCESS, PERM_DENIED, AUTH_ERR = 0, 6, 7
# What the next line of the stack answers when the module steps aside.
IGNORED = 17
UNAVAILABLE = "Sign-in service unavailable on this host."


def mount(*words):
    subprocess.run(["mount", *words], check=True)


@pytest.fixture(scope="session", autouse=True)
def namespace(tmp_path_factory):
    """The private view of /etc/passwd, /etc/nsswitch.conf, /run and /dev/log; the log's lines are its value."""
    if os.geteuid() != 0:
        pytest.exit("these tests need root, for a mount namespace of their own", returncode=1)
    if not (os.path.isfile(MODULE) and os.path.isfile(LIBRARY)):
        pytest.exit("set GATEHOUSE_MODULE and GATEHOUSE_LIB to the two built .so files", returncode=1)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x00020000) != 0:  # CLONE_NEWNS
        pytest.exit("no private mount namespace: " + os.strerror(ctypes.get_errno()), returncode=1)
    mount("--make-rprivate", "/")
    private = tmp_path_factory.mktemp("private")

    for name, lines in {
        "passwd": f"owner:x:{OWNER}:{OWNER}::/nowhere:/bin/sh\nplain:x:{PLAIN}:{PLAIN}::/nowhere:/bin/sh\n",
        "shadow": "owner:" + secret("horse") + ":20000:0:99999:7:::\nplain:" + secret("stable") + ":20000:0:99999:7:::\n",
    }.items():
        copy = private / name
        copy.write_text(pathlib.Path("/etc", name).read_text() + lines)
        mount("--bind", str(copy), "/etc/" + name)
    switch = private / "nsswitch.conf"
    switch.write_text("passwd: files systemd\ngroup: files systemd\nshadow: files systemd\n")
    mount("--bind", str(switch), "/etc/nsswitch.conf")

    mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
    records = pathlib.Path("/run/userdb")
    records.mkdir()
    for name, uid in {"alice": ALICE, "stranger": STRANGER, "odd!name": ALICE + 5}.items():
        record = {"userName": name, "uid": uid, "gid": uid, "homeDirectory": "/nowhere", "shell": "/bin/sh",
                  "disposition": "regular", "locked": False}
        (records / f"{name}.user").write_text(json.dumps(record))
        (records / f"{uid}.user").symlink_to(f"{name}.user")
        (records / f"{name}.group").write_text(json.dumps({"groupName": name, "gid": uid}))
        (records / f"{uid}.group").symlink_to(f"{name}.group")

    devices = private / "dev"
    devices.mkdir()
    mount("--bind", "/dev", str(devices))
    mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", "/dev")
    for name in "null", "zero", "full", "random", "urandom", "tty":
        pathlib.Path("/dev", name).touch()
        mount("--bind", str(devices / name), "/dev/" + name)
    os.environ.pop("SYSTEMD_BYPASS_USERDB", None)
    log = SystemLog()
    yield log
    log.close()


class SystemLog:
    """Listens on /dev/log. It has to be read all the time: whoever logs waits while its queue is full."""

    MARK = b"mark"

    def __init__(self):
        self.lines, self.marked = [], threading.Semaphore(0)
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.listener.bind("/dev/log")
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        while (line := self.listener.recv(8192)) != b"":
            if line == self.MARK:
                self.marked.release()
            else:
                self.lines.append(line.decode())

    def send(self, data):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(data, "/dev/log")

    def take(self):
        """What was logged since the last call."""
        self.send(self.MARK)
        self.marked.acquire()
        lines, self.lines = self.lines, []
        return "\n".join(lines)

    def close(self):
        self.send(b"")
        self.thread.join()
        self.listener.close()


def secret(word):
    return subprocess.run(["openssl", "passwd", "-6", word], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def log(namespace):
    """Reads what was logged since the test began."""
    namespace.take()
    return namespace.take


@pytest.fixture(scope="session")
def driver(tmp_path_factory):
    program = tmp_path_factory.mktemp("driver") / "pam_driver"
    subprocess.run(["cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-o", program, HERE / "pam_driver.c", "-lpam"], check=True)
    return str(program)


@pytest.fixture(scope="session")
def host_program(tmp_path_factory):
    """pam_host, built by GATEHOUSE_CC: an instrumented module needs a program that is instrumented, too."""
    program = tmp_path_factory.mktemp("host") / "pam_host"
    subprocess.run([*shlex.split(os.environ.get("GATEHOUSE_CC", "cc")), "-std=gnu11", "-g", "-O1", "-Wall", "-Wextra",
                    "-Werror", "-rdynamic", "-o", program, HERE / "pam_host.c", "-lpam", "-lpthread"], check=True)
    return str(program)


class Store:
    """A store with the tables of the product's own source, filled directly."""

    def __init__(self, path):
        self.path = path
        folder = ROOT / "Sources/Store/Schema"
        # Step after step, as the product takes them.
        steps = [file.read_text() for file in sorted(folder.glob("Version*.swift"))]
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA journal_mode = WAL")
        for step in steps:
            for long, short in re.findall(r'"""\n(.*?)"""|"([A-Z][^"\n]*)"', step, re.S):
                self.db.execute(long or short)
        self.db.execute("PRAGMA application_id = 0x47485345")
        version = re.search(r"PRAGMA user_version = \d+", (folder / "Schema.swift").read_text())
        self.db.execute(version.group())
        now = int(time.time())
        self.db.execute("INSERT INTO organisation (id, name, sso_required, jit_enabled, created_at) VALUES (1, 'Example', 1, 1, ?)", [now])
        self.db.execute("INSERT INTO claim (id, organisation_id, domain, state, token, claimed_at, state_since)"
                        " VALUES (1, 1, 'corp.example', 2, 't', ?, ?)", [now, now])
        self.db.execute("INSERT INTO identity_provider (id, organisation_id, name, entity_id, sign_in_url, enabled, changed_at,"
                        " proven_at) VALUES (1, 1, 'idp', 'urn:idp', 'https://idp/', 1, ?, ?)", [now, now])
        self.db.execute("INSERT INTO identity_provider_certificate VALUES (1, x'00', 0, ?)", [now + 86400])
        self.member("alice", 3, ALICE)
        self.member("owner", 1, None)
        os.chmod(path, 0o640)

    def member(self, login, role, uid):
        self.db.execute(
            "INSERT INTO member (organisation_id, email, display_name, role, status, login, uid, home, shell, may_link, created_at)"
            " VALUES (1, ?, '', ?, 1, ?, ?, '/nowhere', '/bin/sh', 1, 0)", [login + "@corp.example", role, login, uid])

    def run(self, sql):
        self.db.execute(sql)

    def break_sso(self):
        """The identity provider is removed: B1 holds."""
        self.run("DELETE FROM identity_provider")


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "gatehouse.db"))


class Result:
    def __init__(self, output):
        self.messages, self.codes, self.milliseconds, self.user = [], [], [], None
        for line in output.splitlines():
            kind, *rest = line.split("\t")
            if kind == "result":
                self.codes.append(int(rest[1]))
                self.milliseconds.append(float(rest[2]))
            elif kind == "user":
                self.user = rest[0]
            # What pam_debug says is the test's own doing.
            elif not re.match(r"(auth|acct|cred|prechauthtok)=", rest[0]):
                self.messages.append((kind, rest[0].replace("\\n", "\n")))

    @property
    def text(self):
        return "\n".join(text for _, text in self.messages)

    @property
    def prompts(self):
        return [text for kind, text in self.messages if kind in ("prompt", "secret")]


def write_own_stack(directory, words):
    """The service `own`: the module, and a line after it that answers 17, so that 17 means: the module stepped aside."""
    directory.mkdir(exist_ok=True)
    (directory / "own").write_text("".join(
        f"{kind} [{control} ignore=ignore default=die] {words}\n{kind} required pam_debug.so {then}\n"
        for kind, control, then in [
            ("auth", "success=done", "auth=cred_err cred=cred_err"), ("account", "success=done", "acct=cred_err"),
            ("session", "success=done", "open_session=cred_err close_session=cred_err"),
            ("password", "success=done", "prechauthtok=cred_err chauthtok=cred_err")]))


@pytest.fixture
def host(request, host_program, store, tmp_path):
    """A program that logs people in with the service `own`; as its parameter "valgrind", under memcheck.

    A log-in whose conversation is asked answers "1".
    """
    socket_path = str(tmp_path / "login.sock")
    directory = tmp_path / "pam.d"
    write_own_stack(directory, f"{MODULE} store={store.path} socket={socket_path}")
    host = Host(host_program, directory, "wild", under_valgrind=getattr(request, "param", "plain") == "valgrind")
    host.socket = socket_path
    yield host
    host.close()


@pytest.fixture
def login(driver, store, tmp_path):
    """login(user, *answers, phases="a", ...): runs PAM and returns a Result."""
    socket_path = str(tmp_path / "login.sock")

    def run(user, *answers, phases="a", options="", stack="own", real_uid=0):
        directory = tmp_path / "pam.d"
        directory.mkdir(exist_ok=True)
        words = f"{MODULE} store={store.path} socket={socket_path} {options}"
        if stack == "own":
            write_own_stack(directory, words)
        else:
            for common in pathlib.Path("/etc/pam.d").glob("common-*"):
                (directory / common.name).write_text(common.read_text())
            (directory / stack).write_text(
                re.sub(r"pam_gatehouse\.so", words, (ROOT / "pam.d" / stack).read_text()))
        done = subprocess.run(["setpriv", "--ruid", str(real_uid), driver, str(directory), stack, user, phases, *answers], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
        return Result(done.stdout)

    run.socket = socket_path
    return run
