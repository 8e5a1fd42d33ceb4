"""Claimed domains: the operator's password, the life of a claim as people and logins meet it, and what goes wrong in DNS."""
import json
import signal
import subprocess
import time

import pytest

from World import administrator
from World.administrator import Administrator
from World.name_server import FORGED_DOMAIN
from World.people import ALICE, BOB, DOMAIN, IDP_PASSWORD, LOCAL_PASSWORD, OLIVIA, OWNER_ACCOUNT
from World.processes import run, wait_until
from World.terminal import log_in

MINUTE, HOUR, DAY = 60, 3600, 86400
NEW = f"new.{DOMAIN}"
PASSWORD = "Password: "


@pytest.fixture
def owner(world):
    """The owner's account may run gatehouse with sudo, on a terminal."""
    administrator.allow()
    return world


def state(world, domain=DOMAIN):
    return world.gatehouse.json("domain", "show", domain)["state"]


def look(world, after=MINUTE):
    """After some time the domain is looked up, by the helper when it is due, else by hand; returns the state then."""
    world.let_time_pass(after)
    looked = world.gatehouse.attempt("domain", "verify", DOMAIN)
    assert looked.returncode != 2, looked.stderr
    return state(world)


def verify(world, domain=NEW):
    """`domain verify` as soon as it may look again, which is before the helper does; returns its exit status."""
    world.let_time_pass(31)
    return world.gatehouse.attempt("domain", "verify", domain).returncode


def claim(world, domain):
    """Claims a domain; returns what its record has to say."""
    return world.gatehouse.json("domain", "claim", domain)["recordValue"]


def reclaim(world):
    """The domain given up and claimed again, its old record gone; returns what the new one has to say."""
    world.gatehouse("domain", "release", DOMAIN, "--yes", "--force")
    world.name_server.remove(DOMAIN)
    return claim(world, DOMAIN)


def reach_grace(world):
    """The record is taken out, and seen to be out four times."""
    world.name_server.remove(DOMAIN)
    for wait in (8 * HOUR, 5 * MINUTE, 30 * MINUTE, 2 * HOUR):
        assert state(world) == "verified"
        look(world, after=wait)
        assert "was not found the last" in world.gatehouse("domain", "show", DOMAIN) or state(world) == "grace"
    assert state(world) == "grace"


def refused_without_password(person):
    """The person is refused, and no password is asked for."""
    refused = log_in(person.login, LOCAL_PASSWORD)
    assert not refused.admitted
    assert "assword:" not in refused.screen


# The password.


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


# Names.


@pytest.mark.parametrize("typed, status, words", [
    ("co.uk", 1, "public suffix"), ("gmail.com", 1, "anybody can have an address"), ("corp.test", 1, "test is reserved"),
    ("alice@corp.example", 2, "corp.example"), ("corp", 2, "single label"), ("192.0.2.1", 2, "IP address"),
    ("*.corp.example", 2, "exactly one"), ("corp example.com", 2, "white space"),
])
def test_name_that_cannot_be_claimed_is_refused_with_the_reason(world, typed, status, words):
    refused = world.gatehouse.attempt("domain", "claim", typed)

    assert refused.returncode == status
    assert words in refused.stderr


def test_name_comes_to_one_form(world):
    claimed = world.gatehouse.json("domain", "claim", f"BÜCHER.{DOMAIN}.")

    assert claimed["domain"] == f"xn--bcher-kva.{DOMAIN}"
    assert claimed["unicode"] == f"bücher.{DOMAIN}"
    assert world.gatehouse.attempt("domain", "claim", f"xn--bcher-kva.{DOMAIN}").returncode == 1


def test_record_is_ready_to_paste(world):
    claimed = world.gatehouse.json("domain", "claim", NEW)
    panels = {panel["panel"]: panel for panel in claimed["panels"]}

    assert claimed["zone"] == DOMAIN
    assert panels["Cloudflare"]["name"] == "new"
    assert panels["Cloudflare"]["appendsZone"]
    assert panels["Cloudflare"]["value"] == claimed["recordValue"]
    assert panels["zone file"]["name"] == f"{NEW}."
    assert panels["zone file"]["value"] == f'"{claimed["recordValue"]}"'


# The life of a claim.


def test_claim_is_pending_then_verified_and_logins_follow(world):
    assert world.sign_in(ALICE).admitted
    record = reclaim(world)
    assert look(world) == "pending"
    refused_without_password(ALICE)
    assert not world.sign_in(BOB).admitted

    world.name_server.set_txt(DOMAIN, record)

    assert look(world) == "verified"
    assert world.sign_in(ALICE).admitted
    assert world.sign_in(BOB).admitted


def test_record_taken_out_leads_to_grace_and_back(world):
    assert world.sign_in(ALICE).admitted
    record = world.gatehouse.json("domain", "show", DOMAIN)["recordValue"]
    reach_grace(world)

    warned = world.sign_in(OLIVIA)
    unwarned = world.sign_in(ALICE)

    assert warned.admitted and unwarned.admitted
    assert f"{DOMAIN} unverifies in 7 days" in warned.screen
    assert "unverifies" not in unwarned.screen
    assert "unverifies in 7 days" in world.gatehouse("status")
    assert "unverifies in 7 days" in world.gatehouse("domain", "list")

    world.name_server.set_txt(DOMAIN, record)

    assert look(world) == "verified"
    assert "unverifies" not in world.sign_in(OLIVIA).screen
    story = world.gatehouse("domain", "show", DOMAIN)
    assert story.index("verified -> grace") < story.index("grace -> verified")


def test_record_left_out_for_a_week_lapses_and_opens_no_password(world):
    assert world.sign_in(ALICE).admitted
    record = world.gatehouse.json("domain", "show", DOMAIN)["recordValue"]
    reach_grace(world)
    for day in range(1, 8):
        assert state(world) == "grace", f"after {day} days"
        look(world, after=DAY)

    shown = world.gatehouse.json("domain", "show", DOMAIN)
    assert shown["state"] == "lapsed"
    refused_without_password(ALICE)
    assert not world.sign_in(BOB).admitted
    fallback = log_in(OLIVIA.login, LOCAL_PASSWORD)
    assert fallback.admitted
    assert "no claimed domain is verified" in fallback.screen

    world.name_server.set_txt(DOMAIN, record)

    assert look(world) == "verified"
    assert world.sign_in(ALICE).admitted


def test_days_that_nobody_looked_do_not_count(world):
    reach_grace(world)

    assert look(world, after=30 * DAY) == "grace"
    assert world.gatehouse.json("domain", "show", DOMAIN)["unverifiesInDays"] == 7


def test_domain_that_does_not_answer_is_not_unverified_for_days(world):
    world.name_server.withhold(DOMAIN)
    try:
        for _ in range(3):
            assert look(world, after=DAY) == "verified"
        shown = world.gatehouse.json("domain", "show", DOMAIN)
    finally:
        world.name_server.server.stop()
        world.name_server.serve()

    assert shown["silentSince"]
    assert shown["evidence"][-1]["outcome"] == "unknown"


def test_domain_that_does_not_answer_for_a_month_lapses(world):
    world.name_server.withhold(DOMAIN)
    try:
        assert look(world, after=DAY) == "verified"
        # Every day of four weeks is looked at in the same way.
        world.change("UPDATE claim SET silence_seconds = ? WHERE domain = ?", 30 * DAY - DAY - HOUR, DOMAIN)
        assert look(world, after=DAY) == "verified"
        assert look(world, after=DAY) == "lapsed"
    finally:
        world.name_server.server.stop()
        world.name_server.serve()

    assert not world.sign_in(BOB).admitted
    assert log_in(OLIVIA.login, LOCAL_PASSWORD).admitted


def test_claim_that_is_never_proven_expires_after_a_month_of_checks(world):
    claim(world, NEW)
    world.let_time_pass(30 * DAY)
    assert world.gatehouse.attempt("domain", "verify", NEW).returncode == 1
    assert state(world, NEW) == "pending"
    world.change("UPDATE claim SET checks = 85 WHERE domain = ?", NEW)
    assert verify(world) == 1

    assert state(world, NEW) == "expired"
    assert world.gatehouse.attempt("domain", "verify", NEW).returncode == 1
    assert f"gatehouse domain claim {NEW}" in world.gatehouse.attempt("domain", "explain", NEW).stderr


def test_host_without_dns_holds_that_against_no_domain_and_says_so_once(world):
    checked = world.gatehouse.json("domain", "show", DOMAIN)
    world.name_server.server.stop()
    try:
        world.let_time_pass(DAY)
        wait_until(lambda: world.gatehouse.json("status")["lookUpFailure"], "the helper's own check", seconds=60)
        by_hand = world.gatehouse.attempt("domain", "verify", DOMAIN)
        explained = world.gatehouse.attempt("domain", "explain", DOMAIN)
        shown = world.gatehouse.json("domain", "show", DOMAIN)
        status = world.gatehouse("status")
    finally:
        world.name_server.serve()

    assert shown["silentSince"] is None
    assert len(shown["evidence"]) == len(checked["evidence"])
    assert by_hand.returncode == explained.returncode == 3
    for text in (by_hand.stderr, explained.stderr, status):
        assert "no new answer from the DNS" in " ".join(text.split())
    assert world.services.helper.log().count("domains cannot be looked up") == 1
    assert look(world) == "verified"
    wait_until(lambda: world.gatehouse.json("status")["lookUpFailure"] is None, "the helper's news", seconds=60)


def test_helper_stops_at_once_while_a_server_is_silent(world):
    world.let_time_pass(DAY)
    world.name_server.server.signal(signal.SIGSTOP)
    try:
        time.sleep(2)  # the helper looks every second; nothing tells from outside that it waits for DNS
        began = time.monotonic()
        world.services.helper.stop()
        assert time.monotonic() - began < 2
    finally:
        world.name_server.server.signal(signal.SIGCONT)


def test_helper_that_is_killed_while_a_server_is_silent_looks_again_and_tells_once(world):
    told = len([check for check in world.gatehouse.audit("domain.check") if "pending -> verified" in check["detail"]])
    record = reclaim(world)
    world.name_server.set_txt(DOMAIN, record)
    world.name_server.server.signal(signal.SIGSTOP)
    try:
        world.let_time_pass(MINUTE)
        time.sleep(2)  # as above
        world.services.helper.signal(signal.SIGKILL)
        world.services.stop()
    finally:
        world.name_server.server.signal(signal.SIGCONT)
    shown = world.gatehouse.json("domain", "show", DOMAIN)
    assert (shown["state"], shown["evidence"]) == ("pending", [])

    world.services.start()
    wait_until(lambda: state(world) == "verified", "the check of the new helper", seconds=60)

    verified = [check for check in world.gatehouse.audit("domain.check") if "pending -> verified" in check["detail"]]
    assert len(verified) == told + 1
    assert len(world.gatehouse.json("domain", "show", DOMAIN)["evidence"]) == 1


def test_helper_looks_by_itself(world):
    record = reclaim(world)
    world.name_server.set_txt(DOMAIN, record)
    world.let_time_pass(MINUTE)

    wait_until(lambda: state(world) == "verified", "the helper's own check", seconds=60)

    assert world.sign_in(BOB).admitted


def test_verify_is_a_yes_or_a_no(world):
    record = claim(world, NEW)
    assert verify(world) == 1
    world.name_server.set_txt(f"_gatehouse-challenge.{NEW}", record)

    assert verify(world) == 0
    assert world.gatehouse.json("domain", "list")["domains"][1]["state"] == "verified"


def test_verify_looks_once_in_30_seconds(world):
    claim(world, NEW)
    assert world.gatehouse.attempt("domain", "verify", NEW).returncode == 1

    again = world.gatehouse.attempt("domain", "verify", NEW)

    assert again.returncode == 3
    assert "Try again in" in again.stderr


def test_released_and_claimed_again_takes_a_new_record(world):
    old = world.gatehouse.json("domain", "show", DOMAIN)["recordValue"]
    world.gatehouse("domain", "release", DOMAIN, "--yes", "--force")

    assert claim(world, DOMAIN) != old
    assert look(world) == "pending"


# What is wrong.


def explained(world, domain):
    """`domain explain` of a broken zone: the first finding."""
    result = world.gatehouse.attempt("domain", "explain", domain, "--json")
    assert result.returncode == 1, result.stdout + result.stderr
    explanation = json.loads(result.stdout)
    assert not explanation["present"]
    return explanation["findings"][0]


def test_explain_finds_a_doubled_zone_name(world):
    world.name_server.set_txt(f"{NEW}.{DOMAIN}", claim(world, NEW))

    finding = explained(world, NEW)

    assert f"{DOMAIN} was appended" in finding["problem"]
    assert f"without .{DOMAIN}" in finding["advice"]


def test_explain_finds_quotation_marks_in_the_value(world):
    world.name_server.set_txt(NEW, f'"{claim(world, NEW)}"')

    assert "quotation marks" in explained(world, NEW)["problem"]


def test_explain_finds_the_token_of_an_older_claim(world):
    world.name_server.set_txt(NEW, claim(world, NEW))
    world.gatehouse("domain", "release", NEW, "--yes")
    claim(world, NEW)

    assert "older claim" in explained(world, NEW)["problem"]


def test_explain_finds_the_record_at_www(world):
    world.name_server.set_txt(f"www.{NEW}", claim(world, NEW))

    finding = explained(world, NEW)

    assert f"www.{NEW}" in finding["problem"]
    assert NEW in finding["advice"]


def test_explain_finds_a_truncated_token(world):
    world.name_server.set_txt(NEW, claim(world, NEW)[:-7])

    assert "end of the token is missing" in explained(world, NEW)["problem"]


def test_explain_says_when_a_remembered_no_ends(world):
    claim(world, NEW)
    explanation = json.loads(world.gatehouse.attempt("domain", "explain", NEW, "--json").stdout)

    assert any("Resolvers may repeat" in finding["problem"] and "UTC" in finding["advice"]
               for finding in explanation["findings"])


def test_explain_finds_a_cname_in_the_way(world):
    world.name_server.set_txt(f"elsewhere.{DOMAIN}", claim(world, NEW))
    world.name_server.set_alias(NEW, f"elsewhere.{DOMAIN}")

    finding = explained(world, NEW)

    assert "CNAME" in finding["problem"]
    assert "_gatehouse-challenge" in finding["advice"]
    assert f"_gatehouse-challenge.{NEW}.  TXT" in world.gatehouse.attempt("domain", "explain", NEW).stdout
    assert verify(world) == 1


def test_explain_finds_broken_dnssec(world):
    claim(world, FORGED_DOMAIN)

    assert "DNSSEC" in explained(world, FORGED_DOMAIN)["problem"]
    assert verify(world, FORGED_DOMAIN) == 1


def test_explain_of_a_record_in_its_place_is_a_yes(world):
    text = world.gatehouse("domain", "explain", DOMAIN)

    assert "The record stands" in text
