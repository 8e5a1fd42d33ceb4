"""Debian's sshd on loopback, asking PAM by keyboard-interactive and password methods, logging to the system log."""
import os
import socket

from .processes import Server, run

ADDRESS, PORT = "127.0.0.1", 2222
FOLDER = "/var/lib/world/sshd"


def listening(port):
    """Whether something answers on the loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESS, port)) == 0


class SSHServer:
    """Takes the host's own PAM stack, /etc/pam.d/sshd."""

    def __init__(self):
        self.server = Server("sshd", "/usr/sbin/sshd", "-D", "-f", f"{FOLDER}/sshd_config")

    def start(self):
        os.makedirs(FOLDER, exist_ok=True)
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{FOLDER}/hostkey")
        with open(f"{FOLDER}/sshd_config", "w") as file:
            file.write(f"""Port {PORT}
ListenAddress {ADDRESS}
HostKey {FOLDER}/hostkey
PidFile none
UsePAM yes
KbdInteractiveAuthentication yes
PasswordAuthentication yes
PubkeyAuthentication no
PermitRootLogin no
PrintMotd no
PrintLastLog no
UseDNS no
LoginGraceTime 300
LogLevel VERBOSE
""")
        self.server.start(lambda: listening(PORT))
