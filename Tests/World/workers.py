"""The processes that verify responses: finds the helper's next one, and does something to it."""
import ctypes
import os
import select
import struct
import threading
import time

from .host import SAML_KEY

FAN_CLASS_CONTENT, FAN_CLOEXEC, FAN_MARK_ADD, FAN_OPEN_PERM, FAN_ALLOW = 4, 1, 1, 0x10000, 1
AT_FDCWD = -100
EVENT = struct.Struct("IBBHQii")
ANSWER = struct.Struct("iI")

libc = ctypes.CDLL(None, use_errno=True)


def checked(result):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"fanotify: {os.strerror(number)}")
    return result


class NextWorker:
    """Waits, in the background, for the helper's next worker to open the key it decrypts with, and sends it a signal.

    The kernel lets the worker wait meanwhile (fanotify): however short its life is, it is caught at work.
    """

    def __init__(self, number, seconds=30):
        self.number, self.found = number, 0
        self.deadline = time.monotonic() + seconds
        self.events = checked(libc.fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC, os.O_RDONLY))
        checked(libc.fanotify_mark(
            self.events, FAN_MARK_ADD, ctypes.c_uint64(FAN_OPEN_PERM), AT_FDCWD, SAML_KEY.encode()))
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def join(self):
        """The worker's process number, or 0 when there was none."""
        self.thread.join()
        return self.found

    def _watch(self):
        # When this is closed, the kernel lets everybody go on.
        with open(self.events, "r+b", buffering=0) as events:
            while not self.found and time.monotonic() < self.deadline:
                if select.select([events], [], [], 0.1)[0]:
                    for *_, file, process in EVENT.iter_unpack(events.read(EVENT.size)):
                        if is_worker(process):
                            os.kill(process, self.number)
                            self.found = process
                        events.write(ANSWER.pack(file, FAN_ALLOW))
                        os.close(file)


def is_worker(process):
    with open(f"/proc/{process}/cmdline", "rb") as file:
        return b"verify-worker" in file.read()


def children(parent):
    """The processes that a process has started and not yet taken leave of."""
    found = []
    for thread in os.listdir(f"/proc/{parent}/task"):
        try:
            with open(f"/proc/{parent}/task/{thread}/children") as file:
                found += [int(word) for word in file.read().split()]
        except OSError:
            pass  # The thread has ended.
    return found
