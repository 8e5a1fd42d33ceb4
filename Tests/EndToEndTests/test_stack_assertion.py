"""Assertion mode with real programs: dovecot takes a SAML response in the place of the password of an IMAP log-in, and an
sshd that a web gateway logs in to asks for one."""
import imaplib
import os
import shutil
from contextlib import closing

import paramiko
import pytest
from stacks import suspend, without_single_sign_on

from World import host, identity_provider
from World.browser import Browser
from World.people import ALICE, BOB, LOCAL_PASSWORD, LOCAL_USER, OLIVIA
from World.processes import Server
from World.response_shape import ASSERTION_SIGNED, BOTH_SIGNED
from World.responses import AN_HOUR_AGO, resign
from World.sshd import SSHServer, listening
from World.terminal import Terminal

PORT, SSH_PORT = 1143, 2225
FOLDER = "/var/lib/world/dovecot"
GATEWAY = "sshd-gateway"


@pytest.fixture(scope="module", autouse=True)
def dovecot(members):
    """An IMAP server of the host whose passwords are checked by PAM, and a host that lets it hand over responses."""
    host.take_stacks("dovecot")
    os.makedirs(FOLDER, exist_ok=True)
    host.write(f"{FOLDER}/dovecot.conf", f"""base_dir = /run/dovecot
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = {FOLDER}/log
auth_cache_size = 0
auth_failure_delay = 0 secs
mail_location = maildir:~/Maildir
service anvil {{
  # Nobody waits for what an address has got wrong before.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {PORT}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = pam
}}
userdb {{
  driver = passwd
}}
""")
    server = Server("dovecot", "/usr/sbin/dovecot", "-F", "-c", f"{FOLDER}/dovecot.conf")
    server.start(lambda: listening(PORT))
    settings = open(host.CONFIGURATION).read()
    set_host(members, settings + f"assertion-services = dovecot {GATEWAY}\n")
    members.idp.emit(ASSERTION_SIGNED)
    yield
    members.idp.emit(BOTH_SIGNED)
    set_host(members, settings)
    server.stop()


@pytest.fixture(scope="module")
def gateway(members):
    """An sshd of another name, and so with a PAM stack of its own: members hand over a response there."""
    shutil.copyfile("/usr/sbin/sshd", f"/usr/sbin/{GATEWAY}")
    os.chmod(f"/usr/sbin/{GATEWAY}", 0o755)
    stack = open("/etc/pam.d/sshd").read()
    host.write(f"/etc/pam.d/{GATEWAY}", stack.replace("pam_gatehouse.so\n", "pam_gatehouse.so mode=assertion\n", 1))
    server = SSHServer(GATEWAY, SSH_PORT, program=f"/usr/sbin/{GATEWAY}")
    server.start()
    yield
    server.server.stop()


def ssh_in(login, *answers):
    """A client that answers sshd's questions in order; returns the questions, and what `id -un` printed or None."""
    questions, left = [], list(answers)

    def answer(_title, _instructions, prompts):
        questions.extend(text for text, _is_shown in prompts)
        return [left.pop(0) if left else "" for _ in prompts]
    with closing(paramiko.Transport(("127.0.0.1", SSH_PORT))) as transport:
        transport.start_client(timeout=30)
        try:
            transport.auth_interactive(login, answer)
        except paramiko.SSHException:
            return questions, None
        channel = transport.open_session()
        channel.exec_command("id -un")
        return questions, channel.makefile().read().decode().strip()


def set_host(world, settings):
    world.services.stop()
    host.write(host.CONFIGURATION, settings)
    world.services.start()


def unasked_response(person):
    """The identity provider's response for somebody who begins there, as it would be posted: base64."""
    return form_of(person).fields["SAMLResponse"]


def form_of(person):
    link = f"{identity_provider.BASE}/saml2/idp/SSOService.php?spentityid={host.BASE_URL}/saml/metadata"
    return Browser(person).response_for(link)


def log_in(login, password):
    """Whether dovecot lets somebody in."""
    with imaplib.IMAP4("127.0.0.1", PORT, timeout=30) as client:
        try:
            client.authenticate("PLAIN", lambda _: f"\0{login}\0{password}".encode())
        except imaplib.IMAP4.error:
            return False
        return client.state == "AUTH"


def last_record(world):
    return world.gatehouse.audit("login")[-1]


def test_a_response_in_the_place_of_a_password_lets_the_member_in_once(stack_world):
    response = unasked_response(ALICE)

    assert log_in("alice", response), open(f"{FOLDER}/log").read()[-2000:]
    assert (last_record(stack_world)["outcome"], last_record(stack_world)["actor"]) == ("allowed", "dovecot")
    assert not log_in("alice", response)
    assert last_record(stack_world)["rule"] == "RPL-01"


def test_nobody_gets_in_with_somebody_elses_response(stack_world):
    assert not log_in("alice", unasked_response(BOB))
    assert not log_in("alice", unasked_response(OLIVIA))


def test_a_response_to_a_request_of_this_host_does_not_count_here(stack_world, gateway):
    link = Terminal("alice").question().link
    response = Browser(ALICE).response_for(link).fields["SAMLResponse"]

    assert ssh_in("alice", response)[1] is None
    assert last_record(stack_world)["rule"] in ("RESP-06", "RESP-08")


def test_a_response_that_is_too_old_is_refused(stack_world):
    form = form_of(ALICE)
    resign(form, AN_HOUR_AGO, elements=("Assertion",))

    assert not log_in("alice", form.fields["SAMLResponse"])
    assert last_record(stack_world)["outcome"] == "denied"
    assert last_record(stack_world)["rule"].startswith(("RESP-", "ASRT-"))


def test_a_suspended_members_response_is_refused_unlooked_at(stack_world):
    response = unasked_response(ALICE)
    suspend(stack_world)

    assert not log_in("alice", response)


@pytest.mark.parametrize("password", [LOCAL_PASSWORD, "PHNhbWxwOlJlc3BvbnNlLz4=" * 20, "x" * 5000],
                         ids=["a password", "an empty response", "very long"])
def test_what_is_no_response_is_refused(stack_world, password):
    assert not log_in("alice", password)


def test_news_of_a_recovery_code_that_a_mail_program_takes_is_told_to_the_owner_again(stack_world):
    """Nobody sees what an IMAP server is told at a log-in."""
    news = f"A recovery code of {OLIVIA.login} was used"
    terminal = Terminal(OLIVIA.login)
    terminal.question()
    terminal.answer(stack_world.gatehouse.json("recovery", "codes", OLIVIA.email)["codes"][0])
    assert terminal.outcome().admitted

    assert log_in(OLIVIA.login, unasked_response(OLIVIA)), open(f"{FOLDER}/log").read()[-2000:]

    assert news in stack_world.sign_in(OLIVIA).screen
    assert news not in stack_world.sign_in(OLIVIA).screen


def test_a_local_account_and_an_owner_who_may_use_their_password(stack_world):
    assert log_in(LOCAL_USER.name, LOCAL_PASSWORD)
    with without_single_sign_on(stack_world):
        assert log_in(OLIVIA.login, LOCAL_PASSWORD)
    assert not log_in(OLIVIA.login, LOCAL_PASSWORD)


def test_sshd_takes_a_response_of_any_length_from_a_gateway(stack_world, gateway):
    stack_world.idp.emit(BOTH_SIGNED)
    try:
        response = unasked_response(ALICE)
    finally:
        stack_world.idp.emit(ASSERTION_SIGNED)

    questions, shown = ssh_in("alice", response)

    assert len(response) > 8192 and shown == "alice", questions
    assert questions == ["(alice@127.0.0.1) SAML response: "] or questions == ["SAML response: "]


def test_sshd_asks_a_gateway_anew_for_what_is_no_response(stack_world, gateway):
    for answer in ("", "\x1b[31m", "x" * 100_000, b"\xff\xfe\x80"):
        assert ssh_in("alice", *[answer] * 9)[1] is None


def test_a_service_that_is_not_listed_may_not_hand_over_responses(stack_world):
    settings = open(host.CONFIGURATION).read()
    set_host(stack_world, settings.replace("assertion-services = dovecot ", "assertion-services = imap "))
    try:
        assert not log_in("alice", unasked_response(ALICE))
        assert last_record(stack_world)["rule"] == "RESP-08"
    finally:
        set_host(stack_world, settings)


def test_in_auto_mode_a_token_that_an_earlier_module_took_counts_if_it_is_a_response(stack_world):
    stack = open("/etc/pam.d/dovecot").read()
    assert stack.count("mode=assertion") == 2
    host.write("/etc/pam.d/dovecot", "auth optional pam_unix.so nodelay\n" + stack.replace("mode=assertion", "mode=auto"))
    try:
        assert log_in("alice", unasked_response(ALICE))
        # dovecot answers the question for a code with the account's name.
        assert not log_in("alice", LOCAL_PASSWORD)
        assert stack_world.log.wait_for("alice denied, reference .*: Too many wrong codes", stack_world.here)
    finally:
        host.write("/etc/pam.d/dovecot", stack)
