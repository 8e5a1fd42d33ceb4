"""Helpers that lie, break off and stall: never a crash, never a yes, never late.

The host program's wall clock jumps all the time, so that a deadline that is kept is one of the monotonic clock.
"""
import itertools
import os
import random
import struct
import threading

import pytest

import wire
from host_fixtures import ALICE, AUTH_ERR, PERM_DENIED, STRANGER, SUCCESS
from responder import Responder

REFUSED = (PERM_DENIED, AUTH_ERR)
STARTED, GRANTED = wire.started(), wire.granted(b"alice", ALICE)
# The other yes, which says that it was a recovery code.
RECOVERED = wire.recovered(b"alice", ALICE)
REPLIES = [STARTED, GRANTED, wire.wrong_code(2), wire.refused(b"Not a member.", b"K7QM-2D"), wire.NOTE]
WITHIN = 1_500
FRAMES = int(os.environ.get("GATEHOUSE_FRAMES", "10000"))


def is_refusal(login):
    """A no, with a reason, in time."""
    return login.codes[0] in REFUSED and login.message != "" and login.milliseconds < WITHIN


def flipped(frame, first, end):
    """The frame with each bit of some of its bytes turned over."""
    return [frame[:bit // 8] + bytes([frame[bit // 8] ^ 1 << bit % 8]) + frame[bit // 8 + 1:]
            for bit in range(8 * first, 8 * end)]


def headed(body):
    return struct.pack(">I", len(body)) + body


WRONG_GRANTS = {
    "cut at every byte": [GRANTED[:count] for count in range(len(GRANTED))],
    "cut at every byte, with the length made right": [headed(GRANTED[4:count]) for count in range(4, len(GRANTED))],
    "of every other version": [GRANTED[:4] + bytes([version]) + GRANTED[5:] for version in range(256) if version != 1],
    "of every other kind": [GRANTED[:5] + bytes([kind]) + GRANTED[6:] for kind in range(256) if kind != 0x82],
    "with each bit of the verdict flipped": flipped(GRANTED, 6, 10),
    "with each bit of the account flipped": flipped(GRANTED, 10, len(GRANTED)),
    "for other accounts": [wire.granted(login, uid) for login, uid in [
        (b"alic", ALICE), (b"alicea", ALICE), (b"Alice", ALICE), (b"alice\0", ALICE), (b"", ALICE), (b"stranger", STRANGER),
        (b"alice", 0), (b"alice", STRANGER), (b"root", 0), (b"a" * 64, ALICE), (b"a" * 65, ALICE)]],
    "of every length but its own": [
        struct.pack(">I", length) + GRANTED[4:] for length in [
            *(length for length in range(64) if length != len(GRANTED) - 4),
            384 * 1024, 384 * 1024 + 1, 2**24, 2**31 - 1, 2**31, 2**32 - 1]],
    "as long as a frame may be": [headed(GRANTED[4:] + b"\0" * (384 * 1024 - len(GRANTED) + 4)), headed(b"\1\x82" * 192 * 1024)],
    "to another question": [STARTED, wire.NOTE],
}


@pytest.mark.parametrize("what", WRONG_GRANTS)
def test_no_wrong_grant_is_a_yes(host, what):
    wrong = WRONG_GRANTS[what]
    answers = iter([*wrong, GRANTED])
    with Responder(host.socket, lambda kind, fields: STARTED if kind == wire.BEGIN else next(answers)):
        *refused, granted = host.repeat(len(wrong) + 1, "alice")
    assert [login for login in refused if not is_refusal(login)] == []
    # The right one is known by the same way.
    assert granted.codes == [SUCCESS]


def test_a_recovery_code_that_a_helper_makes_up_for_a_member_ends_in_the_account_phase(host):
    with Responder(host.socket, lambda kind, fields: {wire.BEGIN: STARTED, wire.REDEEM: RECOVERED}.get(kind, wire.NOTE)):
        assert host.login("alice", "am").codes == [SUCCESS, PERM_DENIED]


def test_a_beginning_that_is_cut_or_another_reply_is_a_no(host):
    wrong = [STARTED[:count] for count in range(len(STARTED))] + [reply for reply in REPLIES if reply != STARTED]
    answers = iter(wrong)
    with Responder(host.socket, lambda kind, fields: next(answers)):
        logins = host.repeat(len(wrong), "alice")
    assert all(login.codes == [PERM_DENIED] and login.message and login.milliseconds < WITHIN for login in logins)


def test_thousands_of_random_and_mutated_frames_are_no_yes(host):
    dice, sent = random.Random(0x6A7E), set()

    def reply(kind, fields):
        if kind == wire.BEGIN and dice.random() < 0.8:
            return STARTED
        frame = mutated(dice)
        sent.add(frame)
        return frame

    with Responder(host.socket, reply):
        logins = host.repeat(FRAMES, "alice")
    assert [login for login in logins if not is_refusal(login)] == []
    assert len(sent) > FRAMES * 0.8


@pytest.mark.parametrize("host", ["valgrind"], indirect=True)
def test_valgrind_finds_nothing_in_a_module_that_is_lied_to(host):
    dice = random.Random(0x9E4A)
    wrong = [frame for frames in WRONG_GRANTS.values() for frame in frames[::1 + len(frames) // 4]]
    wrong += [mutated(dice) for _ in range(30)]
    answers = iter(wrong)

    def reply(kind, fields):
        return next(answers) if kind == wire.REDEEM or dice.random() < 0.3 else STARTED

    with Responder(host.socket, reply):
        while (left := answers.__length_hint__()) > 3:
            logins = host.repeat(left // 3, "alice")
            assert all(login.codes[0] in REFUSED for login in logins)


def mutated(dice):
    """A frame with a few changes, or bytes that never were one; never a right yes."""
    while (frame := changed(dice)).startswith((GRANTED, RECOVERED)):
        pass
    return frame


def changed(dice):
    if dice.random() < 0.2:
        return headed(b"\1" + dice.choice([b"", b"\x81", b"\x82", b"\x83", b"\x84"]) + dice.randbytes(dice.randrange(80)))
    frame = bytearray(dice.choice([STARTED, GRANTED, GRANTED, wire.wrong_code(3), REPLIES[3]]))
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(frame)) if frame else 0
        change = dice.randrange(5)
        if change == 0 and frame:
            frame[at] ^= 1 << dice.randrange(8)
        elif change == 1 and frame:
            frame[at] = dice.randrange(256)
        elif change == 2:
            frame[at:at] = dice.randbytes(dice.randrange(1, 9))
        elif change == 3:
            del frame[at:at + dice.randrange(1, 9)]
        elif frame:
            frame[at:at + 2] = dice.choice([b"\0\0", b"\0\1", b"\xff\xff", b"\x7f\xff", b"\x80\0"])
    # Most get on beyond the first check.
    return headed(bytes(frame[4:])) if dice.random() < 0.8 else bytes(frame)


def in_turn(replies):
    """Each of the replies to one request for a code's answer, whoever comes."""
    lock, rest = threading.Lock(), iter(replies)

    def reply(kind, fields):
        if kind == wire.BEGIN:
            return STARTED
        with lock:
            return next(rest)
    return reply


def stalls_after(count):
    def stall(connection, over):
        connection.sendall(GRANTED[:count])
        over.wait(30)
    return stall


def test_a_grant_that_stalls_at_any_byte_is_waited_for_only_so_long(host):
    with Responder(host.socket, in_turn(stalls_after(count) for count in range(len(GRANTED))), at_once=True):
        logins = host.crowd(len(GRANTED), "alice")
    for login in logins:
        assert login.codes == [PERM_DENIED] and 2_500 <= login.milliseconds < 4_000


def drips(seconds):
    def drip(connection, over):
        for byte in GRANTED:
            connection.sendall(bytes([byte]))
            over.wait(seconds)
    return drip


def test_one_deadline_holds_for_a_whole_reply_however_it_comes(host):
    with Responder(host.socket, in_turn(drips(0.3) for _ in itertools.count()), at_once=True):
        login = host.login("alice")
    assert login.codes == [PERM_DENIED] and 2_500 <= login.milliseconds < 4_000
    with Responder(host.socket, in_turn(drips(0.001) for _ in itertools.count()), at_once=True):
        assert host.login("alice").codes == [SUCCESS]


def test_a_helper_that_hangs_up_unread_or_resets_is_a_no(host):
    """What is sent to nobody raises no signal that would end the program."""
    with Responder(host.socket, lambda kind, fields: lambda connection, over: connection.close()) as helper:
        helper.converse = lambda connection: connection.close()
        logins = host.repeat(50, "alice")
    assert all(login.codes == [PERM_DENIED] for login in logins)
