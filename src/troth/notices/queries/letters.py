"""What one mail says: what needs an answer, and what happened, table by table, on both clocks."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.decisions.models import Wording
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.checkins import CheckinOpened
from troth.foundation.facts.decisions import Method
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.foundation.web.offers import Enclosed, Waiting, offered
from troth.foundation.web.times import also, on_record
from troth.ledger.queries import facts_at
from troth.notices.ballots import words_for
from troth.notices.models import Mailing, Notice
from troth.notices.queries.ballots import ballot_at
from troth.notices.queries.inbox import InboxLine, Rooms, entry_lines
from troth.notices.queries.words import Words, post_of, words_of
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.queries.door import rooms_of
from troth.people.models import Person
from troth.people.zones import known_zone

log = logging.getLogger("troth.notices")
SEATS = 50
MOST_LINES = 40
# A sentence that holds words of this length quotes them; shorter ones may be in it by chance.
SHORTEST_QUOTE = 20
MOST_WAITING = 5
MOST_PARTIES = 500
CHECKIN = CheckinOpened.kind


@dataclass(frozen=True, kw_only=True)
class News:
    """One line of a mail. `about`: what one can write to by answering; a check-in takes one report.

    `notice`: the line of the inbox. `choices`: an answer is a vote, and says one of these words. `post`: whose
    words it carries, where the reader wants them in mail; `enclosed`: a picture it carries, likewise.
    """

    sentence: str
    url: str
    when: str
    about: str = ""
    is_checkin: bool = False
    room: str = ""
    post: str = ""
    choices: tuple[str, ...] = ()
    notice: str = ""
    enclosed: Enclosed | None = None

    @property
    def picture(self) -> str:
        """Under which name the letter carries its picture."""
        return f"{self.notice}@troth"


@dataclass(frozen=True)
class Letter:
    """Everything that one mail says; `words` by the post they belong to."""

    waiting: Sequence[Waiting]
    tables: Sequence[tuple[str, Sequence[News]]]
    count: int
    words: Mapping[str, Words] = field(default_factory=dict)

    def words_at(self, line: News) -> Words | None:
        """What somebody said, where the line does not say all of it already."""
        said = self.words.get(line.post)
        if said is None or (len(said.text) >= SHORTEST_QUOTE and said.text in line.sentence):
            return None
        return said

    @property
    def pictures(self) -> dict[str, bytes]:
        """What its lines carry, by the names under which they show it."""
        lines = [line for _table, found in self.tables for line in found]
        return {line.picture: line.enclosed.png for line in lines if line.enclosed}

    @property
    def things(self) -> list[str]:
        """What it tells of that can be answered by mail, each once: topics, promises, a check-in that opened."""
        lines = [line for _table, found in self.tables for line in found]
        return list(dict.fromkeys(line.about for line in lines if line.about))

    @property
    def one_thing(self) -> str:
        """The same, where the whole mail is about a single one."""
        lines = [line for _table, found in self.tables for line in found]
        things = {line.about for line in lines}
        return things.pop() if len(things) == 1 else ""

    @property
    def asks_checkin(self) -> bool:
        """Whether the one thing it is about is a check-in, of which an answer makes the report."""
        lines = [line for _table, found in self.tables for line in found]
        return bool(self.one_thing) and all(line.is_checkin for line in lines)

    @property
    def ballot(self) -> str:
        """The words with which an answer votes, where the whole mail is about one vote; empty else."""
        lines = [line for _table, found in self.tables for line in found]
        said = {line.choices for line in lines} if self.one_thing else set()
        return commas(said.pop()) if len(said) == 1 else ""

    @property
    def more(self) -> int:
        """How many lines stand in the inbox alone."""
        return self.count - sum(len(lines) for _table, lines in self.tables)

    @property
    def subject(self) -> str:
        """The one thing that happened, or how many and where."""
        if self.count == 1:
            return self.tables[0][1][0].sentence
        values = {"n": self.count, "where": self.tables[0][0]}
        if len(self.tables) == 1:
            return ngettext("%(n)s new at %(where)s", "%(n)s new at %(where)s", self.count) % values
        return ngettext("%(n)s new at your tables", "%(n)s new at your tables", self.count) % values


def seats_of(person: Person) -> list[Seat]:
    """The seats this person holds now, with table and party."""
    taken = Seat.objects.taken(now()).filter(person=person)
    return list(taken.select_related("partnership", "party").order_by("id")[:SEATS])


def needs_an_answer(seats: Sequence[Seat], *, limit: int) -> list[Waiting]:
    """What waits for whoever holds these seats, the oldest first."""
    found = [one for offer in offered.waiting for one in offer(seats, limit=limit)]
    return sorted(found, key=lambda one: one.since)[:limit]


def asked_of(person: Person, seats: Sequence[Seat], *, limit: int) -> list[Waiting]:
    """The same for a letter: whoever wants no words in mail reads what to do, and not what was said."""
    found = needs_an_answer(seats, limit=limit)
    if person.mail_words:
        return found
    return [replace(one, sentence=one.act, quote="") for one in found]


def letter_for(mailing: Mailing) -> Letter | None:
    """What there is to say now; None where all of it was read, or stands behind doors that closed."""
    seats = seats_of(mailing.person)
    rooms: Rooms = {room.id: (room, seat) for seat in seats for room in rooms_of(seat)}
    fresh = Notice.objects.filter(mailing=mailing, seen_at__isnull=True, room__in=rooms)
    rows = {str(row.id): row for row in fresh.order_by("id")[: MOST_LINES * 5]}
    lines = entry_lines(list(rows.values()), rooms)
    if not lines:
        return None
    tables = by_table(
        lines[:MOST_LINES], rows, reader=mailing.person, rooms=rooms, with_pictures=True
    )
    return Letter(
        waiting=asked_of(mailing.person, seats, limit=MOST_WAITING),
        tables=tables,
        count=len(lines) + max(0, fresh.count() - len(rows)),
        words=words_of({one.post for _table, found in tables for one in found} - {""}, rooms),
    )


def by_table(
    lines: Sequence[InboxLine],
    rows: dict[str, Notice],
    *,
    reader: Person,
    rooms: Rooms,
    with_pictures: bool = False,
) -> list[tuple[str, Sequence[News]]]:
    """The lines under the names of their tables, the latest first."""
    carries = with_pictures and reader.mail_words
    tables: dict[str, list[News]] = defaultdict(list)
    names: dict[str, str] = {}
    facts = facts_of(list(rows.values()))
    clocks = Clocks({row.partnership_id for row in rows.values()}, reader)
    for line in sorted(lines, key=lambda one: one.id, reverse=True):
        row, fact = rows[line.id], facts.get(line.id)
        table = row.partnership_id
        seat = rooms[Ulid(row.room)][1]
        ballot = ballot_at(fact, seat) if fact else None
        about = ballot.id if ballot else answered_at(fact, seat) if fact else ""
        names[table] = line.partnership
        news = News(
            sentence=line.sentence,
            url=line.url,
            when=clocks.both(line, table),
            about=about,
            is_checkin=bool(about) and row.kind == CHECKIN,
            room=row.room,
            post=worded(fact, ballot) if reader.mail_words else "",
            notice=line.id,
            choices=words_for(Method(ballot.decision.method)) if ballot else (),
            enclosed=carried(fact, seat) if fact and carries else None,
        )
        tables[table].append(news)
    return [(names[table], found) for table, found in tables.items()]


def carried(fact: Fact, seat: Seat) -> Enclosed | None:
    """What its line carries for whoever holds this seat."""
    find = offered.enclosed.get(fact.kind)
    if find is None:
        return None
    try:
        return find(fact, seat)
    except Exception:
        # The sentence says all that matters; a letter without a picture is better than none for anybody.
        log.exception("a picture for a letter could not be made")
        return None


def worded(fact: Fact | None, ballot: Wording | None) -> str:
    """Whose words a line carries: a post's, or those that are voted on."""
    if ballot:
        return str(ballot.id)
    return post_of(fact) if fact else ""


def facts_of(rows: Sequence[Notice]) -> dict[str, Fact]:
    """What each line tells of; a few statements a room."""
    by_room: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        by_room[row.room][row.idx] = row.id
    return {
        lines[idx]: fact
        for room, lines in by_room.items()
        for idx, fact in facts_at(room, list(lines))
        if fact
    }


def answered_at(fact: Fact, seat: Seat) -> str:
    """The topic, the promise, or the check-in that opened for the reader's side; empty where none can be answered."""
    if seat.partnership.phase == Phase.CLOSED:
        return ""
    if fact.kind == CHECKIN:
        may = granted(seat.kind, Permission.CHECKIN_WRITE)
        return str(getattr(fact, "checkin", "")) if may else ""
    if not granted(seat.kind, Permission.TALK_WRITE):
        return ""
    return str(getattr(fact, "topic", None) or getattr(fact, "commitment", None) or "")


class Clocks:
    """The reader's clock, and the one of the other side where it shows something else."""

    def __init__(self, tables: set[str], reader: Person) -> None:
        self.reader, self.zone = reader, known_zone(reader.zone)
        rows = Party.objects.filter(
            partnership__in=[Ulid(one) for one in tables], standing=Standing.JOINED
        )
        self.parties: dict[str, list[Party]] = defaultdict(list)
        for party in rows.order_by("id")[:MOST_PARTIES]:
            self.parties[party.partnership_id].append(party)

    def both(self, line: InboxLine, table: str) -> str:
        """When it happened."""
        first = on_record(line.at, self.zone, self.reader.place)
        for party in self.parties[table]:
            zone = known_zone(party.zone)
            if second := also(line.at, first=self.zone, second=zone, place=party.place):
                return _("%(first)s (%(second)s)") % {"first": first, "second": second}
        return first
