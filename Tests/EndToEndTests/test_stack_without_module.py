"""The shipped stacks while the module cannot be loaded: root gets in everywhere, members and enrolled accounts nowhere."""
import glob
import os

import pytest
from stacks import SHELL, run_as

from World import host
from World.people import LOCAL_PASSWORD, LOCAL_USER, OLIVIA
from World.processes import Server, run, wait_until
from World.sshd import SSHServer
from World.terminal import Program, Terminal

ROOT_PORT = 2225


@pytest.fixture(scope="module", autouse=True)
def stacks():
    host.take_stacks("login", "su", "sudo", "cron")
    run("usermod", "-p", run("openssl", "passwd", "-6", LOCAL_PASSWORD).strip(), "root")


@pytest.fixture(autouse=True)
def without_module(stack_world):
    """What is left of an installation when a library that the module needs is gone."""
    [module] = glob.glob("/usr/lib/*/security/pam_gatehouse.so")
    os.rename(module, f"{module}.away")
    yield
    os.rename(f"{module}.away", module)


@pytest.mark.parametrize("login, enters", [("root", True), (OLIVIA.login, False), ("alice", False)])
def test_only_root_logs_in_on_a_terminal(login, enters):
    terminal = Program("login", login)
    if enters:
        terminal.question()
        terminal.answer(LOCAL_PASSWORD)
        terminal.expect(SHELL)
        terminal.answer("id -un; exit")
        assert f"\n{login}\n" in terminal.outcome().screen
    else:
        assert "assword" not in terminal.expect("ncorrect|failure|unknown")
        terminal.child.close(force=True)


@pytest.mark.parametrize("login, enters", [("root", True), (OLIVIA.login, False), ("alice", False)])
def test_only_root_comes_by_ssh(login, enters):
    server = SSHServer("sshd-root", ROOT_PORT, ["PermitRootLogin yes"])
    server.start()
    try:
        terminal = Terminal(login, command="id -un", port=ROOT_PORT)
        while terminal.question() is not None:
            terminal.answer(LOCAL_PASSWORD)
        assert terminal.outcome().admitted is enters
    finally:
        server.server.stop()


def test_root_is_asked_for_by_su_and_becomes_who_is_the_systems_own():
    terminal = run_as(host.GUEST, "su", "-c", "id -un")
    assert "assword" in terminal.question().text
    terminal.answer(LOCAL_PASSWORD)
    assert terminal.outcome().screen.rstrip().endswith("root")

    assert Program("su", "-s", "/bin/sh", "daemon", "-c", "id -un").outcome().screen.strip() == "daemon"
    assert not Program("su", "alice", "-c", "id -un").outcome().admitted


def test_root_uses_sudo():
    outcome = Program("sudo", "-u", LOCAL_USER.name, "id", "-un").outcome()

    assert outcome.admitted and outcome.screen.strip() == LOCAL_USER.name


def test_the_hosts_own_jobs_run_and_a_members_do_not():
    jobs = {login: f"/var/tmp/job-of-{login}" for login in ("root", "alice")}
    host.write("/etc/cron.d/world", "".join(f"@reboot {login} touch {done}\n" for login, done in jobs.items()))
    if os.path.exists("/run/crond.reboot"):
        os.unlink("/run/crond.reboot")
    cron = Server("cron", "/usr/sbin/cron", "-f", "-L", "7")
    cron.start(lambda: os.path.exists("/run/crond.pid"))
    try:
        wait_until(lambda: os.path.exists(jobs["root"]), "root's job")
    finally:
        cron.stop()
        os.unlink("/run/crond.pid")
        os.unlink("/etc/cron.d/world")
    assert not os.path.exists(jobs["alice"])
