"""The shipped pam_gatehouse.so inside the real libpam: what it exports, and a sign-in by a helper that follows a script."""
import subprocess

import pytest

import wire
from host_fixtures import ALICE, AUTH_ERR, MODULE, PERM_DENIED, STRANGER, SUCCESS, UNAVAILABLE
from responder import Helper


def test_exports_the_six_entry_points_and_needs_three_libraries():
    names = subprocess.run(["nm", "-D", "--defined-only", MODULE], check=True, capture_output=True, text=True).stdout
    assert sorted(line.split()[-1] for line in names.splitlines()) == sorted(
        "pam_sm_" + name for name in
        ["authenticate", "setcred", "acct_mgmt", "open_session", "close_session", "chauthtok"])
    dynamic = subprocess.run(["readelf", "-d", MODULE], check=True, capture_output=True, text=True).stdout
    needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "(NEEDED)" in line]
    assert sorted(needed) == ["libc.so.6", "libpam.so.0", "libsqlite3.so.0"]
    assert "NODELETE" in dynamic and "BIND_NOW" in dynamic


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
