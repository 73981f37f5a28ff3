"""The way out of every mail: signed addresses that stop it with one press, signed in or not."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

from troth.people.models import Person

SALT = "troth.notices.less"


def our_host() -> str:
    """The name of this server, as it stands in the ids of its mail."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def less_path(person: Person, *, reminders: bool = False) -> str:
    """The address that stops this mail for this person; it works for as long as the secret key is the same."""
    # No time in it: an old mail stops with one press too, and the same mail made twice is the same.
    token = signing.Signer(salt=SALT).sign_object([person.id, int(reminders)])
    return reverse("letters.less", kwargs={"token": token})


def meant(token: str) -> tuple[Person, bool] | None:
    """Whose mail the address stops, and whether it is reminders; None for one that nobody signed."""
    try:
        person, reminders = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Person.objects.filter(pk=person).first()
    return (found, bool(reminders)) if found else None


def list_headers(person: Person, *, reminders: bool = False) -> dict[str, str]:
    """What mail programs read: how to stop it with one click (RFC 8058), and that nobody wrote it by hand."""
    name = "reminders" if reminders else "news"
    return {
        "List-Id": f"<{name}.{our_host()}>",
        "List-Unsubscribe": f"<{settings.BASE_URL}{less_path(person, reminders=reminders)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
