"""The PAM stacks as they are shipped, inside the real libpam."""
import pytest

import wire
from host_fixtures import ALICE, AUTH_ERR, PERM_DENIED, SUCCESS
from responder import Helper


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
