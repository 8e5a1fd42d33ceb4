"""libgatehouse from C, with its header as it is shipped."""
import os
import subprocess
import time

import pytest

from host_fixtures import ALICE, HERE, LIBRARY, OWNER, PLAIN, ROOT, STRANGER


@pytest.fixture(scope="module")
def abi(tmp_path_factory):
    directory = tmp_path_factory.mktemp("abi")
    os.symlink(LIBRARY, directory / "libgatehouse.so.0")
    os.symlink(LIBRARY, directory / "libgatehouse.so")
    subprocess.run(
        ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-I", ROOT / "Include", "-o", directory / "abi", HERE / "abi.c",
         "-L", directory, "-lgatehouse", "-Wl,-rpath," + str(directory)], check=True)

    def run(*words):
        done = subprocess.run([directory / "abi", *map(str, words)], capture_output=True, text=True)
        assert done.returncode == 0, (done.returncode, done.stderr)
        return tuple(done.stdout.rstrip("\n").split("\t"))
    return run


def test_exports_only_what_the_header_declares():
    names = subprocess.run(["nm", "-D", "--defined-only", LIBRARY], check=True, capture_output=True, text=True).stdout
    functions = [line.split()[-1] for line in names.splitlines() if line.split()[-2] == "T"]
    assert sorted(functions) == [
        f"gatehouse_{name}@@GATEHOUSE_0" for name in ("close", "decide", "open", "version")]
    dynamic = subprocess.run(["readelf", "-d", LIBRARY], check=True, capture_output=True, text=True).stdout
    needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "(NEEDED)" in line]
    assert sorted(needed) == ["libc.so.6", "libsqlite3.so.0"]
    assert "soname: [libgatehouse.so.0]" in dynamic


def test_header_is_c_plus_plus_too(tmp_path):
    source = tmp_path / "a.cc"
    source.write_text('#include "gatehouse.h"\nint main() { gatehouse_decision d; (void)d; return 0; }\n')
    subprocess.run(["cc", "-x", "c++", "-fsyntax-only", "-Wall", "-Werror", "-I", ROOT / "Include", source], check=True)


SSO, PASSWORD, KEY = 1, 2, 3


def test_decides_as_the_table_says(abi, store):
    assert abi(store.path, "alice", ALICE, 0, SSO)[:2] == ("allow", "8")
    assert abi(store.path, "stranger", STRANGER, 0, SSO)[:2] == ("create", "9")
    assert abi(store.path, "alice", ALICE, 0, PASSWORD)[:2] == ("deny", "16")
    assert abi(store.path, "alice", ALICE, 0, KEY)[:2] == ("deny", "19")
    assert abi(store.path, "owner", OWNER, 1, PASSWORD)[:2] == ("deny", "16")
    assert abi(store.path, "plain", PLAIN, 1, PASSWORD)[:2] == ("ignore", "1")
    assert abi(store.path, "root", 0, 1, PASSWORD)[:2] == ("ignore", "1")
    store.break_sso()
    assert abi(store.path, "owner", OWNER, 1, PASSWORD) == (
        "ignore", "14", "A password is accepted because no identity provider is configured.")


def test_without_a_store_only_the_hosts_own_accounts_are_ignored(abi):
    assert abi("/nonexistent", "alice", ALICE, 0, SSO) == ("deny", "2", "Sign-in service unavailable on this host.")
    assert abi("/nonexistent", "owner", OWNER, 1, SSO)[:2] == ("ignore", "2")
    assert abi("/nonexistent", "root", 0, 1, SSO)[:2] == ("ignore", "1")
