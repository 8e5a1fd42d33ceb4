"""A thousand people who log in at the same time, in one program, against one helper.

The helper has 256 connections to give at once. Whoever comes at a moment when all are taken is told so and may start again.
"""
import re
import resource
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from ModuleABITests.pam_host import Host
from World import host
from World.browser import PageReader
from World.people import ALICE, DOMAIN
from World.quick_provider import QuickProvider
from World.terminal import LINK

CROWD = 1000
BROWSERS = 8
PATIENCE = 60
CONNECTIONS = 256
SUCCESS, PERM_DENIED = "0", "6"
UNAVAILABLE = "Sign-in service unavailable on this host."
PEOPLE = [f"p{number:04}" for number in range(CROWD)]


class Program(Host):
    """pam_host under the name of sshd: the name service shows people who do not exist yet to nobody else."""

    def __init__(self, folder):
        program, stacks = folder / "sshd", folder / "pam.d"
        subprocess.run(["cc", "-std=gnu11", "-O1", "-o", program, host.SOURCE / "Tests/ModuleABITests/pam_host.c", "-lpam",
                        "-lpthread"], check=True)
        stacks.mkdir()
        (stacks / "own").write_text(f"auth required pam_gatehouse.so timeout={PATIENCE}\n")
        super().__init__(program, stacks,
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384)))

    def hear_from_everybody(self, waiting):
        """The next line of each, by number: the question, or how it ended."""
        heard = {}
        while len(heard) < len(waiting):
            kind, number, *rest = self.hear()
            assert int(number) in waiting and int(number) not in heard
            heard[int(number)] = (kind, rest)
        return heard

    def close(self):
        """Ends the program, whoever is still asked something."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def program(world, tmp_path):
    program = Program(tmp_path)
    yield program
    program.close()


def code_for(provider, login, link):
    """The code that the browser of a person shows in the end."""
    with requests.Session() as session:
        session.trust_env = False
        form = PageReader(session.get(link, timeout=PATIENCE).text).forms[0]
        sent = session.post(link, data=form.fields, headers={"Referer": link}, timeout=PATIENCE, allow_redirects=False)
        fields = provider.answer(sent.headers["Location"], f"{login}@{DOMAIN}")
        page = session.post(f"{host.BASE_URL}/saml/acs", data=fields, timeout=PATIENCE)
        for _ in range(3):
            reader = PageReader(page.text)
            if reader.code.strip() or not reader.forms:
                break
            form = reader.forms[0]
            page = session.request(form.method, requests.compat.urljoin(page.url, form.action), data=form.fields,
                                   headers={"Referer": page.url}, timeout=PATIENCE)
        assert page.ok and reader.code.strip(), f"{login}: HTTP {page.status_code}: {' '.join(reader.words)}"
        return reader.code.strip()


def refused_for_want_of_room(log, number, kind, rest):
    """Whether that is how it ended; any other end than that is a failure."""
    if kind == "ask":
        return False
    login, code, _, message = rest
    assert (kind, login, code, message) == ("done", PEOPLE[number], PERM_DENIED, UNAVAILABLE), rest
    assert log(f": {login}: sign-in helper: the connection ended before"), rest
    return True


def test_each_of_a_thousand_gets_in_with_their_own_code_and_no_other(world, program):
    here = world.log.mark()

    def log(text):
        return world.log.wait_for(re.escape(text), here)

    started = time.monotonic()
    program.say("crowd", CROWD, 1, "own", "?", *PEOPLE)
    asked = program.hear_from_everybody(range(CROWD))
    begun = time.monotonic() - started
    links = {}
    for number, (kind, rest) in asked.items():
        if not refused_for_want_of_room(log, number, kind, rest):
            assert re.search(rf"Account +{PEOPLE[number]} ", rest[0]), rest[0]
            links[number] = LINK.search(rest[0]).group(0)
    assert len(set(links.values())) == len(links) >= CONNECTIONS

    provider = QuickProvider()
    proving = time.monotonic()
    with ThreadPoolExecutor(BROWSERS) as browsers:
        codes = dict(zip(links, browsers.map(lambda number: code_for(provider, PEOPLE[number], links[number]), links)))
    proven = time.monotonic() - proving

    # Everybody types somebody else's code first.
    others = dict(zip(codes, [*list(codes.values())[1:], *codes.values()]))
    for number, code in others.items():
        program.say("answer", number, code)
    waiting = set()
    for number, (kind, rest) in program.hear_from_everybody(codes).items():
        if not refused_for_want_of_room(log, number, kind, rest):
            assert "not right" in rest[0], rest
            waiting.add(number)

    redeeming = time.monotonic()
    for number in waiting:
        program.say("answer", number, codes[number])
    admitted = set()
    for number, (kind, rest) in program.hear_from_everybody(waiting).items():
        if rest[:2] == [PEOPLE[number], SUCCESS]:
            admitted.add(PEOPLE[number])
        else:
            assert refused_for_want_of_room(log, number, kind, rest)
    print(f"{CROWD} at once: {len(links)} begun in {begun:.1f} s, proven in {proven:.1f} s by {BROWSERS} browsers, "
          f"{len(admitted)} admitted in {time.monotonic() - redeeming:.1f} s")

    assert len(admitted) >= CONNECTIONS
    created = {member["login"]: member for member in world.members() if member["login"] in PEOPLE}
    assert admitted <= set(created) and len({member["uid"] for member in created.values()}) == len(created)
    assert all(member["email"] == f"{login}@{DOMAIN}" for login, member in created.items())
    assert world.sign_in(ALICE).admitted  # The rush is over.
