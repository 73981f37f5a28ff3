"""The inbox follows the logs: every entry becomes a line for everybody else in its room."""

from functools import partial

from django.db import transaction

from troth.foundation.live import hints
from troth.foundation.web.ids import new_ulid
from troth.ledger.models import Entry
from troth.ledger.queries import known_fact
from troth.notices.models import Notice
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import seats_in

# Who came and went is on the page of people; it is no news for the inbox of everybody.
QUIET = frozenset({"seat:changed", "terms:set", "item:shared-out"})


class InboxFollower:
    """Writes inbox lines; safe to repeat, because a person gets a line for an entry once."""

    name = "inbox"

    def handle(self, entry: Entry) -> None:
        """One line for everybody in the room but whoever acted."""
        room = Room.objects.select_related("party").filter(pk=entry.log).first()
        if room is None or entry.kind in QUIET:
            return
        fact = known_fact(entry)
        actor = fact.by.person if fact else None
        people = {seat.person_id for seat in seats_in(room)} - {actor}
        lines = [
            Notice(
                id=new_ulid(),
                person_id=person,
                partnership_id=room.partnership_id,
                room=room.id,
                idx=entry.idx,
                kind=entry.kind,
                at=entry.t,
            )
            for person in sorted(people)
        ]
        Notice.objects.bulk_create(lines, ignore_conflicts=True)
        for person in people:
            transaction.on_commit(partial(hints.inbox, person))
