"""Signs a person in without a browser and prints the code: python3 -m World.sign_in LINK E-MAIL."""
import sys

from .browser import Browser, SignInFailed
from .people import EVERYBODY


def main():
    person = next((person for person in EVERYBODY if len(sys.argv) == 3 and person.email == sys.argv[2]), None)
    if person is None:
        sys.exit("usage: sign-in LINK E-MAIL\nE-MAIL is one of " + ", ".join(person.email for person in EVERYBODY))
    try:
        page = Browser(person).sign_in(sys.argv[1])
    except SignInFailed as problem:
        sys.exit(f"sign-in: {problem}")
    if not page.code:
        sys.exit(f"sign-in: HTTP {page.status}: {page.text}")
    print(page.code)


if __name__ == "__main__":
    main()
