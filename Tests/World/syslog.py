"""The world's system log: what programs say through syslog(3)."""
import os
import re
import socket
import threading
import time


class SystemLog:
    """Listens on /dev/log and keeps every line; also readable as /var/log/auth.log."""

    def __init__(self):
        self.lines = []
        self.changed = threading.Condition()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("/dev/log")
        os.chmod("/dev/log", 0o666)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with open("/var/log/auth.log", "a", buffering=1) as file:
            while True:
                line = re.sub(r"^<\d+>", "", self.socket.recv(65536).decode(errors="replace")).rstrip("\0\n")
                file.write(line + "\n")
                with self.changed:
                    self.lines.append(line)
                    self.changed.notify_all()

    def since(self, mark):
        """The lines after the first `mark`."""
        with self.changed:
            return "\n".join(self.lines[mark:])

    def mark(self):
        """How many lines there are by now."""
        with self.changed:
            return len(self.lines)

    def wait_for(self, pattern, mark=0, seconds=20):
        """The first line after `mark` that matches; None when there is none within `seconds`."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while True:
                found = next((line for line in self.lines[mark:] if re.search(pattern, line)), None)
                left = deadline - time.monotonic()
                if found or left <= 0:
                    return found
                self.changed.wait(left)
