"""The inbox follows the logs: every entry becomes a line for everybody else in its room."""

import secrets
from datetime import timedelta
from functools import partial

from django.db import transaction

from troth.discussions.queries.reach import is_talk, reached
from troth.foundation.facts.resources import ResourceAdded
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.foundation.live import hints
from troth.ledger.models import Entry
from troth.ledger.queries import known_fact
from troth.notices.models import Notice
from troth.notices.queries.wishes import wishes_of
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import entering

# What stands on the page of people, and letters that left: no news for the inbox of everybody.
QUIET = frozenset(
    {"partnership:proposed", "party:invited", "seat:changed", "terms:set", "item:shared-out"}
)


def line_id(entry: Entry) -> Ulid:
    """An id that sorts by when it happened, then by its place in the log, whenever it is followed."""
    return make_ulid(
        int(entry.t.timestamp() * 1000), entry.idx.to_bytes(5) + secrets.token_bytes(5)
    )


class InboxFollower:
    """Writes inbox lines; safe to repeat, because a person gets a line for an entry once."""

    name = "inbox"

    def handle(self, entry: Entry) -> None:
        """One line for everybody who sat in the room by then, but whoever acted."""
        room = Room.objects.select_related("party").filter(pk=entry.log).first()
        if room is None or entry.kind in QUIET:
            return
        fact = known_fact(entry)
        if isinstance(fact, ResourceAdded) and fact.carried:
            # Whoever is told of what it came with is told enough.
            return
        actor = fact.by.person if fact else None
        # Entries say their second, seats their microsecond.
        by_then = entry.t + timedelta(seconds=1)
        # Whoever comes by a personal link has no inbox.
        sat = entering(room).filter(since__lt=by_then).exclude(person__email="")
        people = set(sat.values_list("person_id", flat=True)) - {actor}
        if fact is not None and is_talk(entry.kind):
            people = reached(fact, people)
        wishes = wishes_of(people)
        lines = [
            Notice(
                id=line_id(entry),
                person_id=person,
                partnership_id=room.partnership_id,
                room=room.id,
                idx=entry.idx,
                kind=entry.kind,
                at=entry.t,
                letter_at=wishes.leaves(person, room=room.id, kind=entry.kind, at=entry.t),
            )
            for person in sorted(people)
        ]
        Notice.objects.bulk_create(lines, ignore_conflicts=True)
        for person in people:
            transaction.on_commit(partial(hints.inbox, person))
