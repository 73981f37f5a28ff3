"""Whose voice is missing and what holds a launch, as rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.inclusion.rules.standing import (
    MOST_GROUPS,
    MOST_TALKS,
    Group,
    Refusal,
    Stand,
    Voices,
    plain,
    why_not_acknowledged,
    why_not_named,
    why_not_nobody,
    why_not_taken_back,
    why_not_talked,
)

A, B, C, G = (make_ulid(n, bytes(10)) for n in (1, 2, 3, 4))
BOTH = frozenset({A, B})
TODAY = date(2026, 3, 12)
parties = st.frozensets(st.sampled_from([A, B, C]))
groups = st.lists(
    st.builds(
        Group,
        id=st.just(G),
        named_by=st.sampled_from([A, B, None]),
        speaks=st.booleans(),
        talks=st.integers(0, 2),
        acknowledged=parties,
    ),
    max_size=4,
).map(tuple)
tables = st.builds(Voices, circle=parties, groups=groups, nobody_else=parties)


def group(**said: object) -> Group:
    """A group that A named."""
    return Group(**{"id": G, "named_by": A} | said)  # type: ignore[arg-type]  # by name


def table(*rows: Group, **said: object) -> Voices:
    """A table of two with these groups."""
    return Voices(**{"circle": BOTH, "groups": rows} | said)  # type: ignore[arg-type]  # by name


@given(tables)
def test_a_launch_goes_only_when_each_group_is_heard_or_every_side_has_said_why(
    voices: Voices,
) -> None:
    if voices.is_held:
        return
    for one in voices.groups:
        assert one.is_heard or (voices.circle and voices.circle <= one.acknowledged)
    assert voices.groups or voices.circle <= voices.nobody_else


@given(tables)
def test_where_nobody_was_named_and_not_all_say_so_it_is_held(voices: Voices) -> None:
    if not voices.groups and not (voices.circle and voices.circle <= voices.nobody_else):
        assert voices.is_held


@given(tables, st.sampled_from([A, B, C]))
def test_whoever_does_not_sit_here_can_neither_hold_nor_let_go(voices: Voices, party: Ulid) -> None:
    circle = voices.circle - {party}
    with_them = Voices(
        circle=circle, groups=voices.groups, nobody_else=voices.nobody_else | {party}
    )
    without = Voices(
        circle=circle,
        groups=tuple(
            Group(
                id=one.id,
                named_by=one.named_by,
                speaks=one.speaks,
                talks=one.talks,
                acknowledged=one.acknowledged - {party},
            )
            for one in voices.groups
        ),
        nobody_else=voices.nobody_else - {party},
    )
    assert with_them.is_held is without.is_held


@given(tables)
def test_saying_nobody_else_never_lets_go_what_a_named_group_holds(voices: Voices) -> None:
    said = Voices(circle=voices.circle, groups=voices.groups, nobody_else=voices.circle)
    if voices.groups:
        assert said.is_held is voices.is_held


@pytest.mark.parametrize(
    ("one", "stand"),
    [
        (group(), Stand.MISSING),
        (group(speaks=True), Stand.SPOKEN_FOR),
        (group(talks=1), Stand.HEARD),
        (group(speaks=True, talks=1), Stand.SPOKEN_FOR),
        (group(acknowledged=frozenset({A})), Stand.MISSING),
        (group(acknowledged=BOTH), Stand.ACKNOWLEDGED),
        (group(acknowledged=BOTH, talks=1), Stand.HEARD),
    ],
)
def test_how_a_group_stands(one: Group, stand: Stand) -> None:
    assert table(one).stand(one) is stand


def test_a_side_that_joins_late_has_to_say_why_as_well() -> None:
    known = group(acknowledged=BOTH)
    assert not table(known).is_held
    assert table(known, circle=BOTH | {C}).is_held


def test_one_missing_voice_among_many_holds_it() -> None:
    assert table(group(speaks=True), group(talks=2), group()).is_held
    assert not table(group(speaks=True), group(talks=2), group(acknowledged=BOTH)).is_held


def test_it_waits_for_a_side_once_another_has_said_its_part() -> None:
    half = table(group(acknowledged=frozenset({A})))
    assert half.waits_for(B)
    assert not half.waits_for(A)
    assert not half.waits_for(C)
    assert not table(group()).waits_for(B)
    assert table(nobody_else=frozenset({A})).waits_for(B)
    assert not table(nobody_else=frozenset({A}), launched=True).waits_for(B)
    assert not table(group(acknowledged=frozenset({A}), talks=1)).waits_for(B)


@pytest.mark.parametrize("name", ["", "  ", "\n\t"])
def test_a_name_says_something(name: str) -> None:
    assert why_not_named(name, named=frozenset()) is Refusal.NAME_MISSING


@pytest.mark.parametrize("name", ["night guards", "Night  Guards ", "NIGHT\nGUARDS"])
def test_the_same_group_is_named_once_however_it_is_written(name: str) -> None:
    known = frozenset({plain("Night guards")})
    assert why_not_named(name, named=known) is Refusal.NAMED_ALREADY


def test_a_list_ends() -> None:
    full = frozenset(str(n) for n in range(MOST_GROUPS))
    assert why_not_named("One more", named=full) is Refusal.TOO_MANY
    assert why_not_named("One more", named=full - {"0"}) is None


@pytest.mark.parametrize(
    ("one", "party", "refusal"),
    [
        (group(), A, None),
        (group(), B, Refusal.NOT_YOURS),
        (group(named_by=None), None, None),
        (group(), None, Refusal.NOT_YOURS),
        (group(speaks=True), A, Refusal.STAYS),
        (group(talks=1), A, Refusal.STAYS),
        (group(acknowledged=frozenset({B})), A, Refusal.STAYS),
    ],
)
def test_only_what_nobody_acted_on_is_taken_off_by_whoever_named_it(
    one: Group, party: Ulid | None, refusal: Refusal | None
) -> None:
    assert why_not_taken_back(one, party=party) is refusal


@pytest.mark.parametrize(
    ("one", "party", "reason", "refusal"),
    [
        (group(), A, "We ask them in May.", None),
        (group(), A, "  ", Refusal.WORDS_MISSING),
        (group(), None, "Why not.", Refusal.NO_SIDE),
        (group(), C, "Why not.", Refusal.NO_SIDE),
        (group(speaks=True), A, "Why not.", Refusal.NOT_MISSING),
        (group(acknowledged=frozenset({A})), A, "Again.", Refusal.SAID_ALREADY),
    ],
)
def test_each_side_acknowledges_a_gap_once_with_a_reason(
    one: Group, party: Ulid | None, reason: str, refusal: Refusal | None
) -> None:
    assert why_not_acknowledged(table(one), one, party=party, reason=reason) is refusal


def test_after_the_launch_nothing_is_acknowledged_any_more() -> None:
    late = table(group(), launched=True)
    assert why_not_acknowledged(late, group(), party=A, reason="Late.") is Refusal.LAUNCHED
    assert why_not_nobody(table(launched=True), party=A, reason="Late.") is Refusal.LAUNCHED


@pytest.mark.parametrize(
    ("voices", "party", "reason", "refusal"),
    [
        (table(), A, "Only we two read it.", None),
        (table(), A, " ", Refusal.WORDS_MISSING),
        (table(), C, "Why not.", Refusal.NO_SIDE),
        (table(group()), A, "Why not.", Refusal.GROUPS_NAMED),
        (table(nobody_else=frozenset({A})), A, "Again.", Refusal.SAID_ALREADY),
        (table(nobody_else=frozenset({A})), B, "We see it so, too.", None),
    ],
)
def test_that_nobody_else_is_affected_is_said_by_each_side_while_nobody_is_named(
    voices: Voices, party: Ulid, reason: str, refusal: Refusal | None
) -> None:
    assert why_not_nobody(voices, party=party, reason=reason) is refusal


@pytest.mark.parametrize(
    ("on", "words", "talks", "refusal"),
    [
        (TODAY, ("By phone", "The ladder is wet."), 0, None),
        (TODAY + timedelta(days=1), ("By phone", "Wet."), 0, Refusal.DAY_TO_COME),
        (TODAY.replace(year=2016), ("By phone", "Wet."), 0, Refusal.DAY_FAR),
        (TODAY, ("", "Wet."), 0, Refusal.WORDS_MISSING),
        (TODAY, ("By phone", " "), 0, Refusal.WORDS_MISSING),
        (TODAY, ("By phone", "Wet."), MOST_TALKS, Refusal.ENOUGH_TALKS),
    ],
)
def test_a_talk_has_a_day_that_was_a_way_and_what_was_heard(
    on: date, words: tuple[str, str], talks: int, refusal: Refusal | None
) -> None:
    assert why_not_talked(group(talks=talks), on=on, today=TODAY, words=words) is refusal
