"""The processes that verify responses: finds the helper's next one, and does something to it."""
import os
import threading
import time


class NextWorker:
    """Waits, in the background, for the next child of a process and sends it a signal at once."""

    def __init__(self, parent, number, seconds=30):
        self.parent, self.number, self.found = parent, number, 0
        self.deadline = time.monotonic() + seconds
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def join(self):
        """The worker's process number, or 0 when there was none."""
        self.thread.join()
        return self.found

    def _watch(self):
        # A worker is gone in a moment: on a busy machine the watcher must not come too late.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -20)
        while not self.found and time.monotonic() < self.deadline:
            for child in filter(is_at_work, children(self.parent)):
                os.kill(child, self.number)
                self.found = child
                return


def is_at_work(child):
    """Whether a child runs as a worker: before that it shares its memory with the helper, which waits for it."""
    try:
        with open(f"/proc/{child}/cmdline", "rb") as file:
            return b"verify-worker" in file.read()
    except OSError:
        return False


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
