"""The shipped stack of cron: jobs of active members run, those of suspended ones do not, and nobody is asked."""
import os
import shutil

import pytest
from stacks import home, suspend

from World import host
from World.people import LOCAL_USER, OLIVIA
from World.processes import Server, wait_until

CRONTABS = "/var/spool/cron/crontabs"
BEGUN = "/run/crond.reboot"


@pytest.fixture(scope="module", autouse=True)
def stack():
    host.take_stacks("cron")


@pytest.fixture
def start_of_cron():
    """A function that starts the host's cron, which runs the jobs of `@reboot` at once. It is stopped after the test."""
    servers = []

    def start():
        if os.path.exists(BEGUN):
            os.unlink(BEGUN)
        servers.append(Server("cron", "/usr/sbin/cron", "-f", "-L", "7"))
        servers[-1].start(lambda: os.path.exists("/run/crond.pid"))
    yield start
    for server in servers:
        server.stop()
        if os.path.exists("/run/crond.pid"):
            os.unlink("/run/crond.pid")


def have_job(login):
    """A job of theirs; returns the file that it writes."""
    done = f"{home(login)}/job-done"
    if os.path.exists(done):
        os.unlink(done)
    host.write(f"{CRONTABS}/{login}", f"@reboot id -un > {done}\n")
    shutil.chown(f"{CRONTABS}/{login}", login, "crontab")
    os.chmod(f"{CRONTABS}/{login}", 0o600)
    return done


def ran(done):
    return os.path.exists(done) and os.path.getsize(done) > 0


def test_jobs_run_without_a_sign_in(stack_world, start_of_cron):
    stack_world.change("UPDATE member SET last_sso_at = NULL")
    jobs = [have_job(login) for login in ("alice", OLIVIA.login, LOCAL_USER.name)]

    start_of_cron()

    wait_until(lambda: all(map(ran, jobs)), "the jobs of alice, the owner and a local account")


def test_a_suspended_members_job_does_not_run_and_the_others_do(stack_world, start_of_cron):
    suspend(stack_world)
    hers, others = have_job("alice"), have_job(LOCAL_USER.name)

    start_of_cron()

    wait_until(lambda: ran(others), "the job of a local account")
    assert stack_world.log.wait_for(r"alice denied, row 3", stack_world.here), stack_world.log.since(stack_world.here)
    assert not ran(hers)


def test_a_service_that_is_taken_off_the_list_runs_nothing_for_members(stack_world, start_of_cron):
    stack_world.change("UPDATE member SET last_sso_at = NULL")
    settings = open(host.CONFIGURATION).read()
    stack_world.services.stop()
    host.append(host.CONFIGURATION, "non-interactive-services = atd\n")
    stack_world.services.start()
    try:
        hers, others = have_job("alice"), have_job(LOCAL_USER.name)
        start_of_cron()
        wait_until(lambda: ran(others), "the job of a local account")
        assert stack_world.log.wait_for(r"alice denied, row 19", stack_world.here)
        assert not ran(hers)
    finally:
        stack_world.services.stop()
        host.write(host.CONFIGURATION, settings)
        stack_world.services.start()
