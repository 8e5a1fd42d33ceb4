"""Two organisations on one host, each with its own domain and identity provider: Corp as ever, and Second on pysaml2."""
import pytest

from World import host, pysaml2_provider
from World.browser import Browser
from World.gatehouse import unfolded
from World.identity_provider import METADATA
from World.people import ALICE, BOB, CLARA, DAVE, DOMAIN, LOCAL_PASSWORD, OLIVIA, SECOND_DOMAIN
from World.processes import wait_until
from World.terminal import Terminal, log_in

CORP, SECOND = ("--org", "Corp"), ("--org", "Second")
CHALLENGE = f"_gatehouse-challenge.{DOMAIN}"


@pytest.fixture
def two(world, pysaml2_server):
    """The world with Second beside Corp: Clara owns it, its identity provider is proven, and it requires single sign-on."""
    run = world.gatehouse
    run("org", "create", "Second")
    run("member", "add", CLARA.email, "--name", CLARA.name, "--role", "owner", *SECOND)
    claim = run.json("domain", "claim", SECOND_DOMAIN, *SECOND)
    world.name_server.set_txt(claim["recordName"], claim["recordValue"])
    run("domain", "verify", SECOND_DOMAIN, *SECOND)
    run("idp", "add", "second", "--metadata", pysaml2_provider.METADATA, *SECOND)
    run("sso", "require", "on", "--force", *SECOND)
    run("jit", "on", *SECOND)
    assert world.sign_in(CLARA).admitted
    return world


def people(world, organisation):
    """The e-mail addresses of an organisation's members."""
    return {member["email"] for member in world.gatehouse.json("member", "list", *organisation)["members"]}


def state(world, organisation):
    """How far an organisation's claim on DOMAIN has got."""
    return world.gatehouse.json("domain", "show", DOMAIN, *organisation)["state"]


def verify(world, organisation):
    """`domain verify` as soon as it may look again."""
    world.let_time_pass(31)
    return world.gatehouse.attempt("domain", "verify", DOMAIN, *organisation)


def refused_by(world, login, person):
    """Whoever wants `login` signs in as `person`, and is refused; returns the last entry of the audit log."""
    terminal = Terminal(login)
    page = Browser(person).sign_in(terminal.question().link)
    assert page.code == "" and page.status == 403, page.text
    terminal.answer("0000-0000")
    assert not terminal.outcome().admitted
    denied = [entry for entry in world.gatehouse.json("audit")["entries"] if entry["outcome"] == "denied"]
    return denied[-1], page


# Signing in.


def test_everybody_gets_in_through_their_own_organisation(two):
    for person in (ALICE, DAVE, CLARA, OLIVIA, ALICE, DAVE):
        outcome = two.sign_in(person)
        assert outcome.admitted, outcome.screen

    assert people(two, CORP) == {OLIVIA.email, ALICE.email}
    assert people(two, SECOND) == {CLARA.email, DAVE.email}
    assert host.passwd_line("dave") != "" and host.passwd_line("alice") != ""


def test_member_of_one_organisation_is_sent_on_without_being_asked_for_an_address(two):
    page = Browser(CLARA).open(Terminal(CLARA.login).question().link)

    assert page.status == 200
    assert "e-mail address" not in page.text


def test_page_of_somebody_new_asks_for_an_address_and_names_no_organisation_and_no_provider(two):
    answer = Browser(ALICE).session.get(Terminal(ALICE.login).question().link, timeout=30)

    assert "Your work e-mail address" in answer.text
    shown = answer.text + str(answer.headers)
    for name in ("Second", "Corp", "corp.example", "8444", "8445", "second"):
        assert name not in shown, name


@pytest.mark.parametrize("address", ["alice@nowhere.example", "alice", "", "alice@" + "x" * 400])
def test_address_that_leads_nowhere_gets_one_refusal_and_three_of_them_end_the_sign_in(two, address):
    link, browser = Terminal(ALICE.login).question().link, Browser(ALICE)

    answers = [browser.session.post(link, data={"email": address}, timeout=30) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].url == answers[1].url == link
    assert "work e-mail address" in answers[1].text and "Start again" in answers[2].text
    assert browser.open(link).status == 403


def test_first_address_may_be_wrong(two):
    terminal = Terminal(ALICE.login)
    link, browser = terminal.question().link, Browser(ALICE)
    assert browser.session.post(link, data={"email": "alice@corp"}, timeout=30).status_code == 403

    terminal.answer(browser.sign_in(link).code)

    assert terminal.outcome().admitted


def test_address_of_an_organisation_that_lets_nobody_new_in_leads_nowhere(two):
    two.gatehouse("jit", "off", *SECOND)

    # Only Corp is left, so that nobody is asked.
    page = Browser(DAVE).open(Terminal(DAVE.login).question().link)

    assert "e-mail address" not in page.text


# Row 4, and whose word counts.


def test_provider_of_one_organisation_cannot_speak_for_the_domain_of_the_other(two):
    members = people(two, CORP), people(two, SECOND)

    entry, page = refused_by(two, CLARA.login, ALICE)

    assert entry["rule"] == "row 4", entry
    assert "Corp" not in page.text
    assert (people(two, CORP), people(two, SECOND)) == members


def test_provider_of_one_organisation_cannot_sign_in_a_member_of_the_other(two):
    assert two.sign_in(ALICE).admitted
    two.gatehouse("member", "add", BOB.email, *CORP)

    # Alice's account leads to Corp's provider; what Second's has signed answers nothing there.
    terminal = Terminal(ALICE.login)
    response = Browser(ALICE).response_for(Terminal(CLARA.login).question().link)
    mine = Browser(ALICE).response_for(terminal.question().link)
    response.fields["RelayState"] = mine.fields["RelayState"]
    response.action = mine.action
    page = Browser(ALICE).post(response)

    assert page.code == "" and page.status == 403
    terminal.answer("0000-0000")
    assert not terminal.outcome().admitted


def test_owner_of_one_organisation_has_no_password_when_the_other_requires_single_sign_on(two):
    two.gatehouse("member", "add", f"olivia@{SECOND_DOMAIN}", "--account", "olivia", *SECOND)
    two.gatehouse("idp", "remove", "corp", "--yes", "--force", *CORP)

    question = Terminal(OLIVIA.login).question()

    assert question.link
    assert "assword" not in question.text
    assert not log_in(OLIVIA.login, *[LOCAL_PASSWORD] * 3).admitted
    assert not log_in(OLIVIA.login, LOCAL_PASSWORD, method="password").admitted


def test_whoever_belongs_to_both_may_come_through_either(two):
    two.gatehouse("member", "add", f"clara@{DOMAIN}", "--login", "clara", *CORP)
    uid = host.passwd_line("clara").split(":")[2]

    outcome = two.sign_in(CLARA, command="id -u")

    assert outcome.admitted, outcome.screen
    assert outcome.screen.rstrip().endswith(uid)
    two.gatehouse("member", "suspend", f"clara@{DOMAIN}", *CORP)
    assert two.sign_in(CLARA).admitted


# One domain that both want.


def test_first_proof_holds_and_the_other_is_told(two):
    theirs = two.gatehouse.json("domain", "claim", DOMAIN, *SECOND)
    two.name_server.set_txt(CHALLENGE, theirs["recordValue"])

    looked = verify(two, SECOND)

    assert looked.returncode == 1
    told = unfolded(looked.stdout + looked.stderr)
    assert "another organisation of this host holds the domain" in told and "Corp" not in told
    assert (state(two, CORP), state(two, SECOND)) == ("verified", "pending")
    assert two.sign_in(ALICE).admitted
    assert ALICE.email in people(two, CORP)


def test_domain_that_changes_hands_takes_nobody_along_and_comes_back_with_a_new_token(two):
    assert two.sign_in(ALICE).admitted
    before = two.gatehouse.json("domain", "show", DOMAIN, *CORP)["recordValue"]
    theirs = two.gatehouse.json("domain", "claim", DOMAIN, *SECOND)
    two.gatehouse("sso", "require", "off", *CORP)
    two.gatehouse("domain", "release", DOMAIN, "--yes", *CORP)
    two.name_server.set_txt(DOMAIN, theirs["recordValue"])
    wait_until(lambda: verify(two, SECOND).returncode == 0 or state(two, SECOND) == "verified", "the new holder")

    assert people(two, SECOND) == {CLARA.email}
    assert not two.sign_in(ALICE).admitted
    again = two.gatehouse.json("domain", "claim", DOMAIN, *CORP)["recordValue"]
    assert again != before
    two.name_server.set_txt(CHALLENGE, again)
    assert verify(two, CORP).returncode == 1
    assert (state(two, CORP), state(two, SECOND)) == ("pending", "verified")
    assert not two.sign_in(ALICE).admitted
    assert ALICE.email not in people(two, SECOND)


# The command line.


def test_with_several_organisations_commands_want_to_know_which(two):
    for command in (["member", "list"], ["jit", "off"], ["status"], ["domain", "list"], ["idp", "list"], ["org", "show"]):
        attempt = two.gatehouse.attempt(*command)
        assert attempt.returncode == 2, command
        assert "--org" in attempt.stderr and "Corp" in attempt.stderr and "Second" in attempt.stderr
    assert two.gatehouse.attempt("member", "list", "--org", "Nobody").returncode == 1
    assert [found["name"] for found in two.gatehouse.json("org", "list")["organisations"]] == ["Corp", "Second"]


def test_two_organisations_have_no_identity_provider_in_common(two):
    two.gatehouse("idp", "remove", "second", "--yes", "--force", *SECOND)

    attempt = two.gatehouse.attempt("idp", "add", "second", "--metadata", METADATA, *SECOND)

    assert attempt.returncode == 1
    assert "another organisation" in attempt.stderr


def test_no_seat_left_lets_nobody_new_in(two):
    two.gatehouse("org", "set", "--seat-limit", "2", *SECOND)
    assert two.sign_in(DAVE).admitted
    two.gatehouse("member", "remove", DAVE.email, *SECOND)
    two.gatehouse("member", "add", f"erin@{SECOND_DOMAIN}", *SECOND)

    attempt = two.gatehouse.attempt("member", "add", f"frank@{SECOND_DOMAIN}", *SECOND)

    assert attempt.returncode == 1
    assert "--seat-limit" in attempt.stderr
    assert two.gatehouse.json("org", "show", *SECOND)["members"] == 2


def test_plan_without_single_sign_on(two):
    attempt = two.gatehouse.attempt("org", "set", "--plan", "standard", *SECOND)
    assert attempt.returncode == 1 and "gatehouse sso require off" in attempt.stderr
    two.gatehouse("org", "create", "Small", "--plan", "standard")
    for command in (["sso", "require", "on"], ["jit", "on"], ["domain", "claim", f"small.{DOMAIN}"],
                    ["idp", "add", "small", "--metadata", METADATA]):
        attempt = two.gatehouse.attempt(*command, "--org", "Small")
        assert attempt.returncode == 1, command
        assert "--plan enterprise" in attempt.stderr, command


def test_last_owner_stays(two):
    for command in (["suspend", CLARA.email], ["remove", CLARA.email], ["set-role", CLARA.email, "member"]):
        attempt = two.gatehouse.attempt("member", *command, *SECOND)
        assert attempt.returncode == 1, command
        assert "last active owner" in attempt.stderr
    assert two.gatehouse.json("member", "show", CLARA.email, *SECOND)["role"] == "owner"
