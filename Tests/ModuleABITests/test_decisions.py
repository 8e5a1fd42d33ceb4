"""What the module decides without a helper, and without a store."""
import os
import socket

import pytest

import wire
from host_fixtures import ALICE, IGNORED, OWNER, PERM_DENIED, UNAVAILABLE
from responder import Helper


@pytest.mark.parametrize("user", ["root", "daemon", "plain", "nobody-of-that-name", "-x"])
def test_an_account_that_is_not_ours_is_left_alone_and_no_socket_touched(login, user):
    with Helper(login.socket) as helper:
        result = login(user, phases="ams")
    assert result.codes == [IGNORED] * 3 and result.messages == []
    assert helper.requests == helper.reports == []


def test_a_name_that_is_none_of_ours_in_our_range_is_denied(login):
    assert login("odd!name").codes == [PERM_DENIED]


def test_a_refusal_by_the_rule_asks_nothing_and_is_reported(login, store, log):
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")
    with Helper(login.socket) as helper:
        result = login("alice", "1", phases="a")
    assert result.codes == [PERM_DENIED] and result.prompts == []
    assert "not active" in result.text
    assert helper.reports == [[b"alice", ALICE, b"own", b"203.0.113.7", b"ssh", 3, 0x4E4F4E4F]]
    assert "row 3" in log()


def test_a_refusal_by_the_rule_does_not_wait_for_the_audit_log(login, store):
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(login.socket)
    listener.listen(5)
    result = login("alice")
    listener.close()
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 1000


def test_an_unverified_domain_is_denied_without_naming_it(login, store, log):
    store.run("UPDATE claim SET state = 1")
    result = login("alice")
    assert result.codes == [PERM_DENIED]
    assert "corp.example" not in result.text and "corp.example" in log()


def test_an_owner_falls_back_to_the_password_and_is_told_why(login, store):
    store.break_sso()
    with Helper(login.socket) as helper:
        result = login("owner")
    assert result.codes == [IGNORED]
    assert result.messages == [("info", "A password is accepted because no identity provider is configured.")]
    assert helper.reports == [[b"owner", OWNER, b"own", b"203.0.113.7", b"ssh", 14, 0x49474E52]]


def test_a_member_without_a_way_in_is_denied_without_a_question(login, store):
    store.break_sso()
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.prompts == []


def test_enter_uses_the_password_where_it_may(login, store):
    store.run("UPDATE organisation SET sso_required = 0")
    with Helper(login.socket, wire.started()) as helper:
        result = login("owner", "")
    assert result.codes == [IGNORED] and "press Enter" in result.prompts[0]
    assert helper.reports[0][5] == 12


def test_a_dead_helper_leaves_the_password_where_it_may_be_used(login, store):
    store.run("UPDATE organisation SET sso_required = 0")
    result = login("owner")
    assert result.codes == [IGNORED] and "unavailable" in result.text


def test_a_dead_helper_opens_no_password_where_single_sign_on_is_required(login):
    result = login("owner")
    assert result.codes == [PERM_DENIED] and result.messages == [("error", UNAVAILABLE)]


@pytest.mark.parametrize("how", ["missing", "empty", "garbage", "link", "world-writable"])
def test_without_a_store_managed_people_are_denied_and_others_left_alone(login, store, log, how):
    store.db.close()
    if how != "world-writable":
        os.unlink(store.path)
    if how == "world-writable":
        os.chmod(store.path, 0o666)
    elif how == "link":
        os.symlink("/etc/passwd", store.path)
    elif how != "missing":
        with open(store.path, "wb") as file:
            file.write({"empty": b"", "garbage": b"x" * 5000}[how])
    for phases in "a", "m":
        denied = login("alice", phases=phases)
        assert denied.codes == [PERM_DENIED] and denied.messages == [("error", UNAVAILABLE)]
        assert "alice: store: " in log()
        assert login("owner", phases=phases).codes == [IGNORED]
        assert "owner: store: " in log()
        assert login("owner", phases=phases, options="store-failure=deny").codes == [PERM_DENIED]
        assert login("root", phases=phases, options="store-failure=deny").codes == [IGNORED]


def test_a_locked_store_is_waited_for_only_briefly(login, store):
    store.run("PRAGMA locking_mode = EXCLUSIVE")
    store.run("BEGIN EXCLUSIVE")
    result = login("alice")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 3000
