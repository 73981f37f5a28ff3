"""Setting evidence about oneself aside, and settling it."""

from django.db import IntegrityError, transaction

from troth.foundation.facts.trust import EvidenceContested, EvidenceSettled
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat
from troth.trust.models import Contest
from troth.trust.queries.evidence import sides_of, subject_at
from troth.trust.rules.contests import (
    LONGEST,
    NotPossible,
    Reason,
    Standing,
    settled_as,
    why_not_contest,
)


@transaction.atomic
def contest(room: Room, idx: int, *, by: Seat, reason: str) -> Contest:
    """Contest what an entry says about one's own side; it has no weight from now on. Raises `NotPossible`."""
    about = Ulid(by.party_id or "")
    rows = Contest.objects.in_rooms([room.id]).filter(idx=idx, about_id=about)
    sides = sides_of(room, idx, about=about)
    refused = why_not_contest(sides, by=by.party_id, words=reason, contested=rows.exists())
    if refused:
        raise NotPossible(refused)
    try:
        with transaction.atomic():
            row: Contest = Contest.objects.create(
                room=room,
                idx=idx,
                subject=subject_at(room, idx, about=about),
                towards=sorted(sides.towards if sides else ()),
                about_id=about,
                seat=by,
                reason=reason.strip(),
                at=now(),
            )
    except IntegrityError as error:
        raise NotPossible(Reason.ONCE) from error
    fact = EvidenceContested(
        room=Ulid(room.id), by=by.actor, entry=idx, about=about, reason=row.reason
    )
    record(fact)
    return row


@transaction.atomic
def settle(contest: Contest, *, by: Seat, words: str = "") -> Contest:
    """Let it count again, or leave it out, whichever is one's own to say. Raises `NotPossible`."""
    sides = sides_of(contest.room, contest.idx, about=contest.about_id)
    if sides is None:
        raise NotPossible(Reason.NO_EVIDENCE)
    if len(words) > LONGEST:
        raise NotPossible(Reason.TOO_LONG)
    contest = (
        Contest.objects.select_for_update(of=("self",)).select_related("room").get(pk=contest.pk)
    )
    said = frozenset(contest.agreed)
    was = Standing(contest.standing)
    standing = settled_as(sides, by=by.party_id, standing=was, agreed=said)
    others = 0
    settled: dict[str, object] = {"standing": standing, "words": words.strip()}
    if standing is not Standing.COUNTS:
        settled["agreed"] = sorted(said | {str(by.party_id)})
        others = len(sides.towards - said - {str(by.party_id)})
    if not others:
        settled |= {"settled_at": now(), "settled_by": by}
    Contest.objects.filter(pk=contest.pk).update(**settled)
    for name, value in settled.items():
        setattr(contest, name, value)
    fact = EvidenceSettled(
        room=Ulid(contest.room_id),
        by=by.actor,
        entry=contest.idx,
        about=Ulid(contest.about_id),
        counts=standing is Standing.COUNTS,
        words=words.strip() or None,
        others_to_agree=others,
    )
    record(fact)
    return contest
