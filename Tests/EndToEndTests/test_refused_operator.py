"""A password of the operator that is wrong is told of in the audit log, and nothing of what was typed."""
import pytest

from World import administrator
from World.administrator import Administrator
from World.people import DOMAIN, IDP_PASSWORD, OLIVIA


@pytest.mark.parametrize("words, event, subject", [
    (["domain", "claim", "second.example"], "domain.claim", "second.example"),
    (["domain", "release", DOMAIN, "--yes", "--force"], "domain.release", DOMAIN),
    (["recovery", "codes", OLIVIA.email], "recovery.codes", OLIVIA.email)])
def test_a_wrong_password_is_recorded(world, words, event, subject):
    administrator.allow()
    person = Administrator(*words)
    assert person.expect("assword: ")
    person.answer(IDP_PASSWORD)

    assert person.status() == 1, person.screen

    record = world.gatehouse.audit()[-1]
    assert (record["event"], record["outcome"], record["subject"]) == (event, "denied", subject)
    assert record["actor"] == "olivia (as root)" and "password of olivia" in record["detail"]
    assert IDP_PASSWORD not in str(record)
    assert not record["before"] and not record["after"]
