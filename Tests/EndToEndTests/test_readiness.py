"""What systemd is told: a service counts as started when it answers, and what is ordered behind it can rely on that."""
import contextlib
import os
import socket

import pytest

from World import host
from World.gatehouse import accepts
from World.processes import Server

NOTICES = "/run/notices"


@pytest.mark.parametrize("service, answers", [
    ("userdb", lambda: accepts(host.USERDB_SOCKET)),
    ("helper", lambda: accepts(host.LOGIN_SOCKET))])
def test_a_service_is_ready_when_it_answers_and_not_before(world, service, answers):
    ours = getattr(world.services, service)
    ours.stop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices, contextlib.ExitStack() as afterwards:
        notices.bind(NOTICES)
        afterwards.callback(os.unlink, NOTICES)
        os.chmod(NOTICES, 0o666)
        notices.settimeout(20)
        told = Server(f"{service}-told", *ours.arguments, environment={"NOTIFY_SOCKET": NOTICES})
        afterwards.callback(told.stop)
        told.start(lambda: True)

        assert notices.recv(100) == b"READY=1"

        assert answers()
