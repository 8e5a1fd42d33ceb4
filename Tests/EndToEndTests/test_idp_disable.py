"""The identity provider switched off for a time, and on again as it was."""
import pexpect

from World.people import ALICE, OLIVIA
from World.world import IDP_NAME


def records(world):
    return [(entry["event"], entry["before"], entry["after"], entry["detail"])
            for entry in world.gatehouse.audit() if entry["event"] in ("idp.disable", "idp.enable")]


def test_disabled_it_lets_nobody_in_and_opens_the_owners_password_until_it_is_enabled(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("idp", "disable", IDP_NAME, "--yes", "--force")

    assert world.gatehouse.attempt("explain", ALICE.email).returncode == 1
    assert world.gatehouse.json("explain", OLIVIA.email)["outcome"].startswith("password")
    assert "disabled" in world.gatehouse("idp", "show", IDP_NAME)
    assert f"gatehouse idp enable {IDP_NAME}" in world.gatehouse("status")
    assert world.gatehouse.json("status")["identityProvider"]["enabled"] is False

    world.gatehouse("idp", "enable", IDP_NAME)

    assert world.gatehouse.json("idp", "show", IDP_NAME)["proven"]
    assert world.sign_in(ALICE).admitted
    assert records(world) == [("idp.disable", "on", "off", "by force, although single sign-on is required"),
                              ("idp.enable", "off", "on", "")]


def test_what_changes_nothing_is_not_recorded(world):
    world.gatehouse("idp", "enable", IDP_NAME)
    world.gatehouse("jit", "on")
    world.gatehouse("sso", "require", "on")
    assert not [entry for entry in world.gatehouse.audit()
                if entry["event"] in ("idp.enable", "jit", "sso.require") and entry["before"] == entry["after"]]


def test_it_is_guarded_as_removing_it_is(world):
    attempt = world.gatehouse.attempt("idp", "disable", IDP_NAME, "--yes")
    assert attempt.returncode == 1
    assert "gatehouse sso require off" in attempt.stderr and "--force" in attempt.stderr
    world.gatehouse("sso", "require", "off")
    assert "--yes" in world.gatehouse.attempt("idp", "disable", IDP_NAME).stderr
    assert world.gatehouse.json("idp", "show", IDP_NAME)["enabled"]


def test_a_pipe_answers_no_question(world):
    child = pexpect.spawn("sh", ["-c", f"yes {IDP_NAME} | gatehouse idp remove {IDP_NAME} --force"], timeout=30,
                          encoding="utf-8")
    child.expect(f"Type {IDP_NAME} to remove it: ")
    child.sendline("no")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 1
    assert world.gatehouse.json("idp", "show", IDP_NAME)["proven"]
