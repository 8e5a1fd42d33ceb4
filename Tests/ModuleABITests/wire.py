"""The frames between module and helper, written down a second time, and a helper that follows a script."""
import os
import socket
import struct
import threading
import time

VERDICT = 0x9E4A71D3
RECOVERY_VERDICT = 0x5A17C86E
BEGIN, REDEEM, REPORT = 1, 2, 3
STARTED, GRANTED, WRONG_CODE, REFUSED, NOTED = 0x81, 0x82, 0x83, 0x84, 0x85
RECOVERED = 0x90


def frame(kind, body=b"", version=1):
    return struct.pack(">IBB", len(body) + 2, version, kind) + body


def field(data):
    return struct.pack(">H", len(data)) + data


def started(reference=b"K7QM-2D", url=b"https://host.example/s/K7QM-2D", seconds=300):
    return frame(STARTED, field(reference) + field(url) + struct.pack(">I", seconds))


def granted(login, uid, verdict=VERDICT):
    return frame(GRANTED, struct.pack(">I", verdict) + field(login) + struct.pack(">I", uid))


def recovered(login, uid):
    return frame(RECOVERED, struct.pack(">I", RECOVERY_VERDICT) + field(login) + struct.pack(">I", uid))


def wrong_code(left):
    return frame(WRONG_CODE, bytes([left]))


def refused(text, reference=b""):
    return frame(REFUSED, field(text) + field(reference))


NOTE = frame(NOTED)


def parse(data):
    """The request as (kind, fields)."""
    kind, at, out = data[5], 6, []

    def take_bytes():
        nonlocal at
        size = struct.unpack(">H", data[at:at + 2])[0]
        at += 2 + size
        return data[at - size:at]

    def take(form):
        nonlocal at
        size = struct.calcsize(form)
        at += size
        return struct.unpack(form, data[at - size:at])[0]

    order = {BEGIN: "bibbb", REDEEM: "bbbi", REPORT: "bibbbci"}[kind]
    for kind_of_field in order:
        out.append({"b": take_bytes, "i": lambda: take(">I"), "c": lambda: take(">B")}[kind_of_field]())
    assert at == len(data) == 4 + struct.unpack(">I", data[:4])[0]
    assert data[4] == 1
    return kind, out


class Helper:
    """Listens on a path and answers each connection with the next step of the script.

    A step is bytes to answer, or a function of (connection, request) that does as it likes. Reports are answered
    and noted, and use up no step.
    """

    def __init__(self, path, *script):
        self.requests, self.reports, self.script = [], [], list(script)
        self.path = path
        self.over = threading.Event()
        self.listener = socket.socket(socket.AF_UNIX)
        if os.path.exists(path):
            os.unlink(path)
        self.listener.bind(path)
        self.listener.listen(8)
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.over.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()
        os.unlink(self.path)

    def serve(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    self.answer(connection)
                except OSError:
                    pass

    def answer(self, connection):
        data = b""
        while len(data) < 4 or len(data) < 4 + struct.unpack(">I", data[:4])[0]:
            more = connection.recv(4096)
            if not more:
                return
            data += more
        kind, fields = parse(data)
        if kind == REPORT:
            self.reports.append(fields)
            connection.sendall(NOTE)
            return
        self.requests.append((kind, fields))
        step = self.script.pop(0)
        if callable(step):
            step(connection, self.over)
        else:
            connection.sendall(step)


def hangs(connection, over):
    over.wait(10)


def closes_early(connection, over):
    pass


def closes_in_the_middle(connection, over):
    connection.sendall(started()[:11])


def drips(connection, over):
    """A correct answer, a byte each 0.2 s."""
    for byte in started():
        connection.sendall(bytes([byte]))
        if over.wait(0.2):
            return
