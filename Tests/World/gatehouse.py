"""The gatehouse program on the host: its command line, and its two services."""
import json
import os
import shutil
import socket
import subprocess

from . import host
from .people import SERVICE_ACCOUNT, USERDB_ACCOUNT
from .processes import NotReady, Server
from .sshd import listening

PROGRAM = "/usr/bin/gatehouse"
SNAPSHOT = "/var/lib/world/store"


class CommandLine:
    """Runs `gatehouse` commands as a script of the host's administrator: without a terminal."""

    def __call__(self, *arguments):
        """Runs a command that has to succeed; returns what it printed."""
        result = self.attempt(*arguments)
        if result.returncode != 0:
            raise NotReady(f"gatehouse {' '.join(arguments)} ended with {result.returncode}:\n"
                           + result.stdout + result.stderr)
        return result.stdout

    def attempt(self, *arguments):
        """Runs a command; returns its status, standard output and standard error."""
        return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                              timeout=60, start_new_session=True)

    def json(self, *arguments):
        """Runs a command with --json; returns the object."""
        return json.loads(self(*arguments, "--json"))

    def audit(self, event=None):
        """The records of the audit log, or those of one event, oldest first, each as a dictionary."""
        return [record for record in self.json("audit")["entries"] if event in (None, record["event"])]


def unfolded(text):
    """What a command printed, in one line: where its lines end is a matter of layout."""
    return " ".join(text.split())


class Services:
    """`gatehouse serve` and `gatehouse userdb`, as the system user they are made for."""

    def __init__(self):
        self.helper = Server("helper", PROGRAM, "serve", user=SERVICE_ACCOUNT)
        self.userdb = Server("userdb", PROGRAM, "userdb", user=USERDB_ACCOUNT)

    def start(self):
        for path in (host.LOGIN_SOCKET, host.USERDB_SOCKET):
            if os.path.lexists(path):
                os.unlink(path)
        self.userdb.start(lambda: accepts(host.USERDB_SOCKET))
        self.helper.start(lambda: accepts(host.LOGIN_SOCKET) and listening(host.HTTP_PORT))

    def stop(self):
        self.helper.stop()
        self.userdb.stop()

    def remember_store(self):
        """Keeps a copy of the store; the services must be stopped."""
        shutil.rmtree(SNAPSHOT, ignore_errors=True)
        copy_folder(host.STORE_FOLDER, SNAPSHOT)

    def recall_store(self):
        """Puts the remembered store back; the services must be stopped."""
        shutil.rmtree(host.STORE_FOLDER)
        copy_folder(SNAPSHOT, host.STORE_FOLDER)


def copy_folder(source, target):
    subprocess.run(["cp", "-a", source, target], check=True)


def accepts(path):
    """Whether somebody listens on the socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
        return True
