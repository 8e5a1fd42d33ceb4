"""What a DNS server says that it was asked, and when: a collector for dnstap (Frame Streams, Protocol Buffers)."""
import os
import socket
import struct
import threading
import time

READY, ACCEPT, START, STOP, FINISH = 4, 1, 2, 3, 5
CONTENT_TYPE = b"protobuf:dnstap.Dnstap"
AUTH_QUERY, AUTH_RESPONSE = 1, 2


class Collector:
    """Takes one server's log; `messages` holds (is_response, nanoseconds, port of the asker, name) in order of arrival."""

    def __init__(self, path):
        self.messages = []
        if os.path.exists(path):
            os.unlink(path)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def wait(self, seconds=3):
        """Returns when nothing came for so long."""
        known = -1
        while known != len(self.messages):
            known = len(self.messages)
            time.sleep(seconds)

    def _accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self._collect, args=(connection,), daemon=True).start()

    def _collect(self, connection):
        stream = connection.makefile("rb", buffering=1 << 20)
        while True:
            length = struct.unpack(">I", stream.read(4) or b"\0\0\0\1")[0]
            if length == 1:
                return
            if length:
                self._take(stream.read(length))
                continue
            control = stream.read(struct.unpack(">I", stream.read(4))[0])
            kind = struct.unpack(">I", control[:4])[0]
            if kind == READY:
                accept = struct.pack(">III", ACCEPT, 1, len(CONTENT_TYPE)) + CONTENT_TYPE
                connection.sendall(struct.pack(">II", 0, len(accept)) + accept)
            elif kind == STOP:
                connection.sendall(struct.pack(">III", 0, 4, FINISH))
                return

    def _take(self, frame):
        message = dict(fields(dict(fields(frame)).get(14, b"")))
        kind = message.get(1)
        if kind not in (AUTH_QUERY, AUTH_RESPONSE):
            return
        seconds, nanoseconds, text = (8, 9, 10) if kind == AUTH_QUERY else (12, 13, 14)
        when = message[seconds] * 10**9 + struct.unpack("<I", message[nanoseconds])[0]
        self.messages.append((kind == AUTH_RESPONSE, when, message.get(6, 0), question(message[text])))


def fields(data):
    """The fields of a Protocol Buffers message: numbers and values, integers or bytes."""
    position = 0
    while position < len(data):
        key, position = varint(data, position)
        kind = key & 7
        if kind == 0:
            value, position = varint(data, position)
        else:
            if kind == 2:
                length, position = varint(data, position)
            else:
                length = {1: 8, 5: 4}[kind]
            value, position = data[position:position + length], position + length
        yield key >> 3, value


def varint(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def question(message):
    """The name that a DNS message asks for, lower case, without the closing dot."""
    labels, position = [], 12
    while message[position]:
        labels.append(message[position + 1:position + 1 + message[position]].decode("latin-1").lower())
        position += 1 + message[position]
    return ".".join(labels)
