"""Who wants to be told: a seat at the table, or an address that somebody outside has confirmed."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from troth.foundation.web.clock import now
from troth.foundation.web.letters import send
from troth.partnerships.models import Seat
from troth.people.actions.limits import spend
from troth.statements.models import Listener, Statement
from troth.statements.queries.public import Shown, path_of, shown_behind
from troth.statements.rules.limits import (
    ASKS_A_DAY,
    ASKS_FROM,
    ASKS_OF_ONE,
    CONFIRM_WITHIN,
    MOST_TRIES,
    wait_after,
)


def token_hash(token: str) -> str:
    """What is kept of a token; a copy of the table opens nothing."""
    return sha256(b"troth-statement\n" + token.encode(errors="replace")).hexdigest()


@transaction.atomic
def take(statement: Statement, *, by: Seat) -> None:
    """Remember that this seat has the text, so that it is told."""
    moment = now()
    Listener.objects.get_or_create(
        statement=statement, seat=by, defaults={"asked_at": moment, "confirmed_at": moment}
    )


def ask(email: str, shown: Shown, *, place: str, language: str) -> bool:
    """Send a link by which somebody confirms their address; False where too much was asked from here.

    Whoever is known already gets no second letter and the page says the same.
    """
    if not spend(ASKS_FROM, place):
        return False
    within = spend(ASKS_A_DAY, email) and spend(ASKS_OF_ONE, shown.statement.id)
    known = Listener.objects.filter(
        statement=shown.statement, email=email.lower(), confirmed_at__isnull=False
    )
    if within and shown.in_use and not known.exists():
        send_link(email.lower(), shown, language=language)
    return True


def send_link(email: str, shown: Shown, *, language: str) -> None:
    """Keep the address with the hash of a fresh token, and send the link."""
    token = secrets.token_urlsafe(24)
    values = {"token_hash": token_hash(token), "asked_at": now(), "language": language}
    Listener.objects.update_or_create(statement=shown.statement, email=email, defaults=values)
    send(
        email,
        subject=_("Shall we tell you when “%(what)s” changes?") % {"what": shown.title},
        template="statements/mail/confirm",
        context={
            "shown": shown,
            "path": reverse("public.answer", kwargs={"token": token}),
            "days": CONFIRM_WITHIN.days,
        },
    )


def behind(token: str) -> Listener | None:
    """Whose link this is, while it is good for anything."""
    rows = Listener.objects.filter(token_hash=token_hash(token), due_at=None).exclude(email="")
    return rows.select_related("statement").first()


def confirm(listener: Listener) -> bool:
    """The address is theirs: tell them; False where it was withdrawn or has gone meanwhile."""
    here = Listener.objects.filter(pk=listener.pk, due_at=None)
    return bool(here.update(confirmed_at=now()))


def stop(listener: Listener) -> None:
    """Tell them nothing; the address is deleted."""
    Listener.objects.filter(pk=listener.pk).delete()


def forget_unconfirmed(moment: datetime) -> int:
    """Delete addresses that nobody has confirmed in time."""
    late = Listener.objects.filter(confirmed_at=None, asked_at__lte=moment - CONFIRM_WITHIN)
    return late.delete()[0]


def tell(listener: Listener, moment: datetime) -> bool:
    """Send the letter that it is withdrawn, then delete the row, and the address with it."""
    shown = shown_behind(listener.statement, listener.number)
    person = listener.seat.person if listener.seat else None
    to = person.email if person else listener.email
    if shown is None:
        stop(listener)
        return False
    with translation.override((person.language if person else listener.language) or None):
        sent = send(
            to,
            subject=_("Please no longer use “%(what)s”") % {"what": shown.title},
            template="statements/mail/withdrawn",
            context={"shown": shown, "path": path_of(shown), "person": person},
        )
    if sent or listener.tries + 1 >= MOST_TRIES:
        stop(listener)
    else:
        later = {"tries": listener.tries + 1, "due_at": moment + wait_after(listener.tries + 1)}
        Listener.objects.filter(pk=listener.pk).update(**later)
    return sent
