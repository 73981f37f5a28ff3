"""What nouns give to places that do not know them: each is asked once, and nothing slips past a reader's role."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from django.http import HttpRequest
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.adjustments import AdjustmentAgreed
from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.facts.goals import GoalObstacleTurned
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web import offers
from troth.foundation.web.offers import (
    Hold,
    Names,
    Offers,
    Slot,
    Teller,
    Told,
    held_by,
    kept_back,
    slot,
    tell,
)

ROOM, LUMEN, INGRID, KEY = (make_ulid(n, bytes(10)) for n in range(1, 5))
NAMES = Names({LUMEN: "Lumen"}, {INGRID: "Ingrid"})


def turned(version: int = 0, *, by: Actor = CLOCK) -> GoalObstacleTurned:
    """A fact of the one noun."""
    return GoalObstacleTurned(room=ROOM, by=by, goal=KEY, obstacle=KEY, version=version)


def settled(version: int = 0) -> AdjustmentAgreed:
    """A fact of the other noun."""
    return AdjustmentAgreed(room=ROOM, by=CLOCK, adjustment=KEY, version=version)


@dataclass
class Heard:
    """A teller that keeps what it was asked."""

    asked: list[list[Fact]] = field(default_factory=list)

    def __call__(self, facts: Sequence[Fact], names: Names) -> Sequence[Told]:
        self.asked.append(list(facts))
        return [Told(f"{names.who(fact)}: {vars(fact)['version']}") for fact in facts]


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> Offers:
    """Nothing is offered but what a test offers."""
    found = Offers()
    monkeypatch.setattr(offers, "offered", found)
    return found


@pytest.mark.parametrize(
    ("by", "name"),
    [
        (Actor(INGRID, LUMEN), "Lumen"),
        (Actor(INGRID, None), "Ingrid"),
        (Actor(INGRID, KEY), "Ingrid"),
        (Actor(KEY, None), "Somebody"),
        (Actor(None, KEY), "Somebody"),
        (CLOCK, "Somebody"),
    ],
)
def test_a_side_is_named_before_a_person_and_who_has_gone_is_somebody(by: Actor, name: str) -> None:
    assert NAMES.who(turned(by=by)) == name


def test_somebody_who_took_their_name_away_is_somebody() -> None:
    assert Names({}, {INGRID: ""}).who(turned(by=Actor(INGRID, None))) == "Somebody"


@pytest.mark.parametrize("role", Role)
def test_a_visitor_is_a_guest_whose_visit_has_an_end(role: Role) -> None:
    visits = Names({}, {}, role=role).for_visitor
    assert visits == (role in {Role.GUEST_READ, Role.GUEST_CONTRIBUTE})
    assert not Names({}, {}).for_visitor


def test_sentences_come_in_the_order_of_the_facts_and_each_noun_is_asked_once(
    offered: Offers,
) -> None:
    one, other = Heard(), Heard()
    offered.tellers += [
        Teller(nouns=frozenset({"adjustment"}), tell=other),
        Teller(nouns=frozenset({"goal"}), tell=one),
    ]
    facts = [turned(1), settled(2), turned(3), settled(4)]
    told = tell(facts, NAMES)
    assert [each.sentence[-1] for each in told] == ["1", "2", "3", "4"]
    assert one.asked == [[facts[0], facts[2]]]
    assert other.asked == [[facts[1], facts[3]]]


def test_a_fact_for_which_no_noun_speaks_is_told_by_its_kind(offered: Offers) -> None:
    offered.tellers.append(Teller(nouns=frozenset({"adjustment"}), tell=Heard()))
    assert tell([turned()], NAMES) == [Told("goal:obstacle-turned")]
    assert tell([], NAMES) == []


@pytest.mark.parametrize("role", [None, *Role])
def test_what_a_role_may_not_read_reaches_no_teller_at_all(
    offered: Offers, role: Role | None
) -> None:
    heard = Heard()
    reads = {"adjustment": Permission.ADJUSTMENT_READ}
    offered.tellers.append(Teller(nouns=frozenset({"adjustment", "goal"}), tell=heard, reads=reads))
    facts = [settled(1), turned(2)]
    first, second = tell(facts, Names({}, {}, role=role))
    may = role is None or granted(role, Permission.ADJUSTMENT_READ)
    assert first.kept_back == (not may)
    assert not second.kept_back
    assert heard.asked == [facts if may else facts[1:]]


def test_what_is_kept_back_says_nothing_and_leads_nowhere() -> None:
    told = kept_back()
    assert told.sentence == "Something between those who sit here for an organisation"
    assert (told.url_name, dict(told.url_kwargs), told.kept_back) == ("", {}, True)


def test_a_noun_asks_for_its_own_permission_and_for_no_other() -> None:
    reads = {"adjustment": Permission.ADJUSTMENT_READ}
    teller = Teller(nouns=frozenset({"goal"}), tell=Heard(), reads=reads)
    guest = Names({}, {}, role=Role.GUEST_READ)
    assert teller.may_be_read(turned(), guest)
    assert not teller.may_be_read(settled(), guest)


def test_a_place_holds_what_was_offered_for_it_in_the_order_of_the_offers(offered: Offers) -> None:
    def part(words: str) -> Slot:
        return Slot(place="here", render=lambda _request, about: Markup(f"{words}{about}"))

    elsewhere = Slot(place="there", render=lambda _request, _about: Markup("no"))
    silent = Slot(place="here", render=lambda _request, _about: Markup(""))
    offered.slots += [part("one"), elsewhere, silent, part("<b>two")]
    assert slot(HttpRequest(), "here", 7) == Markup("one7<b>two7")
    assert slot(HttpRequest(), "nowhere", 7) == Markup("")


def test_every_gate_is_asked_and_every_reason_is_told(offered: Offers) -> None:
    first = Hold(sentence="A check holds it.", act="Look", url_name="goals.check")
    second = Hold(sentence="Nobody spoke with them.", act="Speak", url_name="voices.one")
    asked: list[object] = []

    def gate(hold: Hold | None) -> None:
        def answer(goal: object) -> Hold | None:
            asked.append(goal)
            return hold

        offered.gates.append(answer)

    for hold in (first, None, second):
        gate(hold)
    assert held_by("goal") == [first, second]
    assert asked == ["goal"] * 3
