"""Needs and strengths of one table side by side, with what was said to each; five statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from troth.complement.models import Cover, CoverState, Risk
from troth.complement.queries.likeness import alike
from troth.complement.rules.acts import NeedState, RiskState, need_state, risk_state
from troth.complement.rules.matching import Ground, Said, Suggestion, suggestions
from troth.complement.rules.wording import content
from troth.organisations.models import StrengthKind, StrengthStatement
from troth.organisations.queries import strengths_shown
from troth.partnerships.models import Party, Room

# For one need, one strength of each organisation is enough to talk about.
MOST_OFFERS = 6
MOST_ANSWERS = 2000


@dataclass(frozen=True)
class Line:
    """One statement and the party whose it is at this table."""

    one: StrengthStatement
    party: Party


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A need beside a strength of another side, why they are beside each other, and what was said to it."""

    need: Line
    strength: Line
    why: Suggestion | None
    cover: Cover | None

    @property
    def confirmed(self) -> bool:
        """Whether the covering side has said that it can."""
        return self.cover is not None and self.cover.state == CoverState.CONFIRMED

    @property
    def set_aside(self) -> bool:
        """Whether one of the two has said that it does not fit."""
        return self.cover is not None and self.cover.state == CoverState.SET_ASIDE

    @property
    def seen(self) -> str:
        """What the words were when somebody looked; goes with every form."""
        return seen(self.need.one.words, self.strength.one.words)

    @property
    def by_tag(self) -> bool:
        """Whether they share a tag."""
        return self.why is not None and self.why.ground is Ground.TAG


@dataclass(frozen=True, kw_only=True)
class Need:
    """One need and how it stands."""

    line: Line
    confirmed: tuple[Offer, ...]
    possible: tuple[Offer, ...]
    set_aside: tuple[Offer, ...]
    risk: Risk | None
    agreed: frozenset[str]
    risk_state: RiskState

    @property
    def state(self) -> NeedState:
        """Covered, possible or open."""
        return need_state(confirmed=len(self.confirmed), suggested=len(self.possible))

    @property
    def seen(self) -> str:
        """What the words were when somebody looked."""
        return seen(self.line.one.words)


@dataclass(frozen=True, kw_only=True)
class Complement:
    """Everything the page says."""

    parties: tuple[Party, ...]
    good: tuple[Line, ...]
    needs: tuple[Need, ...]
    weak: tuple[tuple[Line, tuple[Offer, ...]], ...]

    def by_state(self, state: NeedState) -> list[Need]:
        """The needs that stand so."""
        return [need for need in self.needs if need.state is state]


def seen(*words: str) -> str:
    """A short mark of these words."""
    return sha256("\n".join(words).encode()).hexdigest()[:16]


def lines_at(parties: Sequence[Party], *, table: str) -> list[Line]:
    """What the organisations here have chosen to show here; one statement."""
    houses = {party.organisation_id: party for party in parties if party.organisation_id}
    rows = strengths_shown(houses, at=table)
    return [Line(row, houses[row.organisation_id]) for row in rows]


def of_kind(lines: Iterable[Line], kind: StrengthKind) -> list[Line]:
    """Those of one kind."""
    return [line for line in lines if line.one.kind == kind]


def as_said(line: Line) -> Said:
    """A line as the rules see it."""
    return Said(
        id=line.one.id,
        whose=line.party.id,
        words=content(line.one.words),
        tags=frozenset(line.one.tags),
    )


def complement(room: Room, parties: Sequence[Party]) -> Complement:
    """Who needs what, who is good at it, and what was said."""
    lines = lines_at(parties, table=room.partnership_id)
    good = of_kind(lines, StrengthKind.GOOD)
    needs, weak = of_kind(lines, StrengthKind.NEEDS), of_kind(lines, StrengthKind.WEAK)
    offers = offered([*needs, *weak], good, answers=answers_in(room))
    risks = risks_in(room)
    joined = [party.id for party in parties]
    return Complement(
        parties=tuple(parties),
        good=tuple(good),
        needs=tuple(
            stand(line, offers[line.one.id], risks=risks, parties=joined) for line in needs
        ),
        weak=tuple((line, best(offers[line.one.id])) for line in weak),
    )


def answers_in(room: Room) -> dict[tuple[str, str], Cover]:
    """What was said to pairs of statements, the latest first where there are too many; one statement."""
    rows = Cover.objects.in_rooms([room.id]).select_related("seat__person", "seat__party")
    return {(row.need, row.strength): row for row in rows.order_by("-at")[:MOST_ANSWERS]}


def risks_in(room: Room) -> dict[str, Risk]:
    """The risks that somebody has said something about; two statements."""
    rows = Risk.objects.in_rooms([room.id]).select_related("owner", "holder__person")
    rows = rows.prefetch_related("said__party")
    return {row.need: row for row in rows.order_by("-at")[:MOST_ANSWERS]}


def offered(
    needs: Sequence[Line], good: Sequence[Line], *, answers: Mapping[tuple[str, str], Cover]
) -> dict[str, list[Offer]]:
    """For every need what may meet it, the best first; what a side has confirmed stays, whatever the rule says."""
    wants, haves = [as_said(line) for line in needs], [as_said(line) for line in good]
    why = {(one.need, one.strength): one for one in suggestions(wants, haves, alike(wants, haves))}
    by_need = {str(line.one.id): line for line in needs}
    by_good = {str(line.one.id): line for line in good}
    kept = [key for key in answers if key not in why]
    found: dict[str, list[Offer]] = defaultdict(list)
    for need, strength in (*why, *kept):
        if need in by_need and strength in by_good:
            pair = by_need[need], by_good[strength]
            cover = in_force(answers.get((need, strength)), *pair)
            if (need, strength) in why or (cover and cover.state == CoverState.CONFIRMED):
                made = Offer(
                    need=pair[0], strength=pair[1], why=why.get((need, strength)), cover=cover
                )
                found[need].append(made)
    return found


def in_force(cover: Cover | None, need: Line, strength: Line) -> Cover | None:
    """The answer, while both statements keep the words it was given for."""
    if cover is None or cover.state == CoverState.REOPENED:
        return None
    same = (cover.need_words, cover.strength_words) == (need.one.words, strength.one.words)
    return cover if same else None


def best(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The best of each organisation, in the order of the best; what was set aside is left out."""
    by_party: dict[str, Offer] = {}
    for offer in offers:
        if not offer.set_aside:
            by_party.setdefault(offer.strength.party.id, offer)
    return tuple(by_party.values())[:MOST_OFFERS]


def stand(
    line: Line, offers: Sequence[Offer], *, risks: Mapping[str, Risk], parties: Sequence[str]
) -> Need:
    """One need with what meets it, or who looks after it."""
    confirmed = tuple(offer for offer in offers if offer.confirmed)
    covering = {offer.strength.party.id for offer in confirmed}
    possible = best(
        offer for offer in offers if not offer.confirmed and offer.strength.party.id not in covering
    )
    risk = risks.get(line.one.id)
    risk = risk if risk and risk.need_words == line.one.words else None
    agreed = frozenset(str(word.party_id) for word in risk.said.all()) if risk else frozenset()
    return Need(
        line=line,
        confirmed=confirmed,
        possible=possible,
        set_aside=tuple(offer for offer in offers if offer.set_aside)[:MOST_OFFERS],
        risk=risk,
        agreed=agreed,
        risk_state=risk_state(
            owner=risk.owner_id if risk else None, agreed=agreed, parties=parties
        ),
    )
