"""Run as a program: many threads guess at once on a real database; prints how many guesses were looked at.

`flood.py make` makes the tables and Ingrid, `flood.py forget` takes all tries back,
`flood.py ask` asks for a code and prints the session,
`flood.py guess-code SESSION N` and `flood.py guess-password N` guess.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.site.settings")
django.setup()

from allauth.account import forms  # noqa: E402  # Django has to be set up first
from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import check_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402

from troth.people.actions.people import register  # noqa: E402
from troth.people.models import Person, Tally  # noqa: E402

EMAIL = "ingrid@lumen.example"
looked_at: list[str] = []
# One for all: every handler loads the middleware anew, which takes longer than to refuse a guess.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def make() -> str:
    """Tables, and Ingrid with a password."""
    call_command("migrate", verbosity=0)
    Person.objects.all().delete()
    person = register(EMAIL, name="Ingrid")
    person.set_password("four quiet herrings swim")
    person.save()
    return "made"


def forget() -> str:
    """No tries so far."""
    Tally.objects.all().delete()
    return "forgotten"


def ask() -> str:
    """A browser that waits for the code."""
    client = Client()
    client.post("/come-in/", {"email": EMAIL})
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def guess_codes(session: str, count: int) -> str:
    """So many wrong codes with one session, from as many forged addresses."""
    theirs = forms.compare_user_code

    def compare(*, actual: str, expected: str) -> bool:
        looked_at.append(actual)
        return bool(theirs(actual=actual, expected=expected))

    forms.compare_user_code = compare

    def guess(number: int) -> None:
        client = somewhere(number)
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        client.post("/come-in/code/", {"code": f"x{number}"})
        connection.close()  # the pool on PostgreSQL has fewer than there are threads

    at_once(guess, count)
    return str(len(looked_at))


def guess_passwords(count: int) -> str:
    """So many wrong passwords for one person, from as many forged addresses."""

    def checked(person: Person, password: str) -> bool:
        looked_at.append(password)
        return check_password(password, person.password)

    Person.check_password = checked  # type: ignore[assignment, method-assign]  # to count

    def guess(number: int) -> None:
        client = somewhere(number)
        client.post("/come-in/password/", {"login": EMAIL, "password": f"guess {number}"})
        connection.close()

    at_once(guess, count)
    return str(len(looked_at))


def somewhere(number: int) -> Client:
    """A browser that says it is somewhere else than the one before."""
    client = Client(headers={"x-forwarded-for": f"203.0.{number % 250}.{number // 250}"})
    client.handler = HANDLER
    return client


def at_once(guess: object, count: int) -> None:
    """In sixteen threads."""
    HANDLER.load_middleware()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(guess, range(count)))  # type: ignore[arg-type]  # a function of a number


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    acts: dict[str, Callable[[], str]] = {
        "make": make,
        "forget": forget,
        "ask": ask,
        "guess-code": lambda: guess_codes(rest[0], int(rest[1])),
        "guess-password": lambda: guess_passwords(int(rest[0])),
    }
    sys.stdout.write(acts[what]() + "\n")
