"""Mail comes in: it becomes a post of whoever the address stands for, or an answer that keeps the words."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import translation

from troth.checkins.models import Checkin
from troth.decisions.models import Wording
from troth.discussions.actions.reading import keep_draft
from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import LONGEST_TEXT, Topic
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.letters import send
from troth.notices.actions.enclosing import Enclosed, enclosed
from troth.notices.actions.lessening import our_host
from troth.notices.actions.placing import Place, place_of, post
from troth.notices.actions.refusing import Kept, Why
from troth.notices.actions.replying import fingerprint, key_in
from troth.notices.actions.voting import say_counted
from troth.notices.models import Arrival, ReplyAddress
from troth.notices.plaintext import words_in
from troth.notices.rules.incoming.cutting import own_words
from troth.notices.rules.incoming.loops import Machine, written_by_machine
from troth.notices.rules.incoming.parsing import File, Said, Unreadable, parse
from troth.notices.sentences import came_note, files_note, why_not
from troth.people.actions.limits import spend
from troth.people.models import Person
from troth.people.rules.limits import DAY, Limit
from troth.resources.actions.bucket import OutOfReach

PER_PERSON: Final = Limit("mail-in", 60, 3600)
ANSWERS: Final = Limit("mail-answer", 10, DAY)
STRANGERS: Final = Limit("mail-stranger", 1, DAY)
STRANGERS_IN_ALL: Final = Limit("mail-strangers", 100, DAY)
REMEMBERED: Final = timedelta(days=400)
MOST_FILES: Final = 10


class Outcome(StrEnum):
    """What became of a message."""

    POSTED = "posted"
    ANSWERED = "answered"
    MACHINE = "machine"
    BOUNCED = "bounced"
    AGAIN = "again"
    NOBODY = "nobody"
    LATER = "later"
    UNREADABLE = "unreadable"


def arrive(raw: bytes, *, to: str = "", envelope: str | None = None) -> Outcome:
    """Take one message; `to` is whom the mail server was told, `envelope` the sender it was told."""
    try:
        said = parse(raw)
    except Unreadable:
        return Outcome.UNREADABLE
    key = next((found for one in ([to] if to else said.to) if (found := key_in(one))), None)
    row = ReplyAddress.objects.filter(pk=key).select_related("person").first() if key else None
    if row is None:
        return Outcome.NOBODY
    if machine := written_by_machine(said.headers, envelope=envelope, host=our_host()):
        return note_machine(row.person, machine, said, raw)
    if not spend(PER_PERSON, row.person_id):
        return Outcome.LATER
    return take(row, said, raw)


def note_machine(person: Person, machine: Machine, said: Said, raw: bytes) -> Outcome:
    """No machine is answered; that mail to somebody came back is kept for their page."""
    bounced = machine is Machine.BOUNCED
    outcome = Outcome.BOUNCED if bounced else Outcome.MACHINE
    key = fingerprint(person.id, said.message_id, raw)
    values = {"person": person, "outcome": outcome.value, "at": now()}
    Arrival.objects.get_or_create(key=key, defaults=values)
    return outcome


def take(row: ReplyAddress, said: Said, raw: bytes) -> Outcome:
    """Post it once, or send the words back once."""
    words = own_words(said.text or words_in(said.html))
    # By the thing as well: one mail to two topics is said in both.
    key = fingerprint(row.person_id + row.about, said.message_id, raw)
    place: Place | None = None
    try:
        with transaction.atomic():
            Arrival.objects.create(
                key=key, person=row.person, outcome=Outcome.POSTED.value, at=now()
            )
            place = place_of(row, sender=said.sender)
            with files_for(place, words, said.files) as files:
                with translation.override(row.person.language or None):
                    whole, subject = fitting(words, files), said.headers.get("subject", "")
                if isinstance(place.thing, Wording):
                    # A note about files is no argument, and no reason for an objection.
                    whole = words
                post(place, whole, subject=subject, files=files.kept)
        if isinstance(place.thing, Wording):
            say_counted(place.thing, by=place.seat, path=place.path)
        return Outcome.POSTED
    except IntegrityError:
        if Arrival.objects.filter(pk=key).exists():
            return Outcome.AGAIN
        raise
    except Kept as refused:
        kept = refused
    except NotPossible:
        kept = Kept(Why.NOT_NOW)
    except OutOfReach:
        # The mail server keeps the message with its files, and brings it again.
        return Outcome.LATER
    return send_back(row, words, kept, key=key, place=place)


def files_for(place: Place, words: str, files: Sequence[File]) -> AbstractContextManager[Enclosed]:
    """Where files go: into the library, beneath a post; check-ins and votes only name them. Raises `Kept`."""
    if not isinstance(place.thing, Checkin | Wording):
        return enclosed(files, room=place.room, by=place.seat)
    if not words:
        raise Kept(Why.EMPTY)
    return nullcontext(Enclosed((), tuple(file.name for file in files)))


def fitting(words: str, files: Enclosed) -> str:
    """The words of the post; files stand beneath them, and a line names those that could not be kept. Raises `Kept`."""
    if not words and not (files.kept or files.missed):
        raise Kept(Why.EMPTY)
    instead = "" if words else came_note([one.version.name for one in files.kept])
    note = files_note(files.missed[:MOST_FILES]) if files.missed else ""
    whole = "\n\n".join(part for part in (words, instead, note) if part)
    if len(whole) > LONGEST_TEXT:
        raise Kept(Why.LONG)
    return whole


def send_back(
    row: ReplyAddress, words: str, kept: Kept, *, key: str, place: Place | None
) -> Outcome:
    """Tell the person, at their own address and nowhere else, and let no word be lost."""
    values = {"person": row.person, "outcome": Outcome.ANSWERED.value, "at": now()}
    _row, fresh = Arrival.objects.get_or_create(key=key, defaults=values)
    if not fresh:
        return Outcome.AGAIN
    if place is not None and isinstance(place.thing, Topic) and words:
        keep_draft(words[:LONGEST_TEXT], place=Ulid(place.thing.id), person=row.person)
    if not row.person.is_active or not spend(ANSWERS, row.person_id):
        return Outcome.ANSWERED
    if answer(row.person, words, kept, path=place.path if place else ""):
        return Outcome.ANSWERED
    # No mail leaves now: the mail server keeps the message and brings it again.
    Arrival.objects.filter(pk=key).delete()
    return Outcome.LATER


def answer(person: Person, words: str, kept: Kept, *, path: str) -> bool:
    """Send the mail that says why, with the words in it; False where it could not leave."""
    with translation.override(person.language or None):
        subject, sentence = why_not(kept.why.value, **kept.values)
        return send(
            person.email,
            subject=subject,
            template="notices/mail/answer",
            context={"sentence": sentence, "words": words[:LONGEST_TEXT], "path": path},
            headers={"Auto-Submitted": "auto-replied"},
        )


def tell_stranger(raw: bytes) -> bool:
    """Tell whoever wrote to an address that nobody holds, where a mail service has taken the message already.

    At most once a day for each sender and so often in all, never a machine, and none of their words: whoever
    forges a sender has others written to with it.
    """
    try:
        said = parse(raw)
    except Unreadable:
        return False
    if not said.sender or written_by_machine(said.headers, envelope=said.sender, host=our_host()):
        return False
    if not (spend(STRANGERS, said.sender.lower()) and spend(STRANGERS_IN_ALL, "all")):
        return False
    subject, sentence = why_not(Why.RAN_OUT.value)
    return send(
        said.sender,
        subject=subject,
        template="notices/mail/answer",
        context={"sentence": sentence, "words": "", "path": "", "stranger": True},
        headers={"Auto-Submitted": "auto-replied"},
    )


def forget_arrivals(at: datetime) -> int:
    """Drop fingerprints and addresses that ran out long ago."""
    gone, _kinds = Arrival.objects.filter(at__lt=at - REMEMBERED).delete()
    old, _kinds = ReplyAddress.objects.filter(until__lt=at - REMEMBERED).delete()
    return gone + old
