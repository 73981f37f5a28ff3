"""The follower that turns facts of shared rooms into evidence: constant work for each fact."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q

from troth.commitments.models import Commitment
from troth.foundation.facts.commitments import CommitmentProposed
from troth.foundation.facts.discussions import QuestionAsked
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.slips import SlipOwned
from troth.foundation.kernel.shapes import plain, shaped
from troth.ledger.models import Entry
from troth.ledger.queries import known_fact
from troth.partnerships.models import Party, Room
from troth.partnerships.queries.calendars import calendars_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.calendar import answer_by
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Evidence, Story
from troth.trust.queries.promises import kind_of
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.turning import Known, Place, replaced, subject_of, turn
from troth.trust.rules.turning.turns import TURNINGS

# More of one kind on one day say nothing any more: the hundredth weighs a ten-thousandth.
MOST_OF_A_DAY = 100
MOST_PARTIES = 200
# Which other story a fact touches, by the field that names it.
HANGS_ON: Mapping[type[Fact], str] = {SlipOwned: "commitment", QuestionAsked: "answers"}
OF_A_PROMISE = {Kind.KEPT, Kind.MISSED, Kind.SURE, Kind.WELL_MADE, Kind.SENT_BACK, Kind.SILENT}


class EvidenceFollower:
    """Writes evidence; safe to repeat, because every piece has one place."""

    name = "trust"

    def handle(self, entry: Entry) -> None:
        """Write what this entry says, if its room is a shared one."""
        fact = known_fact(entry)
        subject = subject_of(fact) if fact is not None and type(fact) in TURNINGS else None
        if fact is None or subject is None:
            return
        room = Room.objects.filter(pk=entry.log, kind=RoomKind.SHARED).first()
        if room is None:
            return
        known = known_of(room, subject)
        turned = turn(fact, place_of(fact, entry, room=room, known=known))
        for story in turned.stories:
            keep(room, story)
        if turned.gone:
            Evidence.objects.filter(room=room, subject=turned.gone).delete()
        for about, kinds in replaced(turned.pieces).items():
            Evidence.objects.filter(room=room, subject=about, kind__in=kinds).delete()
        rows = [row_of(room, among_its_like(room, piece)) for piece in turned.pieces]
        Evidence.objects.bulk_create(rows, ignore_conflicts=True)


def known_of(room: Room, subject: str) -> Known | None:
    """The story so far."""
    row = Story.objects.filter(room=room, subject=str(subject)).first()
    return shaped(Known, row.known) if row else None


def keep(room: Room, known: Known) -> None:
    """The story as it is now."""
    waits = None if known.said or known.ended else known.owed
    Story.objects.update_or_create(
        room=room,
        subject=known.subject,
        defaults={"known": plain(known), "owed": waits},
    )


def place_of(fact: Fact, entry: Entry, *, room: Room, known: Known | None) -> Place:
    """Where the fact stands."""
    if isinstance(fact, CommitmentProposed):
        owed, nth = answer_owed(fact, room=room, at=entry.t), place_of_its_day(fact, at=entry.t)
        return Place(idx=entry.idx, at=entry.t, owed=owed, nth=nth)
    own = known.promise if known else None
    hangs_on = getattr(fact, HANGS_ON.get(type(fact), ""), None) or own
    return Place(
        idx=entry.idx,
        at=entry.t,
        known=known,
        parties=seated(room, at=entry.t),
        beside=known_of(room, hangs_on) if hangs_on else None,
    )


def seated(room: Room, *, at: datetime) -> Sequence[str]:
    """Who sat at this table at a moment: whoever comes later has not experienced it."""
    rows = Party.objects.filter(partnership=room.partnership_id, joined_at__lte=at)
    there = rows.filter(Q(left_at=None) | Q(left_at__gt=at)).order_by("pk")
    return list(there.values_list("pk", flat=True)[:MOST_PARTIES])


def answer_owed(fact: CommitmentProposed, *, room: Room, at: datetime) -> datetime | None:
    """Until when the other side owes an answer, in its own working days; nobody in particular owes none."""
    receiver = Party.objects.filter(pk=fact.receiving_party or "").first()
    if receiver is None:
        return None
    limits = terms(room.partnership_id, at)
    return answer_by(at, days=limits.answer_days, calendar=calendars_of(receiver)(at))


def place_of_its_day(fact: CommitmentProposed, *, at: datetime) -> int:
    """The place of a promise among those of its kind that were made to the same side on the same day."""
    begun = begin_of(at)
    rows = Commitment.objects.filter(
        room=fact.room,
        promiser=fact.promising_party,
        receiver=fact.receiving_party,
        proposed_at__gte=begun,
        proposed_at__lt=begun + timedelta(days=1),
        id__lte=fact.commitment,
    ).order_by("id")[:MOST_OF_A_DAY]
    kinds = [kind_of(row) for row in rows]
    return max(kinds.count(kinds[-1]), 1) if kinds else 1


def among_its_like(room: Room, piece: Piece) -> Piece:
    """The piece with its place among its like of the day; what came of a promise has its own from the promise."""
    if piece.kind in OF_A_PROMISE:
        return piece
    begun = begin_of(piece.at)
    like = Evidence.objects.filter(
        room=room,
        kind=piece.kind,
        about=piece.about,
        towards=piece.towards,
        at__gte=begun,
        at__lt=begun + timedelta(days=1),
        idx__lt=piece.idx,
    ).order_by("-idx")[:MOST_OF_A_DAY]
    return replace(piece, nth=max(piece.nth, len(like.values_list("pk")) + 1))


def begin_of(moment: datetime) -> datetime:
    """Midnight of its day, in UTC: where a day begins must be the same for everybody."""
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def row_of(room: Room, piece: Piece) -> Evidence:
    """A piece as it is kept."""
    return Evidence(
        room=room,
        idx=piece.idx,
        kind=piece.kind,
        about=piece.about,
        towards=piece.towards,
        at=piece.at,
        subject=piece.subject,
        nth=piece.nth,
        value=piece.value,
        dimension=piece.dimension or "",
    )
