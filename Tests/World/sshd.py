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


def make_key(path):
    """A key pair for ssh."""
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path)


class SSHServer:
    """Takes the PAM stack that has the program's name. Settings are lines of sshd_config; the first one of a name counts."""

    def __init__(self, name="sshd", port=PORT, settings=(), program="/usr/sbin/sshd"):
        self.name, self.port, self.settings = name, port, settings
        self.server = Server(name, program, "-D", "-f", f"{FOLDER}/{name}_config")

    def start(self):
        os.makedirs(FOLDER, exist_ok=True)
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        if not os.path.exists(f"{FOLDER}/hostkey"):
            make_key(f"{FOLDER}/hostkey")
        with open(f"{FOLDER}/{self.name}_config", "w") as file:
            file.write("".join(line + "\n" for line in self.settings) + f"""Port {self.port}
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
        self.server.start(lambda: listening(self.port))
