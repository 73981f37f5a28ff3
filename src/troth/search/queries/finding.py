"""What a person finds: only in rooms they may enter now, the newest first, titles before the rest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection

from troth.partnerships.models import Seat
from troth.partnerships.queries.door import rooms_of
from troth.search.models import SearchItem, SearchSpelling
from troth.search.rules.index import FTS5, TSQUERY, Question, put
from troth.search.rules.words import asked, near, slips

SHOWN = 30
TITLES = 8  # answers by their title that stand before the others
FEW = 3  # with fewer answers than this, words with a slip are tried
MOST_SPELLINGS = 8
MANY_ROOMS = 8
LOOKED_AT = 2_000  # of the newest rows with the words, where many rooms are asked
# The newest rows are looked at first, so that a word which stands everywhere is no long search.
WINDOWS = (50_000, 0)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for, and where they may look."""

    words: str
    rooms: Collection[str]
    open_rooms: Collection[str] = ()
    kind: str = ""
    state: str = ""
    party: str = ""
    since: datetime | None = None
    before: int = 0


@dataclass(frozen=True)
class Found:
    """A page of answers, and where the next one begins; `near` where a slip was forgiven."""

    rows: Sequence[SearchItem] = ()
    older: int = 0
    near: bool = False
    words: Sequence[str] = field(default_factory=tuple)


def rooms_by_seat(seats: Iterable[Seat]) -> tuple[frozenset[str], frozenset[str]]:
    """The rooms in which these seats find everything, and those where drafts stay unfound."""
    own: set[str] = set()
    visited: set[str] = set()
    for seat in seats:
        (own if seat.party_id else visited).update(room.id for room in rooms_of(seat))
    return frozenset(own), frozenset(visited - own)


def find(wanted: Asked) -> Found:
    """Answers to a question; nothing where nothing is asked or there is nowhere to look."""
    words = asked(wanted.words)
    if not (wanted.rooms or wanted.open_rooms) or not (words or narrowed(wanted)):
        return Found()
    groups = [frozenset({word}) for word in words]
    rows = look(wanted, groups)
    forgiven = False
    if len(rows) < FEW and words and not wanted.before:
        wider = [spellings(word) for word in words]
        if wider != groups:
            again = look(wanted, wider)
            forgiven, rows = len(again) > len(rows), max(again, rows, key=len)
            words = sorted({word for group in wider for word in group})
    older = rows[SHOWN - 1].pk if len(rows) > SHOWN else 0
    first = [] if wanted.before or not words else look(wanted, groups, titles=True)[:TITLES]
    return Found(ordered(first, rows[:SHOWN]), older, forgiven, words)


def narrowed(wanted: Asked) -> bool:
    """Whether something is asked for besides words."""
    return bool(wanted.kind or wanted.state or wanted.party or wanted.since)


def ordered(first: Sequence[SearchItem], rest: Sequence[SearchItem]) -> list[SearchItem]:
    """Each once, in this order."""
    return list({row.pk: row for row in (*first, *rest)}.values())


def look(
    wanted: Asked, groups: Sequence[Collection[str]], *, titles: bool = False
) -> list[SearchItem]:
    """One more than a page of rows, the newest first."""
    question = Question(
        groups=groups,
        rooms=wanted.rooms,
        open_rooms=wanted.open_rooms,
        kind=wanted.kind,
        state=wanted.state,
        party=wanted.party,
        titles=titles,
    )
    keys = newest_matches(question, wanted) if many(question) else None
    if keys is None:
        keys = numbers(question, wanted)
    rows = SearchItem.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def many(question: Question) -> bool:
    """Whether so many rooms are asked that putting their lists together would cost more than looking."""
    return bool(question.groups) and len(question.rooms) + len(question.open_rooms) > MANY_ROOMS


def newest_matches(question: Question, wanted: Asked) -> list[int] | None:
    """Answers among the newest rows with these words, whatever room they stand in.

    None where they are too few to be sure of a page; then the index is asked with the rooms.
    """
    rows = ask(replace(question, rooms=(), open_rooms=()), wanted, limit=LOOKED_AT)
    found = [
        number
        for number, room, parties_only in rows
        if room in question.rooms or (room in question.open_rooms and not parties_only)
    ]
    return found[: SHOWN + 1] if len(found) > SHOWN or len(rows) < LOOKED_AT else None


def numbers(question: Question, wanted: Asked) -> list[int]:
    """The numbers of the rows that answer, with the rooms asked of the index."""
    rows: list[tuple[int, str, bool]] = []
    for window in WINDOWS if connection.vendor == "postgresql" else (0,):
        rows = ask(question, wanted, limit=SHOWN + 1, window=window)
        if len(rows) > SHOWN:
            break
    return [number for number, _room, _parties_only in rows]


def ask(
    question: Question, wanted: Asked, *, limit: int, window: int = 0
) -> list[tuple[int, str, bool]]:
    """Number, room, and whether guests do not find it, of the newest rows that answer."""
    sqlite = connection.vendor == "sqlite"
    number = "f.rowid" if sqlite else "i.id"
    tables = (
        "search_words f join search_searchitem i on i.id = f.rowid"
        if sqlite
        else "search_searchitem i"
    )
    conditions: list[tuple[str, str | int | datetime]] = [
        ("f.words match %s", put(question, FTS5))
        if sqlite
        else ("i.vector @@ %s::tsquery", put(question, TSQUERY))
    ]
    if wanted.before:
        conditions.append((f"{number} < %s", wanted.before))
    if window:
        newest = "select coalesce(max(id), 0) from search_searchitem"
        conditions.append((f"i.id > ({newest}) - %s", window))
    if wanted.since:
        conditions.append(("i.at >= %s", wanted.since))
    where = " and ".join(condition for condition, _value in conditions)
    sql = f"""
        select {number}, i.room, i.parties_only from {tables} where {where}
        order by {number} desc limit {limit}
    """  # noqa: S608  # parts of our own; values are bound
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _condition, value in conditions])
        return list(cursor.fetchall())


def spellings(word: str) -> frozenset[str]:
    """The word and those that one slip leads to, as they stand in the index."""
    keys = slips(word)
    if not keys:
        return frozenset({word})
    known = SearchSpelling.objects.filter(key__in=keys).values_list("word", flat=True)[:200]
    close = sorted(other for other in set(known) if near(word, other))
    return frozenset({word, *close[:MOST_SPELLINGS]})
