"""libgatehouse from C, installed and found as a program that is built with it would find it."""
import os
import pathlib
import subprocess
import time

import pytest

from host_fixtures import ALICE, HERE, LIBRARY, OWNER, PLAIN, ROOT, STRANGER

SSO, PASSWORD, KEY, CODE, ACCOUNT_ONLY = 1, 2, 3, 4, 5


def output(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """A folder with the library installed, and the flags that pkg-config gives for it."""
    folder = tmp_path_factory.mktemp("installed")
    output("make", "-C", ROOT, "install-library", f"DESTDIR={folder}", "PREFIX=/opt/gatehouse",
           f"MODULE_BUILD={pathlib.Path(LIBRARY).parent}")
    [description] = folder.rglob("gatehouse.pc")
    environment = os.environ | {"PKG_CONFIG_PATH": str(description.parent), "PKG_CONFIG_SYSROOT_DIR": str(folder)}
    flags = output("pkg-config", "--cflags", "--libs", "gatehouse", env=environment).split()
    assert output("pkg-config", "--modversion", "gatehouse", env=environment) == "1\n"
    return folder, flags, description.parent.parent


def compiled(installed, folder, compiler, *flags):
    _, found, libraries = installed
    program = folder / "abi"
    output(*compiler, "-Wall", "-Wextra", "-Werror", "-pthread", *flags, "-o", program, HERE / "abi.c", *found,
           "-Wl,-rpath," + str(libraries))
    return program


@pytest.fixture(scope="session")
def program(installed, tmp_path_factory):
    return compiled(installed, tmp_path_factory.mktemp("abi"), ["cc", "-std=c11", "-D_DEFAULT_SOURCE", "-g"])


def asked(program, path, wrapper, question):
    words = [f"{name}={value}" for name, value in question.items()]
    done = subprocess.run([*wrapper, program, path, *words], capture_output=True, text=True)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return tuple(done.stdout.rstrip("\n").split("\t"))


@pytest.fixture
def ask(program, store):
    """ask(login="alice", ...): outcome, row, message and detail."""
    return lambda path=None, wrapper=(), **question: asked(program, path or store.path, wrapper, question)


def test_exports_only_what_the_header_declares():
    names = output("nm", "-D", "--defined-only", LIBRARY)
    functions = [line.split()[-1] for line in names.splitlines() if line.split()[-2] == "T"]
    assert sorted(functions) == [
        f"gatehouse_{name}@@GATEHOUSE_1" for name in ("close", "decide", "decision_free", "open", "version")]
    dynamic = output("readelf", "-d", LIBRARY)
    needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "(NEEDED)" in line]
    assert sorted(needed) == ["libc.so.6", "libsqlite3.so.0"]
    assert "soname: [libgatehouse.so.1]" in dynamic


def test_structures_stay_as_large_as_version_1_has_them(installed, tmp_path):
    folder, flags, _ = installed
    source = tmp_path / "size.c"
    source.write_text(
        "#include <gatehouse.h>\n#include <stddef.h>\n"
        "_Static_assert(sizeof(gatehouse_question) == 56 && offsetof(gatehouse_question, method) == 48, \"question\");\n"
        "_Static_assert(sizeof(gatehouse_decision) == 24 && offsetof(gatehouse_decision, detail) == 16, \"decision\");\n")
    output("cc", "-std=c11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-pedantic", *flags[:1], source)


def test_a_program_in_c_plus_plus_can_use_it(installed, tmp_path):
    _, flags, libraries = installed
    source = tmp_path / "a.cc"
    source.write_text(
        "#include <gatehouse.h>\n"
        "int main() {\n"
        "  gatehouse *store = gatehouse_open(\"/nonexistent\");\n"
        "  gatehouse_question question{};\n"
        "  question.email = \"alice@corp.example\";\n"
        "  question.method = GATEHOUSE_SSO;\n"
        "  gatehouse_decision *decision = nullptr;\n"
        "  bool denied = gatehouse_decide(store, &question, &decision) == GATEHOUSE_DENY && decision->row == 2;\n"
        "  gatehouse_decision_free(decision);\n"
        "  gatehouse_close(store);\n"
        "  return denied ? 0 : 1;\n"
        "}\n")
    output("c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-pedantic", "-o", tmp_path / "a", source, *flags,
           "-Wl,-rpath," + str(libraries))
    output(tmp_path / "a")


def test_decides_as_the_table_says(ask, store):
    assert ask(login="alice", uid=ALICE, method=SSO) == ("allow", "8", "", "member, single sign-on")
    assert ask(login="stranger", uid=STRANGER, method=SSO)[:2] == ("create", "9")
    assert ask(login="alice", uid=ALICE, method=PASSWORD)[:2] == ("deny", "16")
    assert ask(login="alice", uid=ALICE, method=KEY)[:2] == ("deny", "19")
    assert ask(login="alice", uid=ALICE, method=CODE)[:2] == ("deny", "16")
    assert ask(login="owner", uid=OWNER, is_local=1, method=PASSWORD)[:2] == ("deny", "16")
    assert ask(login="owner", uid=OWNER, is_local=1, method=CODE)[:2] == ("allow", "15")
    assert ask(login="plain", uid=PLAIN, is_local=1, method=PASSWORD)[:2] == ("ignore", "1")
    assert ask(login="root", uid=0, is_local=1, method=PASSWORD)[:2] == ("ignore", "1")
    store.run(f"UPDATE member SET last_sso_at = {int(time.time()) - 60} WHERE login = 'alice'")
    assert ask(login="alice", uid=ALICE, method=KEY)[:2] == ("allow", "17")
    store.break_sso()
    assert ask(login="owner", uid=OWNER, is_local=1, method=PASSWORD)[:3] == (
        "ignore", "14", "A password is accepted because no identity provider is configured.")
    assert ask(login="owner", uid=OWNER, is_local=1, method=KEY)[:2] == ("allow", "18")


def test_a_uid_that_was_left_zero_admits_nobody_but_root(ask):
    for method in SSO, PASSWORD, KEY, CODE, ACCOUNT_ONLY:
        for login in "alice", "owner", "plain", "nobody-of-that-name", "Root", "roo":
            for is_local in 0, 1:
                assert ask(login=login, is_local=is_local, method=method, service="cron")[:2] == ("deny", "0")
    assert ask(login="root", method=PASSWORD)[:2] == ("ignore", "1")
    assert ask(login="daemon", uid=1, is_local=1, method=PASSWORD)[:2] == ("ignore", "1")


def test_an_address_stands_for_the_person(ask, store):
    assert ask(email="alice@corp.example", method=SSO)[:2] == ("allow", "8")
    assert ask(email="alice@CORP.example", method=SSO)[:2] == ("allow", "8")
    assert ask(email="Alice@corp.example", method=SSO)[:2] == ("create", "9")
    assert ask(email="somebody@corp.example", method=SSO)[:2] == ("create", "9")
    assert ask(email="somebody@corp.example", method=KEY)[:2] == ("deny", "10")
    assert ask(email="somebody@elsewhere.example", method=SSO)[:2] == ("deny", "11")
    assert ask(email="owner@corp.example", method=PASSWORD)[:2] == ("deny", "16")
    store.run("UPDATE member SET status = 2 WHERE login = 'alice'")
    assert ask(email="alice@corp.example", method=SSO)[:2] == ("deny", "3")


def test_nothing_to_prove_is_for_services_that_ask_nobody(ask, store):
    alice = {"login": "alice", "uid": ALICE, "method": ACCOUNT_ONLY}
    assert ask(**alice, service="cron")[:2] == ("allow", "21")
    assert ask(**alice, service="sshd")[:2] == ask(**alice)[:2] == ("deny", "19")
    assert ask(login="stranger", uid=STRANGER, method=ACCOUNT_ONLY, service="cron")[:2] == ("deny", "10")
    store.run("INSERT INTO host_setting VALUES ('non-interactive-services', 'builder')")
    assert ask(**alice, service="builder")[:2] == ("allow", "21")
    assert ask(**alice, service="cron")[:2] == ("deny", "19")


def test_naming_an_organisation_opens_nothing(ask, store):
    store.run("INSERT INTO organisation (id, name, created_at) VALUES (2, 'Lenient', 0)")
    alice = {"login": "alice", "uid": ALICE}
    assert ask(**alice, method=SSO, organisation="Example")[:2] == ("allow", "8")
    assert ask(**alice, method=PASSWORD, organisation="Lenient")[:2] == ("deny", "16")
    assert ask(**alice, method=SSO, organisation="Lenient")[0] == "deny"
    assert ask(email="alice@corp.example", method=KEY, organisation="Lenient")[:2] == ("deny", "10")
    assert ask(**alice, method=SSO, organisation="Nobody")[:2] == ("deny", "0")
    assert ask(login="plain", uid=PLAIN, is_local=1, method=PASSWORD, organisation="Example")[:2] == ("ignore", "1")


def test_without_a_store_only_the_hosts_own_accounts_are_ignored(ask):
    unavailable = ("deny", "2", "Sign-in service unavailable on this host.")
    for organisation in {}, {"organisation": "Example"}:
        assert ask("/nonexistent", login="alice", uid=ALICE, method=SSO, **organisation)[:3] == unavailable
        assert ask("/nonexistent", email="owner@corp.example", method=PASSWORD, **organisation)[:3] == unavailable
        assert ask("/nonexistent", login="owner", uid=OWNER, is_local=1, method=SSO, **organisation)[:2] == ("ignore", "2")
        assert ask("/nonexistent", login="root", uid=0, is_local=1, method=SSO, **organisation)[:2] == ("ignore", "1")


VALGRIND = ("valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=all",
            "--show-leak-kinds=all")


@pytest.mark.parametrize("question", [
    {"login": "alice", "uid": ALICE, "method": SSO}, {"login": "owner", "uid": OWNER, "is_local": 1, "method": PASSWORD},
    {"email": "somebody@corp.example", "method": SSO}, {"login": "alice", "uid": ALICE, "method": KEY, "organisation": "Example"},
    {"login": "alice", "uid": ALICE, "method": ACCOUNT_ONLY, "service": "cron"}, {"email": "nobody", "method": SSO},
    {"login": "alice", "uid": ALICE, "method": SSO, "threads": 4},
], ids=lambda question: "-".join(str(value) for value in question.values()))
def test_reads_and_leaks_nothing_it_should_not(ask, question):
    ask(None, VALGRIND, **question)


def test_reads_and_leaks_nothing_it_should_not_without_a_store(ask):
    ask("/nonexistent", VALGRIND, login="alice", uid=ALICE, method=SSO)


def test_one_handle_serves_several_threads(ask):
    assert ask(login="alice", uid=ALICE, method=SSO, threads=16)[:2] == ("allow", "8")
