"""Something on the helper's socket that is not the helper."""
import os
import socket
import threading
import time

from . import host


class StandIn:
    """Listens on the login socket and treats every connection by one of the behaviours below."""

    def __init__(self, behaviour):
        if os.path.lexists(host.LOGIN_SOCKET):
            os.unlink(host.LOGIN_SOCKET)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(host.LOGIN_SOCKET)
        os.chmod(host.LOGIN_SOCKET, 0o666)
        self.listener.listen()
        threading.Thread(target=self._accept, args=(behaviour,), daemon=True).start()

    def _accept(self, behaviour):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self._treat, args=(behaviour, connection), daemon=True).start()

    @staticmethod
    def _treat(behaviour, connection):
        with connection:
            try:
                behaviour(connection)
            except OSError:
                pass  # The module hung up, as it should.

    @staticmethod
    def closes(connection):
        """Hangs up at once."""

    @staticmethod
    def silent(connection):
        """Reads, and never answers."""
        while connection.recv(4096):
            pass

    @staticmethod
    def garbage(connection):
        """Answers with a web server's words."""
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 8)

    @staticmethod
    def trickles(connection):
        """Sends one zero byte every tenth of a second."""
        while True:
            connection.sendall(b"\0")
            time.sleep(0.1)

    @staticmethod
    def endless(connection):
        """Sends bytes as fast as they are taken."""
        while True:
            connection.sendall(b"\xff" * 65536)
