"""The shipped pam_gatehouse.so inside the real libpam, with a helper that follows a script."""
import os
import socket
import struct
import subprocess
import time

import pytest

import wire
from host_fixtures import ALICE, AUTH_ERR, IGNORED, MODULE, OWNER, PERM_DENIED, STRANGER, SUCCESS
from wire import Helper

UNAVAILABLE = "Sign-in service unavailable on this host."


def test_exports_the_six_entry_points_and_needs_three_libraries():
    names = subprocess.run(["nm", "-D", "--defined-only", MODULE], check=True, capture_output=True, text=True).stdout
    assert sorted(line.split()[-1] for line in names.splitlines()) == sorted(
        "pam_sm_" + name for name in
        ["authenticate", "setcred", "acct_mgmt", "open_session", "close_session", "chauthtok"])
    dynamic = subprocess.run(["readelf", "-d", MODULE], check=True, capture_output=True, text=True).stdout
    needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "(NEEDED)" in line]
    assert sorted(needed) == ["libc.so.6", "libpam.so.0", "libsqlite3.so.0"]
    assert "NODELETE" in dynamic and "BIND_NOW" in dynamic


# --- signing in ---

def test_a_member_signs_in_with_the_code(login):
    with Helper(login.socket, wire.started(), wire.granted(b"alice", ALICE)) as helper:
        result = login("alice", " 123456 ")
    assert result.codes == [SUCCESS]
    assert helper.requests == [
        (wire.BEGIN, [b"alice", ALICE, b"own", b"203.0.113.7", b"ssh"]),
        (wire.REDEEM, [b"K7QM-2D", b"123456", b"alice", ALICE])]
    assert len(result.prompts) == 1 and result.messages[0][0] == "prompt"
    prompt = result.prompts[0]
    assert prompt.startswith("\n") and "\nhttps://host.example/s/K7QM-2D\n" in prompt
    assert "K7QM-2D" in prompt and "alice" in prompt and "5 minutes" in prompt and "password" not in prompt
    assert result.user == "alice"


def test_somebody_unknown_signs_in_where_people_are_created(login):
    with Helper(login.socket, wire.started(), wire.granted(b"stranger", STRANGER)):
        assert login("stranger", "1").codes == [SUCCESS]


def test_a_wrong_code_is_asked_for_again_and_the_right_one_accepted(login):
    with Helper(login.socket, wire.started(), wire.wrong_code(2), wire.wrong_code(1), wire.granted(b"alice", ALICE)):
        result = login("alice", "1", "2", "3")
    assert result.codes == [SUCCESS]
    assert "2 tries left" in result.prompts[1] and "1 try left" in result.prompts[2]


@pytest.mark.parametrize("left", [0, 200])
def test_three_wrong_codes_end_it_whatever_the_helper_says(login, log, left):
    with Helper(login.socket, wire.started(), wire.wrong_code(2), wire.wrong_code(1), wire.wrong_code(left)):
        result = login("alice", "1", "2", "3", "4")
    assert result.codes == [AUTH_ERR] and len(result.prompts) == 3
    assert "alice denied: wrong code" in log()


def test_an_answer_that_cannot_be_a_code_is_not_sent(login):
    with Helper(login.socket, wire.started()) as helper:
        result = login("alice", "", "x" * 33, "y" * 400)
    assert result.codes == [AUTH_ERR]
    assert len(helper.requests) == 1


def test_a_refusal_is_shown_with_its_reference_and_without_control_characters(login, log):
    with Helper(login.socket, wire.started(), wire.refused("Not \x1b[31malice\n\u0085 of corp.example".encode(), b"K7QM-2D")):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED]
    assert result.messages[-1] == ("error", "Not ?[31malice?? of corp.example\nReference: K7QM-2D")
    assert "Not ?[31malice?? of corp.example" in log()


@pytest.mark.parametrize("reply", [
    wire.granted(b"bob", ALICE), wire.granted(b"alice", ALICE + 1), wire.granted(b"Alice", ALICE),
    wire.granted(b"alice", ALICE, verdict=0), wire.granted(b"alice", ALICE, verdict=1), wire.granted(b"alice", ALICE) + b"\0",
    wire.NOTE, wire.started()],
    ids=["login", "uid", "case", "verdict 0", "verdict 1", "trailing", "noted", "started"])
def test_only_the_exact_grant_is_a_yes(login, reply):
    with Helper(login.socket, wire.started(), reply):
        # A byte after the frame stays unread: the frame itself is what counts.
        expected = SUCCESS if reply.endswith(b"\0") else PERM_DENIED
        assert login("alice", "1").codes == [expected]


def test_an_address_with_control_characters_is_not_shown(login):
    with Helper(login.socket, wire.started(url=b"https://x/\x1b[2J")):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.messages == [("error", UNAVAILABLE)]


def test_a_program_that_cannot_ask_gets_a_reason(login):
    with Helper(login.socket, wire.started()):
        result = login("alice", "!fail")
    assert result.codes == [PERM_DENIED]
    assert result.messages[-1] == ("error", "No code was given, so nobody is let in. Begin again.")


# --- the helper fails ---

def garbage(connection, over):
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def oversized(connection, over):
    connection.sendall(struct.pack(">I", 384 * 1024 + 1))
    over.wait(10)


FAILURES = {
    "hung": (wire.hangs, "timed out"),
    "slow byte by byte": (wire.drips, "timed out"),
    "garbage": (garbage, "garbage"),
    "wrong version": (wire.frame(wire.STARTED, b"", version=2), "version 2"),
    "unknown kind": (wire.frame(0x99), "kind 153"),
    "oversized": (oversized, "longer than"),
    "closes early": (wire.closes_early, "ended before"),
    "closes in the middle": (wire.closes_in_the_middle, "ended before"),
    "another reply": (wire.NOTE, "another question"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_helper_means_no_within_three_seconds(login, log, failure):
    step, reason = FAILURES[failure]
    with Helper(login.socket, step):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 3000
    assert result.messages == [("error", UNAVAILABLE)]
    line = log()
    assert "alice" in line and reason in line


def test_no_helper_means_no_at_once(login, log):
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 500
    assert result.messages == [("error", UNAVAILABLE)]
    assert "gatehouse serve" in log()


def test_a_socket_nobody_listens_on_means_no_at_once(login):
    left = socket.socket(socket.AF_UNIX)
    left.bind(login.socket)
    left.close()
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 500


def test_a_full_queue_means_no_within_three_seconds(login, log):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(login.socket)
    listener.listen(0)
    waiting = []
    for _ in range(3):
        one = socket.socket(socket.AF_UNIX)
        one.setblocking(False)
        one.connect_ex(login.socket)
        waiting.append(one)
    result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.milliseconds[0] < 3000
    assert "timed out" in log()
    for one in [listener, *waiting]:
        one.close()


def test_a_helper_that_hangs_at_the_code_means_no(login):
    with Helper(login.socket, wire.started(), wire.hangs):
        result = login("alice", "1")
    assert result.codes == [PERM_DENIED] and result.messages[-1] == ("error", UNAVAILABLE)


def test_a_listener_that_is_neither_root_nor_the_owner_is_not_believed(login, log, tmp_path):
    program = f"""
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX); s.bind({login.socket!r}); os.chmod({login.socket!r}, 0o666)
os.setuid(65534); s.listen(1); print("ready", flush=True)
c = s.accept()[0]; c.recv(4096); c.sendall({wire.started()!r}); sys.stdin.read()
"""
    with subprocess.Popen(["/usr/bin/python3", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        result = login("alice", "1")
        other.kill()
    assert result.codes == [PERM_DENIED] and "uid 65534 listens" in log()


def test_the_timeout_is_an_option(login):
    with Helper(login.socket, wire.hangs):
        assert 900 < login("alice", options="timeout=1").milliseconds[0] < 1500


# --- decisions without a helper ---

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


# --- the store fails ---

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


# --- account, credentials, session, password ---

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


# --- the stacks as they are shipped ---

STACKS = ["sshd", "login", "sudo", "su"]


@pytest.mark.parametrize("stack", STACKS)
def test_shipped_stack_signs_a_member_in(login, stack):
    with Helper(login.socket, wire.started(), wire.granted(b"alice", ALICE)):
        result = login("alice", "1", phases="ams", stack=stack, real_uid=65534)
    assert result.codes == [SUCCESS] * 3 and len(result.prompts) == 1


@pytest.mark.parametrize("stack", STACKS)
def test_shipped_stack_gives_credentials_in_another_process(login, stack):
    for user in "alice", "owner", "plain":
        assert login(user, phases="s", stack=stack).codes == [SUCCESS]


@pytest.mark.parametrize("stack", ["sshd", "login", "sudo"])
def test_shipped_stack_refuses_a_member_without_asking_for_a_password(login, store, stack):
    store.break_sso()
    result = login("alice", "x", "x", phases="a", stack=stack)
    assert result.codes == [PERM_DENIED] and result.prompts == []


@pytest.mark.parametrize("stack", ["sshd", "login", "sudo"])
def test_shipped_stack_asks_a_local_account_for_its_password(login, stack):
    result = login("plain", "stable", phases="ams", stack=stack)
    assert result.codes == [SUCCESS] * 3 and result.prompts == ["Password: "]
    assert login("plain", "wrong", phases="a", stack=stack).codes == [AUTH_ERR]


@pytest.mark.parametrize("stack", ["sshd", "login", "sudo"])
def test_shipped_stack_lets_the_owner_fall_back(login, store, stack):
    store.break_sso()
    result = login("owner", "horse", phases="ams", stack=stack)
    assert result.codes == [SUCCESS] * 3 and "no identity provider" in result.text
    assert login("owner", "wrong", phases="a", stack=stack).codes == [AUTH_ERR]


def test_shipped_stack_for_sshd_stops_a_key_and_not_the_key_of_others(login):
    assert login("alice", phases="m", stack="sshd").codes == [PERM_DENIED]
    assert login("plain", phases="m", stack="sshd").codes == [SUCCESS]


@pytest.mark.parametrize("stack", ["sshd", "login", "sudo"])
def test_shipped_stack_takes_no_key_after_a_wrong_password(login, store, stack):
    store.run("UPDATE organisation SET externals = 2")
    store.run("UPDATE member SET email = 'owner@elsewhere.example', role = 3 WHERE login = 'owner'")
    assert login("owner", "horse", phases="ams", stack=stack).codes == [SUCCESS] * 3
    assert login("owner", "wrong", phases="am", stack=stack).codes == [AUTH_ERR, PERM_DENIED]
    assert login("owner", "wrong", "horse", phases="aam", stack=stack).codes == [AUTH_ERR, SUCCESS, SUCCESS]
    assert login("owner", "horse", "wrong", phases="aam", stack=stack).codes == [SUCCESS, AUTH_ERR, PERM_DENIED]


def test_shipped_stack_for_su_asks_root_nothing(login):
    assert login("alice", phases="ams", stack="su").codes == [SUCCESS] * 3


@pytest.mark.parametrize("stack", ["sudo", "su"])
def test_shipped_stack_lets_programs_in_that_authenticate_nobody(login, stack):
    assert login("alice", phases="m", stack=stack).codes == [SUCCESS]
