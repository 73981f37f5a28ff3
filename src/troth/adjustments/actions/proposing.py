"""Proposing to do something differently, and proposing other words for it."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from troth.adjustments.actions.turns import move, side_of, step, take
from troth.adjustments.models import LONGEST_TITLE, LONGEST_WORDS, Adjustment, Did
from troth.adjustments.queries.looks import standing_for
from troth.adjustments.rules.proposing import (
    Way,
    why_not_between,
    why_not_day,
    why_not_idea,
    why_not_words,
)
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.rules.states import Act
from troth.foundation.facts.adjustments import AdjustmentChanged, AdjustmentProposed, Idea
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class Words:
    """What both sides agree to: what changes, who sees to it, and when it is looked at again."""

    title: str
    change: str
    keeper: Ulid
    recheck_on: date
    person: Seat | None = None

    @property
    def kept(self) -> dict[str, object]:
        """The words as a row has them."""
        return {
            "title": " ".join(self.title.split())[:LONGEST_TITLE],
            "change": self.change.strip()[:LONGEST_WORDS],
            "keeper_id": self.keeper,
            "person": self.person,
            "recheck_on": self.recheck_on,
        }


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An adjustment before it is proposed: for which direction and dimension, and from which idea."""

    way: Way
    words: Words
    idea: Idea | None = None


@transaction.atomic
def propose(draft: Draft, *, room: Room, by: Seat) -> Adjustment:
    """Propose to do something differently; the other side agrees or declines. Raises `NotPossible`."""
    party = side_of(by)
    check_way(draft, room=room, by=by)
    check_words(draft.words, draft.way, party=party)
    standing = standing_for(room, draft.way)
    if standing:
        raise NotPossible(Reason.STANDS_ALREADY, about=standing.id)
    made = Adjustment(
        room=room,
        about_id=draft.way.about,
        towards_id=draft.way.towards,
        dimension=draft.way.dimension.value,
        idea=draft.idea.value if draft.idea else "",
        proposed_at=now(),
        **draft.words.kept,
    )
    insert(made)
    step(made, Did.PROPOSED, proposed_fact(made, by=by), by=by)
    return made


def insert(made: Adjustment) -> None:
    """Write the new row; of two that are proposed at once for the same, the second is told."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        standing = standing_for(made.room, made.way)
        about = standing.id if standing else ""
        raise NotPossible(Reason.STANDS_ALREADY, about=about) from None


@transaction.atomic
def change(one: Adjustment, words: Words, *, by: Seat, seen: int) -> Adjustment:
    """Propose other words, another day or another owner; agreement so far is stale. Raises `NotPossible`."""
    found = take(Act.CHANGE, one, by=by, seen=seen)
    check_words(words, found.way, party=side_of(by))
    move(found, version=found.version + 1, **words.kept)
    step(found, Did.CHANGED, changed_fact(found, by=by), by=by)
    return found


def check_way(draft: Draft, *, room: Room, by: Seat) -> None:
    """Raises `NotPossible` for a direction that is not this side's to agree about, or not at this table."""
    if room.kind != RoomKind.SHARED:
        raise NotPossible(Reason.NOT_AT_THIS_TABLE)
    inside = frozenset(Ulid(one.id) for one in parties_of(by, seated=True))
    party = Ulid(by.party_id) if by.party_id else None
    refused = why_not_between(draft.way, party=party, inside=inside)
    refused = refused or why_not_idea(draft.idea, dimension=draft.way.dimension)
    if refused:
        raise NotPossible(refused)


def check_words(words: Words, way: Way, *, party: Party) -> None:
    """Raises `NotPossible` for words that say nothing, an owner from elsewhere, or a day that cannot be."""
    today = in_zone(now(), known_zone(party.zone)).date()
    elsewhere = words.keeper not in way.sides or (
        words.person is not None and words.person.party_id != words.keeper
    )
    refused = (
        why_not_words(words.title, words.change)
        or (Reason.KEEPER_ELSEWHERE if elsewhere else None)
        or why_not_day(words.recheck_on, today=today)
    )
    if refused:
        raise NotPossible(refused)


def proposed_fact(one: Adjustment, *, by: Seat) -> AdjustmentProposed:
    """What is put on record of a proposal."""
    return AdjustmentProposed(
        room=Ulid(one.room_id),
        by=by.actor,
        adjustment=Ulid(one.id),
        about=one.way.about,
        towards=one.way.towards,
        dimension=one.way.dimension,
        idea=Idea(one.idea) if one.idea else None,
        keeping_party=Ulid(one.keeper_id),
        recheck_on=one.recheck_on,
        title=one.title,
        change=one.change,
        keeping_person=person_of(one),
    )


def changed_fact(one: Adjustment, *, by: Seat) -> AdjustmentChanged:
    """What is put on record of other words."""
    return AdjustmentChanged(
        room=Ulid(one.room_id),
        by=by.actor,
        adjustment=Ulid(one.id),
        version=one.version,
        keeping_party=Ulid(one.keeper_id),
        recheck_on=one.recheck_on,
        title=one.title,
        change=one.change,
        keeping_person=person_of(one),
    )


def person_of(one: Adjustment) -> Ulid | None:
    """Who sees to it, if somebody in particular does."""
    return Ulid(one.person.person_id) if one.person else None
