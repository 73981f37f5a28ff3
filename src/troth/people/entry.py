"""Letting somebody in without asking them anything: where another noun or the example knows who it is."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from troth.people.models import Person

EXAMPLE_SALT = "troth.example.enter"


@transaction.atomic
def sign_in(request: HttpRequest, person: Person) -> None:
    """Make this browser the person's: a new session key, the old one ends.

    It counts as fresh proof: whoever knows enough to call this has just learned who it is.
    """
    get_adapter(request).login(request, person)
    record_authentication(request, person, method="link")
    vars(request)["person"] = person


def expect(request: HttpRequest, email: str) -> None:
    """Let somebody sign up with exactly this address, because something sent there came back.

    The sign-up page (`account_signup`, with `?next=`) then asks for the name alone and needs no code.
    """
    get_adapter(request).stash_verified_email(request, email)


def expected(request: HttpRequest) -> str:
    """The address for which sign-up is open in this browser, or nothing."""
    return str(request.session.get("account_verified_email") or "")


def example_path(person: Person) -> str:
    """The way in as one of the example's people; it may be used as often as one likes."""
    return f"/example/enter/{signing.dumps(person.id, salt=EXAMPLE_SALT)}/"


def example_person(token: str) -> Person | None:
    """Who comes in by this way; nobody but the example's people, and only on an example server."""
    if not settings.EXAMPLE:
        return None
    try:
        person_id = signing.loads(token, salt=EXAMPLE_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=person_id, is_example=True, is_active=True).first()
