#!/usr/bin/python3
"""A root shell on the running demonstration host, or a command: join.py [COMMAND [ARGUMENT]...]."""
import os
import socket
import struct
import sys

MEETING_PLACE = "\0gatehouse-demo"


def main():
    with socket.socket(socket.AF_UNIX) as place:
        try:
            place.connect(MEETING_PLACE)
        except OSError:
            sys.exit("demo-shell: no demonstration is running. Start one with `make demo` in another terminal.")
        peer, _, _ = struct.unpack("3i", place.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    program = sys.argv[1:] or ["bash", "--norc"]
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                   "LANG": "C.UTF-8", "TERM": os.environ.get("TERM", "dumb"), "PS1": r"\u@\h:\w\$ "}
    words = ["nsenter", "--target", str(peer), "--mount", "--uts", "--pid", "--root", "--wd",
             "--", "env", "--chdir=/root", *program]
    try:
        os.execvpe("nsenter", words, environment)
    except OSError as problem:
        sys.exit(f"demo-shell: {problem}")


if __name__ == "__main__":
    main()
