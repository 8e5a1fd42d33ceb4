"""The world's journal: the real systemd-journald, started where a test wants one."""
import json
import os
import subprocess

from .processes import Server, wait_until

SOCKET = "/run/systemd/journal/socket"
FOLDER = "/run/log/journal"


class Journal:
    """While it is entered, this host has a journal."""

    def __init__(self):
        self.server = Server("journald", "/lib/systemd/systemd-journald")

    def __enter__(self):
        for folder in (os.path.dirname(SOCKET), FOLDER):
            os.makedirs(folder, exist_ok=True)
        self.server.start(lambda: os.path.exists(SOCKET))
        return self

    def __exit__(self, *problem):
        self.server.stop()
        os.unlink(SOCKET)

    def entries(self, *matches):
        """The entries with these fields, such as `GATEHOUSE_EVENT=login`, as dictionaries."""
        text = subprocess.run(["journalctl", f"--directory={FOLDER}", "--output=json", "--quiet", *matches], check=True,
                              capture_output=True, text=True).stdout
        return [json.loads(line) for line in text.splitlines()]

    def wait_for(self, *matches):
        """The first entry with these fields, once there is one."""
        wait_until(lambda: self.entries(*matches), f"a journal entry with {' '.join(matches)}")
        return self.entries(*matches)[0]
