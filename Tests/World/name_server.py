"""The authoritative DNS server of the world: NSD with a private root, signed, that delegates an unsigned domain, whose
records come and go, and a signed one whose signatures are broken."""
import os
import subprocess
import time

from .people import DOMAIN
from .processes import Server, run, wait_until

ADDRESS, PORT = "127.0.0.1", 5453
FOLDER = "/var/lib/world/dns"
TRUST_ANCHOR = f"{FOLDER}/root.key"
FORGED_DOMAIN = "forged.example"
ZONES = {".": "root.zone", DOMAIN: "domain.zone", FORGED_DOMAIN: "forged.zone"}


class NameServer:
    """Answers for the root, DOMAIN and FORGED_DOMAIN; records of DOMAIN come and go at once."""

    def __init__(self):
        self.records, self.remembered = {}, {}
        self.serial = int(time.time())
        self.server = Server("nsd", "/usr/sbin/nsd", "-d", "-c", f"{FOLDER}/nsd.conf")

    def start(self):
        os.makedirs(FOLDER, exist_ok=True)
        delegated = [f"{zone}. NS ns.{zone}.\nns.{zone}. A {ADDRESS}" for zone in (DOMAIN, FORGED_DOMAIN)]
        self._write("root.unsigned", ".", delegated + [self._forge()])
        keys = [run("ldns-keygen", "-a", "ECDSAP256SHA256", *kind, ".", cwd=FOLDER).strip() for kind in (["-k"], [])]
        with open(f"{FOLDER}/{keys[0]}.key") as public, open(TRUST_ANCHOR, "w") as anchor:
            anchor.write(public.read())
        run("ldns-signzone", "-o", ".", "-f", "root.zone", "root.unsigned", *keys, cwd=FOLDER)
        self._write("domain.zone", f"{DOMAIN}.", [])
        self.serve()

    def serve(self, zones=ZONES):
        """Starts the server with these zones, as they are."""
        self._configure(zones)
        self.server.start(lambda: self._ask("SOA", ".") != "")

    def withhold(self, zone):
        """Starts the server anew without a zone that it still delegates to itself."""
        self.server.stop()
        self.serve({name: file for name, file in ZONES.items() if name != zone})

    def set_txt(self, name, text):
        """Makes `text` the one TXT record at `name`; returns when the server gives it out."""
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        self._put(name, f'TXT "{escaped}"')

    def set_alias(self, name, target):
        """Makes `name` a CNAME; returns when the server gives it out."""
        self._put(name, f"CNAME {target}.")

    def remove(self, name):
        """No record at `name` any more; returns when the server has taken that."""
        self.records.pop(name.rstrip("."), None)
        self._publish()

    def remember(self):
        """Keeps the records as they are, for `recall`."""
        self.remembered = dict(self.records)

    def recall(self):
        """The remembered records again."""
        if self.records != self.remembered:
            self.records = dict(self.remembered)
            self._publish()

    def _put(self, name, record):
        self.records[name.rstrip(".")] = record
        self._publish()

    def _publish(self):
        self.serial += 1
        self._write("domain.zone", f"{DOMAIN}.", [f"{name}. {record}" for name, record in self.records.items()])
        run("nsd-control", "-c", f"{FOLDER}/nsd.conf", "reload", DOMAIN)
        wait_until(lambda: str(self.serial) in self._ask("SOA").split(), "the new zone")

    def _forge(self):
        """A zone that was changed after it was signed; returns the DS record that vouches for what it was."""
        self._write("forged.unsigned", f"{FORGED_DOMAIN}.", [f'{FORGED_DOMAIN}. TXT "what was signed"'])
        key = run("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", FORGED_DOMAIN, cwd=FOLDER).strip()
        run("ldns-signzone", "-o", FORGED_DOMAIN, "-f", "forged.zone", "forged.unsigned", key, cwd=FOLDER)
        with open(f"{FOLDER}/forged.zone") as zone:
            signed = zone.read()
        with open(f"{FOLDER}/forged.zone", "w") as zone:
            zone.write(signed.replace("what was signed", "what was not"))
        with open(f"{FOLDER}/{key}.ds") as digest:
            return digest.read()

    def _write(self, file, origin, lines):
        dot = "" if origin == "." else "."
        head = ["$TTL 1", f"{origin} SOA ns{dot}{origin} host{dot}{origin} {self.serial} 3600 600 86400 1",
                f"{origin} NS ns{dot}{origin}", f"ns{dot}{origin} A {ADDRESS}"]
        with open(f"{FOLDER}/{file}", "w") as zone:
            zone.write("\n".join(head + lines) + "\n")

    def _configure(self, zones):
        with open(f"{FOLDER}/nsd.conf", "w") as file:
            file.write(f"""server:
  ip-address: {ADDRESS}@{PORT}
  username: root
  chroot: ""
  zonesdir: "{FOLDER}"
  database: ""
  pidfile: "{FOLDER}/nsd.pid"
  xfrdfile: "{FOLDER}/xfrd.state"
  zonelistfile: "{FOLDER}/zone.list"
  server-count: 1
  do-ip6: no
  rrl-ratelimit: 0
remote-control:
  control-enable: yes
  control-interface: "{FOLDER}/control"
""" + "".join(f'zone:\n  name: "{name}"\n  zonefile: "{zone}"\n' for name, zone in zones.items()))

    def _ask(self, kind, name=DOMAIN):
        answer = subprocess.run(["dig", "+short", "+time=1", "+tries=1", f"@{ADDRESS}", "-p", str(PORT), name,
                                 kind], capture_output=True, text=True)
        return answer.stdout if answer.returncode == 0 else ""
