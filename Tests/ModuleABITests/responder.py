"""Helpers that answer each request as a function says, many at once if need be, or as a script does."""
import os
import socket
import struct
import threading

from wire import NOTE, REPORT, parse


class Responder:
    """Listens on a path. `reply` gets kind and fields of a request, and returns the bytes to send before hanging up, or a
    function of (connection, over) that does as it likes; `over` is an event that is set when nobody waits any more."""

    def __init__(self, path, reply, at_once=False):
        self.path, self.reply, self.at_once = path, reply, at_once
        self.over, self.threads = threading.Event(), []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(512)
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.over.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        for thread in self.threads:
            thread.join()
        self.listener.close()
        os.unlink(self.path)

    def serve(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            if self.at_once:
                self.threads.append(threading.Thread(target=self.converse, args=(connection,)))
                self.threads[-1].start()
            else:
                self.converse(connection)

    def converse(self, connection):
        with connection:
            try:
                data = connection.recv(4096)
                while len(data) < 4 or len(data) < 4 + struct.unpack(">I", data[:4])[0]:
                    more = connection.recv(4096)
                    if not more:
                        return
                    data += more
                answer = self.reply(*parse(data))
                answer(connection, self.over) if callable(answer) else connection.sendall(answer)
            except OSError:
                pass  # The module hung up, as it may.


class Helper(Responder):
    """Answers each request with the next step of a script, and keeps it. Reports are noted, and use up no step."""

    def __init__(self, path, *script):
        super().__init__(path, self.follow)
        self.requests, self.reports, self.script = [], [], list(script)

    def follow(self, kind, fields):
        if kind == REPORT:
            self.reports.append(fields)
            return NOTE
        self.requests.append((kind, fields))
        return self.script.pop(0)
