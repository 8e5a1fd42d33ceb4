"""The organisation's switches and claimed domains, as they act on real logins."""
import pytest

from World import host
from World.browser import Browser
from World.gatehouse import CommandLine, unfolded
from World.people import ALICE, DOMAIN, LOCAL_PASSWORD
from World.terminal import Terminal, log_in

gatehouse = CommandLine()


@pytest.mark.usefixtures("nobody_is_created")
def test_without_just_in_time_provisioning_a_new_person_is_refused(world):
    world.gatehouse("jit", "off")

    outcome = world.sign_in(ALICE)

    assert not outcome.admitted
    assert host.passwd_line("alice") == ""


def test_without_just_in_time_provisioning_a_member_signs_in(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("jit", "off")

    assert world.sign_in(ALICE).admitted


def test_switch_turned_off_during_the_sign_in_counts(world):
    terminal = Terminal("alice")
    link = terminal.question().link
    world.gatehouse("jit", "off")

    page = Browser(ALICE).sign_in(link)

    assert 400 <= page.status < 500
    assert host.passwd_line("alice") == ""


def test_member_of_a_released_domain_is_refused(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("domain", "release", DOMAIN, "--yes", "--force")

    outcome = world.sign_in(ALICE)

    assert not outcome.admitted
    assert "assword:" not in outcome.screen


def test_domain_is_pending_until_the_record_is_in_dns(world):
    world.gatehouse("domain", "claim", "other.corp.example")

    assert world.gatehouse.attempt("domain", "verify", "other.corp.example").returncode == 1
    assert "pending" in world.gatehouse("domain", "list")


def test_password_method_of_sshd_is_refused_for_a_member(world):
    assert world.sign_in(ALICE).admitted

    outcome = log_in("alice", LOCAL_PASSWORD, method="password")

    assert not outcome.admitted


def test_explain_names_the_row(world):
    assert world.sign_in(ALICE).admitted

    assert world.gatehouse.json("explain", "alice", "--method", "sso")["row"] == 8
    assert world.gatehouse.json("explain", "bob", "--method", "sso")["row"] == 9
    refused = world.gatehouse.attempt("explain", "alice", "--method", "password", "--json")
    assert refused.returncode == 1


def test_status_shows_switches_domain_and_identity_provider(world):
    text = world.gatehouse("status")

    for word in (DOMAIN, "verified", "JIT", "SSO"):
        assert word.lower() in text.lower()


def test_postback_url_and_metadata_are_what_the_identity_provider_was_given(world):
    assert world.gatehouse("postback-url").strip() == world.idp.postback_url
    metadata = world.gatehouse("sp-metadata")
    assert f'entityID="{world.idp.sp_entity_id}"' in metadata
    assert f'Location="{world.idp.postback_url}"' in metadata


@pytest.mark.parametrize("status", ["suspend", "remove"])
def test_who_is_suspended_or_removed_is_refused_unasked_and_keeps_the_account(world, status):
    assert world.sign_in(ALICE).admitted
    before = host.passwd_line("alice")
    world.gatehouse("member", status, ALICE.email)

    outcome = log_in("alice", LOCAL_PASSWORD)

    assert not outcome.admitted
    assert "not active" in outcome.screen
    assert "assword:" not in outcome.screen
    assert host.passwd_line("alice") == before


def test_restored_member_signs_in_again(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("member", "suspend", ALICE.email)
    world.gatehouse("member", "restore", ALICE.email)

    assert world.sign_in(ALICE).admitted


def test_last_owner_cannot_be_suspended(world):
    assert world.gatehouse.attempt("member", "suspend", "olivia@corp.example").returncode == 1


@pytest.mark.parametrize("line, words", [
    ("base-url = https://login.example.com/", "take away what follows the host: https://login.example.com"),
    ("base-url = https://login.example.com/a?b#c", "take away what follows the host: https://login.example.com"),
    ("base-url = login.example.com", "is no URL like https://login.example.com"),
    ("host-name = web1", "base-url: is not set"),
    ("decryption-keys = /etc/a.pem, /etc/b.pem", "separate the files with blanks"),
])
def test_mistake_in_the_settings_names_the_file_that_was_read(tmp_path, line, words):
    file = tmp_path / "c.conf"
    file.write_text(line + "\n")

    attempt = gatehouse.attempt("postback-url", "--config", str(file))

    assert attempt.returncode == 3
    assert words in unfolded(attempt.stderr)
    assert attempt.stderr.startswith(f"gatehouse: {file}:")


@pytest.mark.parametrize("url, warned", [
    ("http://login.example.com", True), ("http://127.0.0.1.example.com", True), ("http://127.0.0.1:8443", False),
    ("http://[::1]:8443", False), ("http://localhost", False), ("https://login.example.com", False),
])
def test_sign_in_pages_without_encryption_are_warned_about_but_on_loopback(tmp_path, url, warned):
    file = tmp_path / "c.conf"
    file.write_text(f"base-url = {url}\n")

    attempt = gatehouse.attempt("postback-url", "--config", str(file))

    assert attempt.returncode == 0
    assert attempt.stdout == f"{url}/saml/acs\n"
    assert ("without encryption" in attempt.stderr) is warned
