"""How often somebody wants mail about what, and in which hours."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.notices.models import Quiet, Wish
from troth.notices.queries.round import hours_of
from troth.notices.rules.paces import NEWS, Hours, Pace, chosen, group_of, leaves_at
from troth.people.models import Person

QUIET_FROM, QUIET_UNTIL = time(20), time(7)
Said = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Wishes:
    """The wishes of some people, looked up once."""

    people: Mapping[str, Person]
    said: Mapping[str, Said]
    quiet: Mapping[str, Quiet]

    def hours(self, person: str) -> Hours:
        """When this person works, and when nothing may come."""
        quiet = self.quiet.get(person)
        return Hours(
            work=hours_of(self.people[person]),
            quiet_from=quiet.begins if quiet else QUIET_FROM,
            quiet_until=quiet.ends if quiet else QUIET_UNTIL,
        )

    def pace(self, person: str, *, room: str, kind: str) -> Pace:
        """How often this person wants mail about this; never, where they want none at all."""
        who = self.people.get(person)
        if who is None or not (who.is_active and who.mail_waiting):
            return Pace.NEVER
        return chosen(self.said.get(person, {}), room=room, group=group_of(kind))

    def leaves(self, person: str, *, room: str, kind: str, at: datetime) -> datetime | None:
        """When a line about this may go out at the earliest; None for never, and for what is no news."""
        pace = self.pace(person, room=room, kind=kind)
        if pace is Pace.NEVER or at < now() - NEWS:
            return None
        return leaves_at(at, pace, self.hours(person))


def wishes_of(people: Collection[str]) -> Wishes:
    """Three statements, however many people."""
    keys = [Ulid(one) for one in people]
    found = {str(one.id): one for one in Person.objects.filter(pk__in=keys)}
    said: dict[str, Said] = defaultdict(dict)
    for row in Wish.objects.filter(person__in=keys):
        said[row.person_id][row.room, row.group] = row.pace
    quiet = {str(row.person_id): row for row in Quiet.objects.filter(person__in=keys)}
    return Wishes(found, said, quiet)
