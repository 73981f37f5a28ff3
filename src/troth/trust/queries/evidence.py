"""Evidence of a direction, with what is set aside, and what still waits in silence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from troth.foundation.kernel.shapes import shaped
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Contest, Evidence, Story
from troth.trust.queries.experiences import experiences
from troth.trust.rules.contests import Sides, Standing
from troth.trust.rules.estimate import logit_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.ratings import Statement, corrected
from troth.trust.rules.table import Kind
from troth.trust.rules.turning import Known

# The newest so many of a direction are read; older ones have faded.
MOST = 5000
MOST_OF_ALL = 20_000
MOST_CONTESTS = 1000
MOST_SILENT = 500
Way = tuple[str, str]
# What came of a promise; contested, the promise itself is set aside in the reading of reliability.
OF_RELIABILITY = (Kind.KEPT, Kind.MISSED)


@dataclass(frozen=True)
class Weighed:
    """The evidence of one direction: what has weight, and what is set aside or left out."""

    pieces: list[Piece]
    set_aside: list[Piece]
    left_out: list[Piece]

    def of(self, standing: Standing | None) -> list[Piece]:
        """Where a piece of this standing goes."""
        aside = {Standing.SET_ASIDE: self.set_aside, Standing.LEFT_OUT: self.left_out}
        return aside.get(standing, self.pieces) if standing else self.pieces


def weighed(room: Room, *, about: str, towards: str, now: datetime) -> Weighed:
    """What one side's acts say towards another in this shared room; four bounded statements."""
    return weigh(room, [(towards, about)], now=now)[towards, about]


def weigh(room: Room, ways: Sequence[Way], *, now: datetime) -> dict[Way, Weighed]:
    """The same for several directions, each as (towards, about): four statements, however many they are."""
    found = {way: Weighed([], [], []) for way in ways}
    if room.kind != RoomKind.SHARED:
        return found
    standing = contested(room, {about for _towards, about in ways})
    pieces = [*with_figures(recorded(room, ways), room), *silent(room, now=now)]
    for piece in sorted(pieces, key=lambda one: one.at):
        place = found.get((piece.towards, piece.about))
        if place is not None:
            place.of(standing.get((piece.about, piece.idx))).append(piece)
    return found


def recorded(room: Room, ways: Sequence[Way]) -> list[Piece]:
    """What the follower has written, the newest of it."""
    rows = Evidence.objects.filter(
        room=room,
        about__in={about for _towards, about in ways},
        towards__in={towards for towards, _about in ways},
    ).order_by("-at", "-idx")
    return [piece_of(row) for row in rows[: MOST if len(ways) == 1 else MOST_OF_ALL]]


def with_figures(pieces: Iterable[Piece], room: Room) -> list[Piece]:
    """The pieces, with what was said openly as far as it tells of the other side: how mildly one judges taken out."""
    stands = experiences(room)
    said = {
        one.pk: Statement(
            saying=one.saying_party_id,
            about=one.about_id,
            dimension=one.dimension,
            figure=one.figure,
        )
        for one in stands
    }
    figures = corrected(said.values())
    return [
        replace(one, value=logit_of(figures[said[Ulid(one.subject)]]))
        if one.kind is Kind.EXPERIENCED and one.subject in said
        else one
        for one in pieces
        if one.kind is not Kind.EXPERIENCED or one.subject in said
    ]


def silent(room: Room, *, now: datetime) -> list[Piece]:
    """Questions that have waited twice the agreed time: no fact will ever say so, the calendar does."""
    return [
        waiting_piece(one, about=one.other)
        for one in waiting_stories(room)
        if one.other is not None and waits_in_silence(one, now=now)
    ]


def waits_in_silence(known: Known, *, now: datetime) -> bool:
    """Whether nobody has said a word for twice the agreed time."""
    if known.owed is None or known.said is not None or known.ended:
        return False
    return now > known.owed + max(known.owed - known.at, timedelta(days=1))


def waiting_piece(known: Known, *, about: str) -> Piece:
    """What silence says, at the moment the time was over."""
    return Piece(
        idx=known.idx,
        kind=Kind.UNANSWERED,
        about=about,
        towards=known.party,
        at=known.owed or known.at,
        subject=known.subject,
        nth=known.nth,
    )


def piece_of(row: Evidence) -> Piece:
    """A row as the rules read it."""
    return Piece(
        idx=row.idx,
        kind=Kind(row.kind),
        about=row.about,
        towards=row.towards,
        at=row.at,
        subject=row.subject,
        nth=row.nth,
        value=row.value,
        dimension=Dimension(row.dimension) if row.dimension else None,
    )


def contested(room: Room, abouts: Iterable[str]) -> Mapping[tuple[str, int], Standing]:
    """By side and entry, where what was contested stands."""
    rows = Contest.objects.in_rooms([room.id]).filter(about__in=map(Ulid, abouts)).order_by("-at")
    said = rows.values_list("about_id", "idx", "standing")[:MOST_CONTESTS]
    return {(about, idx): Standing(standing) for about, idx, standing in said}


def sides_of(room: Room, idx: int, *, about: str) -> Sides | None:
    """Whom an entry describes and towards whom, if it says anything about that side."""
    if room.kind != RoomKind.SHARED:
        return None
    rows = Evidence.objects.filter(room=room, idx=idx, about=about)
    towards = set(rows.values_list("towards", flat=True)) or waiting_on(room, idx, about=about)
    return Sides(about=about, towards=frozenset(towards)) if towards else None


def waiting_on(room: Room, idx: int, *, about: str) -> set[str]:
    """Who has waited in silence since this entry for a word of that side."""
    stories = waiting_stories(room)
    return {one.party for one in stories if one.idx == idx and one.other == about}


def pieces_at(room: Room, idx: int, *, about: str) -> list[Piece]:
    """What an entry says about a side, each kind once, whomever it was said towards."""
    rows = Evidence.objects.filter(room=room, idx=idx, about=about).order_by("kind", "towards")
    found = {row.kind: piece_of(row) for row in rows[:MOST_CONTESTS]}
    return list(found.values()) or [
        waiting_piece(one, about=about)
        for one in waiting_stories(room)
        if one.idx == idx and one.other == about
    ]


def waiting_stories(room: Room) -> list[Known]:
    """What still waits for a word in this room, the newest first."""
    rows = Story.objects.filter(room=room, owed__isnull=False).order_by("-owed")[:MOST_SILENT]
    return [shaped(Known, row.known) for row in rows]


def contested_promises(room: Room) -> set[str]:
    """Promises of which what came is set aside or left out; two statements."""
    rows = Contest.objects.in_rooms([room.id]).exclude(standing=Standing.COUNTS).order_by("-at")
    places = set(rows.values_list("idx", "about_id")[:MOST_CONTESTS])
    said = Evidence.objects.filter(
        room=room, kind__in=OF_RELIABILITY, idx__in={i for i, _ in places}
    )
    found = said.values_list("idx", "about", "subject")
    return {subject for idx, about, subject in found if (idx, about) in places}


def ends_of(room: Room, *, about: str) -> dict[str, int]:
    """By promise of a side, the entry at which it was kept or its date passed; one statement."""
    rows = Evidence.objects.filter(room=room, about=about, kind__in=OF_RELIABILITY).order_by("-at")
    return dict(rows.values_list("subject", "idx")[:MOST])
