"""The host: Gatehouse installed on it as an administrator would, its accounts, its name service and its PAM stack."""
import os
import pathlib
import pwd
import shutil

from . import name_server
from .people import LOCAL_PASSWORD, LOCAL_USER, OWNER_ACCOUNT, SERVICE_ACCOUNT
from .processes import NotReady, make_certificate, run

SOURCE = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = "/etc/gatehouse/gatehouse.conf"
SAML_KEY = "/etc/gatehouse/saml.pem"
STORE_FOLDER = "/var/lib/gatehouse"
STORE = f"{STORE_FOLDER}/gatehouse.db"
BASE_URL = "http://127.0.0.1:8443"
HTTP_PORT = 8443
LOGIN_SOCKET = "/run/gatehouse/login.sock"
USERDB_SOCKET = "/run/gatehouse-userdb/socket"
GUEST, GUEST_UID = "guest", 20003


def prepare():
    """Accounts, name service and folders: what a host has before Gatehouse is configured."""
    if os.environ.get("GATEHOUSE_PRIVATE_HOST") != "1":
        raise NotReady("this would change the machine itself: start it through Tests/World/enter")
    shutil.rmtree("/home")
    os.mkdir("/home", 0o755)
    hashed = run("openssl", "passwd", "-6", LOCAL_PASSWORD).strip()
    for account in (LOCAL_USER, OWNER_ACCOUNT):
        home = f"/home/{account.name}"
        add_account(account.name, account.uid, account.full_name, home, "/bin/bash", hashed)
        os.mkdir(home, 0o700)
        os.chown(home, account.uid, account.uid)
    add_account(GUEST, GUEST_UID, "Anybody", "/home/guest", "/bin/bash", "*")
    os.mkdir("/home/guest")
    os.chown("/home/guest", GUEST_UID, GUEST_UID)
    shutil.rmtree("/etc/update-motd.d", ignore_errors=True)
    write("/etc/motd", "")
    write("/etc/ssh/ssh_config", "Host *\n  NoHostAuthenticationForLocalhost yes\n  NumberOfPasswordPrompts 1\n")
    write("/etc/nsswitch.conf", "passwd: files systemd\ngroup: files systemd\nshadow: files systemd\nhosts: files\n"
          "protocols: files\nservices: files\n")
    write("/etc/hosts", "127.0.0.1 localhost demo\n")
    make_service_provider_key()


def install():
    """What the README tells an administrator to do."""
    run("make", "--no-print-directory", "install", "DESTDIR=", "PREFIX=/usr", cwd=SOURCE)
    run("systemd-sysusers", "/usr/lib/sysusers.d/gatehouse.conf")
    run("systemd-tmpfiles", "--create", "/usr/lib/tmpfiles.d/gatehouse.conf")
    take_stacks("sshd")
    write(CONFIGURATION, f"""# The host of the demonstration.
base-url = {BASE_URL}
listen = 127.0.0.1:{HTTP_PORT}
dns-stub = . {name_server.ADDRESS}@{name_server.PORT}
dns-trust-anchor = {name_server.TRUST_ANCHOR}
dns-own-names = example
host-name = demo
signing-key = {SAML_KEY}
decryption-keys = {SAML_KEY}
""")
    shutil.chown(SAML_KEY, "root", SERVICE_ACCOUNT)


def take_stacks(*services):
    """Puts the shipped PAM stacks of some services into force."""
    for service in services:
        shutil.copyfile(f"/usr/share/doc/gatehouse/pam.d/{service}", f"/etc/pam.d/{service}")


def make_service_provider_key():
    """The key that signs requests and decrypts assertions, with its certificate."""
    os.makedirs(os.path.dirname(SAML_KEY), exist_ok=True)
    make_certificate("demo", SAML_KEY, f"{SAML_KEY}.crt", bits=3072)
    with open(f"{SAML_KEY}.crt") as certificate:
        append(SAML_KEY, certificate.read())
    os.chmod(SAML_KEY, 0o640)


def service_provider_certificate():
    """That certificate, base64 without line breaks."""
    with open(f"{SAML_KEY}.crt") as file:
        return "".join(line.strip() for line in file if "-----" not in line)


def add_account(name, uid, full_name, home, shell, hashed_password):
    """One account with a group of its own, in the host's own files."""
    append("/etc/passwd", f"{name}:x:{uid}:{uid}:{full_name}:{home}:{shell}\n")
    append("/etc/group", f"{name}:x:{uid}:\n")
    append("/etc/shadow", f"{name}:{hashed_password}:20000:0:99999:7:::\n")


def clear_homes():
    """Removes the home directories that sign-ins made."""
    for home in os.scandir("/home"):
        if home.name not in (LOCAL_USER.name, OWNER_ACCOUNT.name, GUEST):
            shutil.rmtree(home.path)


def passwd_line(login):
    """What an unprivileged person sees as `getent passwd LOGIN`; empty when there is nobody."""
    nobody = pwd.getpwnam("nobody").pw_uid
    look_up = 'getent passwd "$0" || true'
    return run("setpriv", f"--reuid={nobody}", "--clear-groups", "sh", "-c", look_up, login).strip()


def offer(command, module):
    """Makes a Python module of this package a command on the host."""
    path = f"/usr/local/bin/{command}"
    write(path, f'#!/bin/sh\nPYTHONPATH={SOURCE}/Tests exec /usr/bin/python3 -m {module} "$@"\n')
    os.chmod(path, 0o755)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def append(path, text):
    with open(path, "a") as file:
        file.write(text)
