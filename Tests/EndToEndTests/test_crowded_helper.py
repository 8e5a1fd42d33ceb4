"""More connections than the helper can take: it outlives them."""
import socket
from contextlib import ExitStack

import requests

from World import host
from World.people import ALICE, SERVICE_ACCOUNT
from World.processes import run, wait_until

FILES = 40
CONNECTIONS = 80


def is_well():
    try:
        return requests.get(f"{host.BASE_URL}/health", timeout=10).ok
    except requests.RequestException:
        return False


def connected(family, address, connections):
    """Connects once, and stays connected for as long as `connections` is open."""
    client = connections.enter_context(socket.socket(family))
    client.setblocking(False)
    client.connect_ex(address)


def test_helper_outlives_running_out_of_files(world):
    helper = world.services.helper.process
    run("setpriv", f"--reuid={SERVICE_ACCOUNT}", f"--regid={SERVICE_ACCOUNT}", "--clear-groups",
        "prlimit", f"--pid={helper.pid}", f"--nofile={FILES}")

    with ExitStack() as connections:
        for _ in range(CONNECTIONS):
            connected(socket.AF_INET, ("127.0.0.1", host.HTTP_PORT), connections)
            connected(socket.AF_UNIX, host.LOGIN_SOCKET, connections)

    wait_until(is_well, "the helper's recovery")
    assert helper.poll() is None
    # Each listening socket takes a second's rest after a failed accept, longer than the module waits.
    wait_until(lambda: world.sign_in(ALICE).admitted, "a sign-in after the recovery")
