"""The catalogue: three to five lines for each dimension, each said in full, offered by what weighs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.ideas import WORDS
from troth.adjustments.rules.catalogue import CATALOGUE, FEW, fitting, ideas_for
from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension

KINDS = sorted({kind for line in CATALOGUE.values() for kind in line.suits})
weights = st.dictionaries(st.sampled_from(KINDS), st.floats(0, 10, allow_nan=False))
# What would make an idea a reproach, or a law.
HARSH = re.compile(r"\b(fail|fault of|blame|must|always late|violat|score|guilt)\w*", re.IGNORECASE)


def test_every_idea_stands_in_the_catalogue_and_has_its_words() -> None:
    assert set(CATALOGUE) == set(WORDS) == set(Idea)


@pytest.mark.parametrize("dimension", Dimension)
def test_each_dimension_has_three_to_five(dimension: Dimension) -> None:
    assert 3 <= len(ideas_for(dimension)) <= 5


@pytest.mark.parametrize("idea", Idea)
def test_an_idea_is_a_sentence_that_can_be_done_and_looked_at(idea: Idea) -> None:
    said = WORDS[idea]
    assert str(said.title).count(".") == 1
    assert len(str(said.title)) <= 60
    assert 2 <= len(re.findall(r"[.;:?!]( |$)", str(said.how))) <= 5
    assert str(said.suits).startswith("When ")
    assert str(said.look).endswith(("?", "?”"))
    assert not HARSH.search(" ".join(map(str, vars(said).values())))


def test_no_two_ideas_are_called_the_same() -> None:
    assert len({str(said.title) for said in WORDS.values()}) == len(WORDS)


@pytest.mark.parametrize("dimension", Dimension)
def test_where_nothing_weighs_the_first_three_are_offered(dimension: Dimension) -> None:
    assert fitting(dimension, weighs={}) == ideas_for(dimension)[:FEW]


def test_what_weighs_most_comes_first() -> None:
    found = fitting(Dimension.OPENNESS, weighs={"silent": 3.0, "answered-late": 1.0})
    assert found[0] is Idea.WEEKLY_QUARTER_HOUR


@given(dimension=st.sampled_from(Dimension), weighs=weights)
def test_three_are_offered_each_once_and_of_this_dimension(
    dimension: Dimension, weighs: dict[str, float]
) -> None:
    found = fitting(dimension, weighs=weighs)
    assert len(found) == len(set(found)) == FEW
    assert {CATALOGUE[idea].dimension for idea in found} == {dimension}


@given(dimension=st.sampled_from(Dimension), weighs=weights)
def test_more_of_all_that_weighs_changes_no_order(
    dimension: Dimension, weighs: dict[str, float]
) -> None:
    twice = {kind: 2 * weight for kind, weight in weighs.items()}
    assert fitting(dimension, weighs=weighs) == fitting(dimension, weighs=twice)
