"""Accounts of the host that no member is enrolled with are none of Gatehouse's business."""
import pytest

from World.people import LOCAL_PASSWORD
from World.terminal import log_in


def test_local_account_logs_in_with_its_password(world):
    outcome = log_in("localuser", LOCAL_PASSWORD)

    assert outcome.admitted, outcome.screen
    assert "uid=20001(localuser)" in outcome.screen


def test_local_account_is_refused_with_a_wrong_password(world):
    assert not log_in("localuser", "wrong").admitted


@pytest.mark.parametrize("method", ["keyboard-interactive", "password"])
def test_local_account_logs_in_while_gatehouse_is_down(world, method):
    world.services.stop()

    assert log_in("localuser", LOCAL_PASSWORD, method=method).admitted


@pytest.mark.parametrize("account", ["localuser", "olivia"])
def test_local_account_logs_in_while_the_store_is_gone_and_the_log_says_so(world, account):
    world.services.stop()
    world.spoil_store()

    assert log_in(account, LOCAL_PASSWORD).admitted
    assert world.log.wait_for(f"pam_gatehouse.*{account}.*store", world.here)
