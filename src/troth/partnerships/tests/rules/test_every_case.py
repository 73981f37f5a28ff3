"""The rules of the table over every case there is, or over any that can be thought of."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.partnerships import Act
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.calendar import (
    WorkCalendar,
    answer_by,
    working_days_between,
    working_days_from,
)
from troth.partnerships.rules.consent import (
    RULES,
    UNANIMOUS,
    ConsentRule,
    Verdict,
    rule_for,
    verdict,
    voters,
)
from troth.partnerships.rules.names import COLOURS, next_colour, seal_letters, short_name
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import SITS_FOR_PARTY, RoomKind, RoomView, SeatView, may_enter
from troth.partnerships.rules.seats import (
    GUESTS,
    LONGEST_VISIT,
    SeatAt,
    loses_last_admin,
    why_not_change,
    why_not_end,
    why_not_visit,
)
from troth.partnerships.rules.terms import DecisionRule

PARTIES = tuple(Ulid(letter) for letter in "ABCDE")
LUMEN, KAVERI = PARTIES[:2]
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)

# ------------------------------------------------------------------------------------- consent


def completions(voting: tuple[Ulid, ...], said: dict[Ulid, bool]) -> list[int]:
    """How many say yes in each way in which those who are still silent may answer."""
    silent = [party for party in voting if party not in said]
    ways = product((True, False), repeat=len(silent))
    return [sum(said.values()) + sum(way) for way in ways]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_verdict_is_given_once_and_only_once_nothing_can_change_it(rule: str, count: int) -> None:
    voting = PARTIES[:count]
    needed = ConsentRule(rule).needed(count)
    for way in product((True, False, None), repeat=count):
        said = {party: yes for party, yes in zip(voting, way, strict=True) if yes is not None}
        found = verdict(ConsentRule(rule), voters=voting, answers=said)
        ends = completions(voting, said)
        assert (found is Verdict.REFUSED) is all(yes < needed for yes in ends)
        # Carried is carried at once: it does not wait for whoever could only agree or be outvoted.
        assert (found is Verdict.CARRIED) is (sum(said.values()) >= needed)


@pytest.mark.parametrize("rule", RULES)
def test_when_everybody_has_answered_nothing_stays_open(rule: str) -> None:
    for way in product((True, False), repeat=5):
        said = dict(zip(PARTIES, way, strict=True))
        assert verdict(ConsentRule(rule), voters=PARTIES, answers=said) is not Verdict.OPEN


@given(rule=st.sampled_from(RULES), count=st.integers(1, 200))
def test_what_a_rule_needs_can_be_met_and_is_more_than_half(rule: str, count: int) -> None:
    needed = ConsentRule(rule).needed(count)
    assert needed <= count
    assert needed * 2 > count


@given(rule=st.sampled_from(RULES), count=st.integers(1, 200))
def test_one_organisation_more_never_makes_it_easier(rule: str, count: int) -> None:
    assert ConsentRule(rule).needed(count + 1) >= ConsentRule(rule).needed(count)


@pytest.mark.parametrize("act", Act)
def test_whoever_has_a_vote_sits_at_the_table_and_only_a_removal_takes_one(act: Act) -> None:
    voting = voters(act, parties=PARTIES, about=KAVERI)
    assert voting <= set(PARTIES)
    assert (KAVERI in voting) is (act is not Act.REMOVE_PARTY)
    assert voters(act, parties=PARTIES, about=None) == set(PARTIES)


@pytest.mark.parametrize(("act", "agreed"), list(product(Act, RULES)))
def test_the_agreed_rule_decides_about_everything_but_who_is_neutral(act: Act, agreed: str) -> None:
    assert rule_for(act, agreed=agreed) == (UNANIMOUS if act is Act.SEAT_FACILITATOR else agreed)


# --------------------------------------------------------------------------------------- seats

SEATS = [
    SeatAt(id=Ulid(f"{role}-{party}-{through}"), role=role, party=party, invited_by=through)
    for role, party, through in product(Role, (LUMEN, KAVERI, None), (LUMEN, KAVERI, None))
    if (party is not None) is (role in SITS_FOR_PARTY)
]
PAIRS = list(product(SEATS, SEATS))


def test_only_an_admin_of_a_side_ends_a_seat_of_somebody_else() -> None:
    allowed = [(whose, by) for whose, by in PAIRS if why_not_end(whose, by=by) is None]
    assert {by.role for _whose, by in allowed} == {Role.ADMIN}
    for whose, by in allowed:
        own = by.party in {whose.party, whose.invited_by}
        assert own or whose.role is Role.FACILITATOR


def test_every_seat_can_be_ended_by_somebody_unless_nobody_answers_for_it() -> None:
    admins = [one for one in SEATS if one.role is Role.ADMIN]
    for whose in SEATS:
        answered_for = whose.role not in GUESTS or whose.invited_by is not None
        assert any(why_not_end(whose, by=by) is None for by in admins) is answered_for


def test_nobody_becomes_anything_but_admin_or_member() -> None:
    for (whose, by), to in product(PAIRS, Role):
        if why_not_change(whose, to, by=by) is None:
            assert {whose.role, to} == {Role.ADMIN, Role.MEMBER}
            assert (by.role, by.party) == (Role.ADMIN, whose.party)


def test_whoever_may_change_a_role_may_end_the_seat_as_well() -> None:
    for (whose, by), to in product(PAIRS, Role):
        if why_not_change(whose, to, by=by) is None:
            assert why_not_end(whose, by=by) is None


@given(role=st.sampled_from(Role), others=st.sets(st.sampled_from(PARTIES)), own=st.booleans())
def test_a_side_with_another_admin_can_spare_any_seat(
    role: Role, others: set[Ulid], own: bool
) -> None:
    seat = SeatAt(id=Ulid("own"), role=role, party=LUMEN)
    admins = others | ({seat.id} if own else set())
    assert loses_last_admin(seat, admins=admins) is (role is Role.ADMIN and not others)


@given(minutes=st.integers(-10_000, 1_000_000))
def test_a_visit_lasts_from_now_to_a_year(minutes: int) -> None:
    until = NOW + timedelta(minutes=minutes)
    why = why_not_visit(until, now=NOW)
    assert (why is None) is (NOW < until <= NOW + LONGEST_VISIT)
    assert (why is Reason.DAY_HAS_PASSED) is (until <= NOW)


# --------------------------------------------------------------------------------------- rooms


@given(
    kind=st.sampled_from(RoomKind),
    role=st.sampled_from(Role),
    party=st.sampled_from([LUMEN, KAVERI]),
    inside=st.frozensets(st.sampled_from(PARTIES)),
    listed=st.booleans(),
)
def test_being_listed_opens_a_door_and_never_shuts_one(
    kind: RoomKind, role: Role, party: Ulid, inside: frozenset[Ulid], listed: bool
) -> None:
    seat = SeatView(id=Ulid("S"), role=role, party=party if role in SITS_FOR_PARTY else None)
    seats = frozenset({seat.id} if listed else ())

    def enters(names: frozenset[Ulid]) -> bool:
        return may_enter(
            seat, RoomView(kind=kind, open=True, party=LUMEN, parties=inside, seats=names)
        )

    assert enters(seats | {seat.id}) >= enters(seats)
    if kind is RoomKind.SIDE:
        assert enters(seats) is (role in SITS_FOR_PARTY and party == LUMEN)


# ------------------------------------------------------------------------------------ calendars

ZONES = ("Europe/Oslo", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Asia/Tehran")
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
calendars = st.builds(
    WorkCalendar,
    zone=st.sampled_from(ZONES),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    days_off=st.frozensets(days_of_2026, max_size=12),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  # with a zone, as drawn


@given(asked=moments, count=st.integers(1, 15), calendar=calendars)
def test_an_answer_is_owed_on_a_working_day_with_just_so_many_begun_before(
    asked: datetime, count: int, calendar: WorkCalendar
) -> None:
    owed = calendar.today(answer_by(asked, days=count, calendar=calendar))
    assert calendar.is_working_day(owed)
    assert working_days_between(calendar.today(asked), owed, calendar=calendar) == count


@given(asked=moments, count=st.integers(0, 15), calendar=calendars)
def test_one_working_day_more_is_always_later(
    asked: datetime, count: int, calendar: WorkCalendar
) -> None:
    sooner = answer_by(asked, days=count, calendar=calendar)
    assert asked <= sooner < answer_by(asked, days=count + 1, calendar=calendar)


@given(day=days_of_2026, count=st.integers(0, 15), calendar=calendars)
def test_the_next_working_days_are_all_of_them_in_their_order(
    day: date, count: int, calendar: WorkCalendar
) -> None:
    found = working_days_from(day, count=count, calendar=calendar)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    if found:
        assert found[0] > day
        assert working_days_between(day, found[-1], calendar=calendar) == count


@given(start=days_of_2026, end=days_of_2026, calendar=calendars)
def test_between_two_days_there_are_never_more_working_days_than_days(
    start: date, end: date, calendar: WorkCalendar
) -> None:
    count = working_days_between(start, end, calendar=calendar)
    assert 0 <= count <= max(0, (end - start).days)


# ---------------------------------------------------------------------------------------- names

called = st.text(
    st.characters(categories=("Lu", "Ll", "Zs", "Nd", "Lo")), min_size=1, max_size=60
).filter(str.strip)


@given(names=st.lists(called, max_size=12))
def test_every_organisation_gets_a_short_name_of_its_own_words(names: list[str]) -> None:
    for name in names:
        short = short_name(name, taken=names)
        assert short
        assert " ".join(name.split()).startswith(short) or name.startswith(short)


@given(names=st.lists(called, max_size=8))
def test_letters_of_a_seal_are_one_or_two(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        letters = seal_letters(name, taken=taken)
        assert 1 <= len(letters) <= 2
        taken.append(letters)


@given(count=st.integers(0, 40))
def test_colours_go_round_fairly(count: int) -> None:
    given_out: list[int] = []
    for _one in range(count):
        given_out.append(next_colour(given_out))
    counts = Counter(given_out)
    assert set(given_out) <= set(COLOURS)
    assert len(set(given_out)) == min(count, len(COLOURS))
    assert not counts or max(counts.values()) - min(counts.values()) <= 1


# ---------------------------------------------------------------------------------- terms


@given(quorum=st.integers(0, 100), voices=st.integers(0, 500))
def test_a_quorum_can_be_met_and_is_never_less_than_was_agreed(quorum: int, voices: int) -> None:
    needed = DecisionRule(quorum=quorum).quorum_of(voices)
    assert 0 <= needed <= voices
    assert needed * 100 >= quorum * voices
    assert (needed - 1) * 100 < quorum * voices
