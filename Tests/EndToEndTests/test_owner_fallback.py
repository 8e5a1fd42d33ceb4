"""Single sign-on is not set up correctly: owners fall back to their password and are told why, members do not."""
from World.people import ALICE, IDP_PASSWORD, LOCAL_PASSWORD, OLIVIA
from World.terminal import Terminal, log_in
from World.world import IDP_NAME


def test_owner_without_identity_provider_logs_in_with_the_password_and_is_told_why(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")

    outcome = log_in("olivia", LOCAL_PASSWORD)

    assert outcome.admitted, outcome.screen
    assert "no identity provider is configured" in outcome.screen
    assert "uid=20002(olivia)" in outcome.screen


def test_owner_without_identity_provider_is_refused_with_a_wrong_password(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")

    assert not log_in("olivia", IDP_PASSWORD).admitted


def test_member_without_identity_provider_is_refused_unasked(world):
    assert world.sign_in(ALICE).admitted
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")

    outcome = log_in("alice", LOCAL_PASSWORD)

    assert not outcome.admitted
    assert "assword:" not in outcome.screen
    assert "Single sign-on isn't set up correctly" in outcome.screen


def test_owner_may_not_use_the_password_while_single_sign_on_works(world):
    terminal = Terminal("olivia")
    question = terminal.question()
    assert question.link
    terminal.answer(LOCAL_PASSWORD)
    while terminal.question() is not None:
        terminal.answer(LOCAL_PASSWORD)

    assert not terminal.outcome().admitted
    assert not log_in("olivia", LOCAL_PASSWORD, method="password").admitted


def test_owner_signs_in_by_sso_while_it_works(world):
    assert world.sign_in(OLIVIA).admitted


def test_fallback_is_in_the_audit_log_or_the_system_log(world):
    world.gatehouse("idp", "remove", IDP_NAME, "--yes", "--force")
    assert log_in("olivia", LOCAL_PASSWORD).admitted

    assert "no identity provider is configured" in world.reasons()
