"""Claiming and releasing a domain asks for the operator's password."""
import subprocess

import pytest

from World import administrator
from World.administrator import Administrator
from World.people import ALICE, DOMAIN, IDP_PASSWORD, LOCAL_PASSWORD, OLIVIA, OWNER_ACCOUNT
from World.processes import run
from World.terminal import log_in
from claims import NEW, PASSWORD, claim, refused_without_password, state, verify


@pytest.fixture
def owner(world):
    """The owner's account may run gatehouse with sudo, on a terminal."""
    administrator.allow()
    return world


def test_claim_on_a_terminal_asks_for_the_operators_password(owner):
    person = Administrator("domain", "claim", NEW)

    assert person.expect("olivia")
    assert person.expect(PASSWORD)
    person.answer(LOCAL_PASSWORD)

    assert person.status() == 0, person.screen
    assert "gatehouse-domain-verify=" in person.screen
    assert LOCAL_PASSWORD not in person.screen
    assert "password of olivia" in owner.gatehouse("audit")
    assert state(owner, NEW) == "pending"


def test_claim_with_a_wrong_password_claims_nothing(owner):
    person = Administrator("domain", "claim", NEW)
    assert person.expect(PASSWORD)
    person.answer(IDP_PASSWORD)

    assert person.status() == 1
    assert "Nothing was changed" in person.screen
    assert owner.gatehouse.attempt("domain", "show", NEW).returncode == 1


def test_claim_interrupted_at_the_password_claims_nothing_and_leaves_the_terminal_as_it_was(owner):
    person = Administrator("domain", "claim", NEW)
    assert person.expect(PASSWORD)
    person.interrupt()

    assert person.status() == 1
    assert "no password was given" in person.screen
    assert owner.gatehouse.attempt("domain", "show", NEW).returncode == 1


def test_password_is_corrected_while_it_is_typed(owner):
    person = Administrator("domain", "claim", NEW)
    assert person.expect(PASSWORD)
    person.answer("wrong\x15" + LOCAL_PASSWORD + "ü\x7f")

    assert person.status() == 0, person.screen


def test_root_without_a_terminal_is_not_asked(world):
    claim(world, NEW)

    assert "by root without a terminal" in world.gatehouse("audit")


def test_root_by_sudo_without_a_terminal_is_refused(owner):
    refused = subprocess.run(
        ["runuser", "-u", OWNER_ACCOUNT.name, "--", "setsid", "--wait", "sudo", "-n", "gatehouse", "domain", "claim", NEW],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/")

    assert refused.returncode == 1
    assert "needs a terminal" in refused.stderr
    assert owner.gatehouse.attempt("domain", "show", NEW).returncode == 1


def test_release_on_a_terminal_says_whom_it_shuts_out_and_asks_for_name_and_password(owner):
    assert owner.sign_in(ALICE).admitted
    person = Administrator("domain", "release", DOMAIN, "--force")
    assert person.expect(f"Type {DOMAIN} to release it: ")
    assert "2 members" in person.screen
    told = " ".join(person.screen.split())
    assert f"No way in is left for {ALICE.email}" in told
    assert f"A password is accepted from {OLIVIA.email}" in told
    person.answer(DOMAIN)
    assert person.expect(PASSWORD)
    person.answer(LOCAL_PASSWORD)

    assert person.status() == 0, person.screen
    assert state(owner) == "withdrawn"
    refused_without_password(ALICE)
    assert log_in(OLIVIA.login, LOCAL_PASSWORD).admitted


@pytest.mark.parametrize("name", ["", "yes", f"www.{DOMAIN}"])
def test_release_with_another_name_changes_nothing(owner, name):
    person = Administrator("domain", "release", DOMAIN, "--force")
    assert person.expect("to release it: ")
    person.answer(name)

    assert person.status() == 1
    assert state(owner) == "verified"


def test_release_in_a_script_needs_yes(world):
    refused = world.gatehouse.attempt("domain", "release", DOMAIN, "--force")

    assert refused.returncode == 1
    assert OLIVIA.email in refused.stderr
    assert "--yes" in refused.stderr
    assert state(world) == "verified"


def test_release_of_the_last_verified_domain_takes_force_while_single_sign_on_is_required(world):
    refused = world.gatehouse.attempt("domain", "release", DOMAIN, "--yes")

    assert refused.returncode == 1
    assert "last verified domain" in refused.stderr and "--force" in refused.stderr
    assert state(world) == "verified"
    world.name_server.set_txt(NEW, claim(world, NEW))
    assert verify(world) == 0
    world.gatehouse("domain", "release", DOMAIN, "--yes")
    forced = "forced: the last verified domain"
    assert forced not in " ".join(world.gatehouse("audit").split())
    world.gatehouse("domain", "release", NEW, "--yes", "--force")
    assert forced in " ".join(world.gatehouse("audit").split())


def test_operator_without_a_password_is_told_what_to_do(owner):
    run("usermod", "--lock", OWNER_ACCOUNT.name)
    try:
        person = Administrator("domain", "claim", NEW)
        assert person.expect(PASSWORD)
        assert f"{OWNER_ACCOUNT.name} has no password on this host" in person.screen
        person.answer(LOCAL_PASSWORD)

        assert person.status() == 1
        assert f"passwd {OWNER_ACCOUNT.name}" in person.screen
        assert owner.gatehouse.attempt("domain", "show", NEW).returncode == 1
    finally:
        run("usermod", "--unlock", OWNER_ACCOUNT.name)
