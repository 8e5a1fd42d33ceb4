"""The phases of PAM beside authentication: account, credentials, session, password."""
import time

import wire
from host_fixtures import ALICE, IGNORED, PERM_DENIED, SUCCESS
from responder import Helper


def test_after_a_sign_in_account_and_credentials_say_yes(login):
    with Helper(login.socket, wire.started(), wire.granted(b"alice", ALICE)):
        assert login("alice", "1", phases="ams").codes == [SUCCESS] * 3


def test_a_public_key_does_not_suffice_where_single_sign_on_is_required(login):
    result = login("alice", phases="m")
    assert result.codes == [PERM_DENIED] and "keyboard-interactive" in result.text


def test_a_public_key_suffices_where_it_is_not_required(login, store):
    store.run("UPDATE organisation SET sso_required = 0")
    assert login("alice", phases="m").codes == [SUCCESS]


def test_a_refused_sign_in_is_no_proof_in_the_account_phase(login):
    with Helper(login.socket, wire.refused(b"no")):
        assert login("alice", phases="am").codes == [PERM_DENIED, PERM_DENIED]


def test_a_later_failure_takes_an_earlier_proof_back(login):
    with Helper(login.socket, wire.started(), wire.granted(b"alice", ALICE), wire.refused(b"no")):
        assert login("alice", "1", phases="amam").codes == [SUCCESS, SUCCESS, PERM_DENIED, PERM_DENIED]


def test_a_proof_is_good_for_its_own_account_alone(login, store, log):
    store.run(f"UPDATE member SET last_sso_at = {int(time.time())}")
    signed_in = wire.started(), wire.granted(b"alice", ALICE)
    with Helper(login.socket, *signed_in, *signed_in, *signed_in):
        result = login("alice", "1", "owner", phases="aum")
        assert result.codes == [SUCCESS, PERM_DENIED] and "Another account" in result.text
        assert "owner denied: somebody else authenticated" in log()
        assert login("alice", "1", "plain", phases="aum").codes == [SUCCESS, IGNORED]
        assert login("alice", "1", "owner", "alice", phases="auum").codes == [SUCCESS, SUCCESS]
    for user in "plain", "not a name":
        assert login(user, "alice", phases="aum").codes == [IGNORED, PERM_DENIED]
    assert login("alice", phases="m").codes == [SUCCESS]


def test_a_suspended_member_is_stopped_in_the_account_phase_too(login, store):
    store.run("UPDATE member SET status = 2")
    for options in "", "account=status":
        assert login("alice", phases="m", options=options).codes == [PERM_DENIED]


def test_status_only_lets_active_members_through_without_a_proof(login):
    assert login("alice", phases="m", options="account=status").codes == [SUCCESS]


def test_credentials_say_yes_to_managed_people_in_another_process(login):
    assert login("alice", phases="s").codes == [SUCCESS]


def test_managed_people_have_no_password_to_change(login):
    result = login("alice", phases="t")
    assert result.codes == [PERM_DENIED] and "no password" in result.text
    assert login("owner", phases="t").codes == [IGNORED]
    assert login("plain", phases="t").codes == [IGNORED]


def test_an_unknown_option_is_logged_and_changes_nothing(login, log):
    assert login("plain", options="frobnicate timeout=0").codes == [IGNORED]
    lines = log()
    assert "unknown option or value, ignored: frobnicate" in lines and "ignored: timeout=0" in lines
