"""Server programs of the world."""
import os
import signal
import subprocess
import time

LOGS = "/var/log/world"


class NotReady(Exception):
    """A part of the world did not come up, or did not do what it was told; the text holds its last words."""


def run(*arguments, **options):
    """Runs a program to its end; returns its standard output. A failure raises NotReady with what it said."""
    result = subprocess.run(arguments, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)
    if result.returncode != 0:
        raise NotReady(f"{' '.join(arguments)} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result.stdout


def make_certificate(name, key, certificate, *options, bits=2048):
    """An RSA key, and a certificate for it that is its own or, by `options`, somebody else's: two PEM files."""
    run("openssl", "req", "-x509", "-newkey", f"rsa:{bits}", "-nodes", "-sha256", "-days", "30", "-subj", f"/CN={name}",
        "-keyout", key, "-out", certificate, *options)


def wait_until(condition, what, seconds=20):
    """Returns when `condition()` is true; NotReady after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise NotReady(f"{what} did not happen within {seconds} s")
        time.sleep(0.01)


class Server:
    """One server program in a session of its own, its output in a log file."""

    def __init__(self, name, *arguments, user=None, environment=None):
        self.name = name
        self.log_path = f"{LOGS}/{name}.log"
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
        self.arguments = as_user + list(arguments)
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def start(self, ready, seconds=20):
        """Starts the program with an empty log and returns when `ready()` is true; NotReady when it ends before that."""
        os.makedirs(LOGS, exist_ok=True)
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=self.environment, start_new_session=True)
        try:
            wait_until(lambda: self.process.poll() is not None or ready(), f"the start of {self.name}", seconds)
        except NotReady as problem:
            raise NotReady(f"{problem}:\n{self.log()}") from None
        if self.process.poll() is not None:
            raise NotReady(f"{self.name} ended with {self.process.returncode}:\n{self.log()}")

    def stop(self):
        """Ends the program, politely first. Stopping what does not run is no error."""
        if self.process is None:
            return
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.process.wait()
        self.process = None

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def log(self):
        """The last 4000 characters it wrote."""
        with open(self.log_path, errors="replace") as log:
            return log.read()[-4000:]
