"""The frames between module and helper, written down a second time."""
import struct

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
