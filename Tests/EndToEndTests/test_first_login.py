"""A person nobody has heard of signs in: just-in-time provisioning through real ssh."""
import os
import stat

from World import chromium, host
from World.browser import Browser
from World.people import ALICE, BOB
from World.terminal import Terminal


def test_first_sign_in_creates_the_person_and_lets_them_in(world):
    assert host.passwd_line("alice") == ""

    outcome = world.sign_in(ALICE, command="id; pwd; getent passwd alice")

    assert outcome.admitted, outcome.screen
    member = world.member(ALICE)
    line = host.passwd_line("alice")
    assert line.split(":")[2:] == [str(member["uid"]), str(member["uid"]), "Alice Archer", "/home/alice", "/bin/bash"]
    assert line in outcome.screen
    assert f"uid={member['uid']}(alice) gid={member['uid']}(alice) groups={member['uid']}(alice)" in outcome.screen
    assert "\n/home/alice\n" in outcome.screen
    home = os.stat("/home/alice")
    assert (home.st_uid, home.st_gid) == (member["uid"], member["uid"])
    assert stat.S_IMODE(home.st_mode) & 0o077 == 0
    assert member["role"] == "member"


def test_second_sign_in_finds_the_same_person(world):
    first = world.sign_in(ALICE, command="id")
    member = world.member(ALICE)

    second = world.sign_in(ALICE, command="id")

    assert first.admitted and second.admitted, second.screen
    assert world.member(ALICE)["uid"] == member["uid"]
    assert [found["email"] for found in world.members()].count(ALICE.email) == 1


def test_two_people_sign_in_at_the_same_time(world):
    terminals = {person: Terminal(person.login, command="id -un") for person in (ALICE, BOB)}
    links = {person: terminal.question().link for person, terminal in terminals.items()}
    codes = {person: Browser(person).sign_in(link).code for person, link in links.items()}
    for person, terminal in terminals.items():
        terminal.answer(codes[person])

    for person, terminal in terminals.items():
        outcome = terminal.outcome()
        assert outcome.admitted, outcome.screen
        assert outcome.screen.rstrip().endswith(person.login)


def test_sign_in_with_chromium(world):
    terminal = Terminal("alice")
    question = terminal.question()

    with chromium.chromium() as driver:
        code = chromium.sign_in(driver, question.link, ALICE, os.environ.get("GATEHOUSE_PICTURES"))
    terminal.answer(code)

    outcome = terminal.outcome()
    assert outcome.admitted, outcome.screen


def test_question_holds_link_reference_and_the_ask_for_the_code(world):
    question = Terminal("alice").question()

    assert question.link.startswith(f"{host.BASE_URL}/s/")
    assert question.reference in question.text.replace(question.link, "")
    assert "code" in question.text.lower()
    assert max(len(line) for line in question.text.splitlines()) <= 80


def test_sign_in_page_says_who_asked_from_where_for_which_host(world):
    question = Terminal("alice").question()

    page = Browser(ALICE).open(question.link)

    assert page.status == 200
    for word in ("alice", "127.0.0.1", "demo", question.reference):
        assert word in page.text


def test_person_is_invisible_before_their_first_sign_in(world):
    Terminal("alice").question()

    assert host.passwd_line("alice") == ""
    assert not os.path.exists("/home/alice")
