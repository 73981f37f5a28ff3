"""Evidence of a direction, with what is set aside, and what still waits in silence."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from troth.foundation.kernel.shapes import shaped
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
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
Key = tuple[str, str]
NO_WEIGHT = (Standing.SET_ASIDE, Standing.LEFT_OUT)
LARGEST = 2**63
# What came of a promise; contested, the promise itself is set aside in the reading of reliability.
ENDS = (Kind.KEPT, Kind.MISSED)
OF_RELIABILITY = (*ENDS, Kind.SILENT)
OF_ANSWERS = (Kind.ANSWERED, Kind.ANSWERED_LATE, Kind.UNANSWERED)


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
    pieces = [*recorded(room, ways, until=now), *silent(room, now=now)]
    standing = contested(room, pieces)
    for piece in sorted(with_figures(pieces, room, standing=standing), key=lambda one: one.at):
        place = found.get((piece.towards, piece.about))
        if place is not None:
            place.of(standing.get(key_of(piece))).append(piece)
    return found


def key_of(piece: Piece) -> Key:
    """What a contest hangs on: the entry; of what is said openly the saying, in whatever words it stands now."""
    place = piece.subject if piece.kind is Kind.EXPERIENCED else str(piece.idx)
    return piece.about, place


def recorded(room: Room, ways: Sequence[Way], *, until: datetime) -> list[Piece]:
    """What the follower has written of what had happened by then, the newest of it."""
    rows = Evidence.objects.filter(
        room=room,
        at__lte=until,
        about__in={about for _towards, about in ways},
        towards__in={towards for towards, _about in ways},
    ).order_by("-at", "-idx")
    return [piece_of(row) for row in rows[: MOST if len(ways) == 1 else MOST_OF_ALL]]


def with_figures(
    pieces: Iterable[Piece], room: Room, *, standing: Mapping[Key, Standing]
) -> list[Piece]:
    """The pieces, with what was said openly as far as it tells of the other side: how mildly one judges taken out.

    What is contested corrects nothing else.
    """
    said = {
        one.pk: Statement(
            saying=one.saying_party_id,
            about=one.about_id,
            dimension=one.dimension,
            figure=one.figure,
        )
        for one in experiences(room)
    }
    figures = corrected(
        one for key, one in said.items() if standing.get((one.about, key)) not in NO_WEIGHT
    )
    return [with_figure(one, said, figures) for one in pieces if stands(one, said)]


def stands(piece: Piece, said: Mapping[Ulid, Statement]) -> bool:
    """Whether it still stands; what is said openly can be withdrawn."""
    return piece.kind is not Kind.EXPERIENCED or Ulid(piece.subject) in said


def with_figure(
    piece: Piece, said: Mapping[Ulid, Statement], figures: Mapping[Statement, float]
) -> Piece:
    """The piece with its place on the scale, where it was said openly."""
    if piece.kind is not Kind.EXPERIENCED:
        return piece
    statement = said[Ulid(piece.subject)]
    return replace(piece, value=logit_of(figures.get(statement, statement.figure)))


def silent(room: Room, *, now: datetime) -> list[Piece]:
    """Questions that have waited twice the agreed time: no fact will ever say so, the calendar does."""
    found: Counter[tuple[str, str, date]] = Counter()
    pieces = []
    for one in sorted(waiting_stories(room), key=lambda known: known.idx):
        if one.other is not None and waits_in_silence(one, now=now):
            like = (one.other, one.party, over(one).date())
            found[like] += 1
            pieces.append(replace(waiting_piece(one, about=one.other), nth=found[like]))
    return pieces


def waits_in_silence(known: Known, *, now: datetime) -> bool:
    """Whether nobody has said a word for twice the agreed time."""
    return known.owed is not None and not known.said and not known.ended and now > over(known)


def over(known: Known) -> datetime:
    """When twice the agreed time is over; from then on silence is evidence."""
    owed = known.owed or known.at
    return owed + max(owed - known.at, timedelta(days=1))


def waiting_piece(known: Known, *, about: str) -> Piece:
    """What silence says, from the moment it says something."""
    return Piece(
        idx=known.idx,
        kind=Kind.UNANSWERED,
        about=about,
        towards=known.party,
        at=over(known),
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


def contested(room: Room, pieces: Iterable[Piece]) -> Mapping[Key, Standing]:
    """Where what was contested of these pieces stands; what counts again is as if it had not been."""
    wanted = {(one.about, one.idx, one.subject) for one in pieces}
    rows = Contest.objects.in_rooms([room.id]).exclude(standing=Standing.COUNTS)
    rows = rows.filter(about__in={Ulid(about) for about, _idx, _subject in wanted})
    said = rows.order_by("-at").values_list("about_id", "idx", "subject", "standing")
    return {
        key: Standing(standing)
        for about, idx, subject, standing in said[:MOST_CONTESTS]
        for key in ((about, str(idx)), (about, subject))
    }


def sides_of(room: Room, idx: int, *, about: str) -> Sides | None:
    """Whom an entry describes and towards whom, if it says or said anything about that side."""
    if room.kind != RoomKind.SHARED or not 0 <= idx < LARGEST:
        return None
    towards = {one.towards for one in every_piece_at(room, idx, about=about)}
    if not towards:
        rows = Contest.objects.in_rooms([room.id]).filter(idx=idx, about=Ulid(about))
        towards = {key for row in rows[:1] for key in row.towards}
    return Sides(about=about, towards=frozenset(towards)) if towards else None


def every_piece_at(room: Room, idx: int, *, about: str) -> list[Piece]:
    """What an entry says about a side, towards everybody; silence once it says something."""
    rows = Evidence.objects.filter(room=room, idx=idx, about=about).order_by("kind", "towards")
    moment = clock_now()
    return [piece_of(row) for row in rows[:MOST_CONTESTS]] or [
        waiting_piece(one, about=about)
        for one in waiting_stories(room)
        if one.idx == idx and one.other == about and waits_in_silence(one, now=moment)
    ]


def subject_at(room: Room, idx: int, *, about: str) -> str:
    """What an entry's pieces about a side are about."""
    return next((one.subject for one in every_piece_at(room, idx, about=about)), "")


def pieces_at(room: Room, idx: int, *, about: str) -> list[Piece]:
    """The same, each kind once."""
    return list({one.kind: one for one in every_piece_at(room, idx, about=about)}.values())


def waiting_stories(room: Room) -> list[Known]:
    """What still waits for a word in this room, the newest first."""
    rows = Story.objects.filter(room=room, owed__isnull=False).order_by("-owed")[:MOST_SILENT]
    return [shaped(Known, row.known) for row in rows]


def contested_subjects(room: Room, kinds: Collection[Kind]) -> set[Ulid]:
    """Promises and questions of which such a piece is set aside or left out; two statements."""
    rows = Contest.objects.in_rooms([room.id]).exclude(standing=Standing.COUNTS).order_by("-at")
    places = set(rows.values_list("idx", "about_id")[:MOST_CONTESTS])
    said = Evidence.objects.filter(
        room=room, kind__in=kinds, idx__in={idx for idx, _about in places}
    )
    found = said.values_list("idx", "about", "subject")
    return {Ulid(subject) for idx, about, subject in found if (idx, about) in places}


def ends_of(room: Room, *, about: str) -> dict[str, int]:
    """By promise of a side, the entry at which it was kept or its date passed; one statement."""
    rows = Evidence.objects.filter(room=room, about=about, kind__in=ENDS).order_by("-at")
    return dict(rows.values_list("subject", "idx")[:MOST])
