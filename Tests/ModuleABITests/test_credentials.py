"""The credentials phase after each proof: whoever the module let in has no other module that would set any."""
import pytest

import wire
from host_fixtures import ALICE, IGNORED, OWNER, SUCCESS
from responder import Helper


@pytest.mark.parametrize("yes", [wire.granted, wire.recovered])
@pytest.mark.parametrize("name, uid", [("alice", ALICE), ("owner", OWNER)])
def test_whoever_gave_a_proof_has_their_credentials(login, name, uid, yes):
    with Helper(login.socket, wire.started(), yes(name.encode(), uid)):
        assert login(name, "1", phases="as").codes == [SUCCESS, SUCCESS]


def test_whoever_was_left_to_the_password_gets_them_from_the_next_module(login, store):
    store.break_sso()
    assert login("owner", phases="as").codes == [IGNORED, IGNORED]
