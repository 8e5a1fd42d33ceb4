"""The settings for sshd that are shipped."""
import contextlib
import os
import shutil
import socket

import pytest

from World import host, sshd
from World.people import ALICE
from World.processes import run
from World.sshd import SSHServer
from World.terminal import Terminal

SHIPPED = "/usr/share/doc/gatehouse/sshd.conf"
PORT = 2226


@pytest.fixture
def shipped_server(stack_world):
    server = SSHServer("sshd-shipped", PORT, [f"Include {SHIPPED}"])
    server.start()
    yield server
    server.server.stop()


def test_somebody_signs_in_while_forty_others_still_do(stack_world, shipped_server):
    with contextlib.ExitStack() as waiting:
        for _ in range(40):
            one = waiting.enter_context(socket.create_connection((sshd.ADDRESS, PORT), timeout=20))
            assert one.recv(4) == b"SSH-"

        assert stack_world.complete(ALICE, Terminal("alice", port=PORT)).outcome().admitted


def test_the_shipped_settings_come_before_those_of_others(stack_world):
    folder = "/etc/ssh/sshd_config.d"
    os.makedirs(folder, exist_ok=True)
    shutil.copyfile(SHIPPED, f"{folder}/10-gatehouse.conf")
    host.write(f"{folder}/50-cloud-init.conf", "PasswordAuthentication yes\n")
    try:
        settings = run("/usr/sbin/sshd", "-T", "-h", f"{sshd.FOLDER}/hostkey").lower().splitlines()
    finally:
        os.unlink(f"{folder}/10-gatehouse.conf")
        os.unlink(f"{folder}/50-cloud-init.conf")

    assert "passwordauthentication no" in settings and "kbdinteractiveauthentication yes" in settings
    assert "logingracetime 660" in settings and "maxstartups 100:30:1000" in settings
