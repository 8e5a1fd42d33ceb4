"""The life of a claim, as people and logins meet it."""
import signal
import time

from World.people import ALICE, BOB, DOMAIN, LOCAL_PASSWORD, OLIVIA
from World.processes import wait_until
from World.terminal import log_in
from claims import DAY, HOUR, MINUTE, NEW, claim, look, reach_grace, reclaim, refused_without_password, state, verify


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
