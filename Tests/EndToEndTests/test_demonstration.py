"""What `make demo` invites to, performed."""
import re

from World import host
from World.demo import INVITATION
from World.scenes import perform


def test_demonstration_performs_every_command_that_it_invites_to(world, capsys):
    host.offer("sign-in", "World.sign_in")

    perform()

    shown = capsys.readouterr().out
    commands = re.findall(r"gatehouse \w.*?(?= ·|  |\n)", INVITATION)
    assert len(commands) > 5
    assert [command for command in commands if f"# {command}\n" not in shown] == []
