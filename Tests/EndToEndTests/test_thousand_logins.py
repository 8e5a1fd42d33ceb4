"""A thousand people who log in at the same time, in one program, against one helper."""
import re
import resource
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from World import host
from World.browser import PageReader
from World.people import DOMAIN
from World.quick_provider import QuickProvider
from World.terminal import LINK

CROWD = 1000
BROWSERS = 8
PATIENCE = 60
SUCCESS, PERM_DENIED = 0, 6
PEOPLE = [f"p{number:04}" for number in range(CROWD)]


class Program:
    """pam_host under the name of sshd: the name service shows people who do not exist yet to nobody else."""

    def __init__(self, folder):
        program, stacks = folder / "sshd", folder / "pam.d"
        subprocess.run(["cc", "-std=gnu11", "-O1", "-o", program, host.SOURCE / "Tests/ModuleABITests/pam_host.c", "-lpam",
                        "-lpthread"], check=True)
        stacks.mkdir()
        (stacks / "own").write_text(f"auth required pam_gatehouse.so timeout={PATIENCE}\n")
        self.process = subprocess.Popen(
            [program, stacks], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384)))

    def say(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def hear(self):
        line = self.process.stdout.readline()
        assert line, f"the program ended with {self.process.wait()}"
        return line.rstrip("\n").split("\t")

    def hear_from_everybody(self, waiting):
        """The next line of each, by number: the question, or how it ended."""
        heard = {}
        while len(heard) < len(waiting):
            kind, number, *rest = self.hear()
            assert int(number) in waiting and int(number) not in heard
            heard[int(number)] = (kind, rest)
        return heard

    def close(self):
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


def test_each_of_a_thousand_gets_in_with_their_own_code_and_no_other(world, program):
    started = time.monotonic()
    program.say("crowd", CROWD, 1, "own", "?", *PEOPLE)
    asked = program.hear_from_everybody(range(CROWD))
    begun = time.monotonic() - started

    # Whom the helper has no room for hears so, and is not let in.
    for kind, rest in asked.values():
        assert kind == "ask" or (rest[1] == str(PERM_DENIED) and rest[3]), rest
    links = {number: LINK.search(rest[0]).group(0) for number, (kind, rest) in asked.items() if kind == "ask"}
    assert len(links) == CROWD, f"{CROWD - len(links)} were refused"
    assert len(set(links.values())) == CROWD
    for number, (_, rest) in asked.items():
        assert re.search(rf"Account +{PEOPLE[number]} ", rest[0]), rest[0]

    provider = QuickProvider()
    with ThreadPoolExecutor(BROWSERS) as browsers:
        codes = dict(zip(links, browsers.map(lambda number: code_for(provider, PEOPLE[number], links[number]), links)))
    proven = time.monotonic() - started - begun

    # Everybody types their neighbour's code first.
    for number in range(CROWD):
        program.say("answer", number, codes[(number + 1) % CROWD])
    for kind, rest in program.hear_from_everybody(range(CROWD)).values():
        assert kind == "ask" and "not right" in rest[0], rest
    redeeming = time.monotonic()
    for number in range(CROWD):
        program.say("answer", number, codes[number])
    for number, (kind, rest) in program.hear_from_everybody(range(CROWD)).items():
        assert (kind, rest[0], rest[1]) == ("done", PEOPLE[number], str(SUCCESS)), rest
    print(f"{CROWD} at once: begun in {begun:.1f} s, proven in {proven:.1f} s by {BROWSERS} browsers, "
          f"redeemed in {time.monotonic() - redeeming:.1f} s")

    created = {member["login"]: member for member in world.members() if member["login"] in PEOPLE}
    assert len(created) == CROWD and len({member["uid"] for member in created.values()}) == CROWD
    assert all(member["email"] == f"{login}@{DOMAIN}" for login, member in created.items())
