"""sssd on the private copy of the machine: it knows the copy's own accounts and answers from its cache of credentials."""
import os
import pathlib
import subprocess
import time

PACKAGES = pathlib.Path(__file__).parents[2] / ".build/peers/pam"
SOCKET = "/var/lib/sss/pipes/private/pam"
CONFIGURATION = """[sssd]
services = nss, pam
domains = bench
[domain/bench]
id_provider = proxy
proxy_lib_name = files
auth_provider = proxy
proxy_pam_target = sssd-target
access_provider = permit
cache_credentials = true
cached_auth_timeout = 3600
"""


def is_fetched():
    """Whether `make bench-deps` has downloaded it."""
    return any(PACKAGES.glob("sssd-common_*.deb"))


class SSSD:
    def __enter__(self):
        assert os.environ.get("GATEHOUSE_PRIVATE_HOST") == "1", "this unpacks packages over /: start it by make bench-pam"
        for package in sorted(PACKAGES.glob("*.deb")):
            files = subprocess.run(["dpkg", "--fsys-tarfile", package], check=True, capture_output=True).stdout
            subprocess.run(["tar", "-x", "--keep-directory-symlink", "-C", "/"], input=files, check=True)
        subprocess.run(["ldconfig"], check=True)
        pathlib.Path("/etc/pam.d/sssd-target").write_text("auth required pam_permit.so\naccount required pam_permit.so\n")
        configuration = pathlib.Path("/etc/sssd/sssd.conf")
        configuration.parent.mkdir(exist_ok=True)
        configuration.write_text(CONFIGURATION)
        configuration.chmod(0o600)
        self.process = subprocess.Popen(["/usr/sbin/sssd", "-i", "--logger=files"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not os.path.exists(SOCKET):
            assert self.process.poll() is None and time.monotonic() < deadline, "sssd does not start"
            time.sleep(0.05)
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()
