"""Single words of the clasp: plural, months, names in their own direction, and what counts for what."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from troth.foundation.web import clock
from troth.trust.clasp import words
from troth.trust.clasp.seen import Seen, State, tenth, whole
from troth.trust.clasp.specimens import KAVERI, LUMEN, busy, specimens
from troth.trust.clasp.table import rows
from troth.trust.clasp.telling import MOVED_BY
from troth.trust.counting import counts_for
from troth.trust.rules.hands import Dimension, Estimate

MARCH = datetime(2026, 3, 12, 12, tzinfo=UTC)


def seen(count: int = 2, last: datetime | None = None) -> Seen:
    return Seen(
        dimension=Dimension.ABILITY,
        towards=LUMEN,
        about=KAVERI,
        state=State.FEW,
        count=count,
        last=last,
    )


@pytest.mark.parametrize(("count", "said"), [(1, "1 item"), (5, "5 items"), (140, "140 items")])
def test_one_item_is_one_item(count: int, said: str) -> None:
    assert words.items(seen(count=count)) == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (datetime(2026, 1, 4, tzinfo=UTC), "last heard in January"),
        (datetime(2025, 6, 4, tzinfo=UTC), "last heard in June 2025"),
    ],
)
def test_the_year_stands_only_where_it_is_another_one(last: datetime, said: str) -> None:
    with clock.at(MARCH):
        assert words.last_heard(seen(last=last)) == said


def test_without_anything_to_say_nothing_is_said() -> None:
    one = seen()
    for say in (words.last_heard, words.first_seen, words.of_itself, words.trend, words.aside):
        assert say(one) == ""
    assert words.range_words(one) == ""


def test_names_keep_their_direction_only_where_the_language_turns_them() -> None:
    assert words.about(LUMEN, KAVERI) == "Lumen about Kaveri"
    with translation.override("ar"):
        assert "\u2068Lumen\u2069" in words.about(LUMEN, KAVERI)
        found = busy().shown.near.fingers[0]
        assert words.range_words(found) == "\u20686–9\u2069"


@pytest.mark.parametrize("dimension", Dimension)
def test_each_dimension_has_its_name_and_what_moves_it(dimension: Dimension) -> None:
    assert words.heading(dimension)[0].isupper()
    assert words.name(dimension)[0].islower()
    assert str(MOVED_BY[dimension]).endswith(".")


def test_what_counts_speaks_of_nothing_that_is_not_there() -> None:
    said = " ".join(one for dimension in Dimension for one in counts_for(dimension)).lower()
    for absent in ("meeting", "survey", "case", "attendance", "person"):
        assert absent not in said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, 1), (0.4, 1), (1.4, 1), (5.5, 6), (9.4, 9), (10.0, 9)]
)
def test_nobody_is_called_certain(value: float, said: int) -> None:
    assert tenth(value) == said


def test_the_range_holds_the_middle_that_is_said() -> None:
    top = whole(Estimate(low=9.8, mid=9.9, high=10))
    foot = whole(Estimate(low=0, mid=0.1, high=0.2))
    assert (top.low, top.middle, top.high) == (9, 9, 10)
    assert (foot.low, foot.middle, foot.high) == (0, 1, 1)


def test_each_cell_of_the_table_says_what_its_finger_says() -> None:
    for one in specimens():
        for row, near, far in zip(
            rows(one.shown), one.shown.near.fingers, one.shown.far.fingers, strict=True
        ):
            assert (row.near.seen, row.far.seen) == (near, far)
            assert row.name == words.heading(near.dimension)
            for cell in (row.near, row.far):
                assert bool(cell.figure) == (cell.seen.state is State.READ)
                assert cell.words in words.reading(cell.seen)
                assert cell.change == words.trend(cell.seen)


def test_a_cell_without_a_reading_has_words_and_no_number_of_ten() -> None:
    for one in specimens():
        cells = [cell for row in rows(one.shown) for cell in (row.near, row.far)]
        for cell in cells:
            if not cell.figure:
                assert (cell.between, cell.items, cell.change, cell.note) == ("", "", "", "")
                assert "of 10" not in cell.words


@pytest.mark.parametrize("language", ["fr", "es", "de", "sw", "ar"])
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    with translation.override(language):
        for one in specimens():
            for sentence in one.sentences:
                assert "%(" not in sentence
            for row in rows(one.shown):
                assert "%(" not in row.near.words + row.far.words
