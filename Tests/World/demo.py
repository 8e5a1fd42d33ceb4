#!/usr/bin/python3
"""The demonstration: a host with Gatehouse to log in to. With --perform it does the log-ins itself and shows them."""
import argparse
import os
import pathlib
import signal
import socket
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from World import host, identity_provider, name_server, sshd  # noqa: E402
from World.people import ALICE, BOB, IDP_PASSWORD, LOCAL_PASSWORD, LOCAL_USER, OLIVIA  # noqa: E402
from World.processes import NotReady  # noqa: E402
from World.scenes import (AUDIT, EXPLAIN, JIT_OFF, REMOVE_PROVIDER, SHOW_DOMAIN, SIGN_IN, SSH, STATUS,  # noqa: E402
                          perform)
from World.world import World  # noqa: E402

MEETING_PLACE = "\0gatehouse-demo"
PORTS = {sshd.PORT: "sshd", host.HTTP_PORT: "gatehouse serve", identity_provider.PORT: "the identity provider",
         name_server.PORT: "the DNS server"}
INVITATION = f"""
The demonstration host is up. In another terminal of this machine:

    {SSH} {ALICE.login}@127.0.0.1

  Nobody has heard of {ALICE.login} yet. Open the link ssh prints in a browser of this machine, sign in at the
  identity provider, and type the code it shows:

    e-mail {ALICE.email}    password {IDP_PASSWORD}        ({BOB.email} is new, too)

  Others:  {LOCAL_USER.name}   a local account, password {LOCAL_PASSWORD}: untouched by single sign-on
           {OLIVIA.login}      the owner, a local account with the same password, {OLIVIA.email} at the provider

    make demo-shell        a root shell on that host. There, try
      {STATUS} · {AUDIT} · {EXPLAIN} · {JIT_OFF}
      {SHOW_DOMAIN:<42}  a claimed domain; claiming one asks for a password: passwd root
      {REMOVE_PROVIDER:<42}  then the owner's password works, a member's does not
      {SIGN_IN:<42}  the sign-in without a browser; prints the code

Ctrl-C ends it; nothing stays behind."""


def refuse_taken_ports():
    """Ends with a sentence when the demonstration's place or one of its ports is taken."""
    place = socket.socket(socket.AF_UNIX)
    try:
        place.bind(MEETING_PLACE)
    except OSError:
        sys.exit("demo: another demonstration is running. End it with Ctrl-C in its terminal.")
    place.listen()
    for port, name in PORTS.items():
        if sshd.listening(port):
            sys.exit(f"demo: port {port} of 127.0.0.1, which {name} needs, is taken; `ss -ltnp 'sport = :{port}'` tells "
                     "by what. End that, or run `make demo AUTO=1`, which needs no port of this machine.")
    return place


def farewell(*_):
    """Ends process 1's only child, and with it the private host."""
    print("\ndemo: ended, nothing is left.", flush=True)
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--perform", action="store_true", help="do the log-ins and show them")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, farewell)
    _place = refuse_taken_ports()
    world = World(tell=lambda text: print(f"  {text}", flush=True))
    try:
        print("Starting the demonstration host:", flush=True)
        world.start()
        host.offer("sign-in", "World.sign_in")
        if arguments.perform:
            perform()
            return
    except NotReady as problem:
        sys.exit(f"demo: {problem}")
    print(INVITATION, flush=True)
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
