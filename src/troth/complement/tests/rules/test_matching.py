"""Which strength meets which need: by tag first, by wording where it is alike enough, never within one house."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.complement.queries.likeness import alike
from troth.complement.rules.matching import (
    LIKE_ENOUGH,
    Ground,
    Said,
    alikeness,
    likeness,
    rank,
    suggestion,
    suggestions,
)
from troth.complement.rules.wording import content

HOUSES = ("lumen", "kaveri", "delta")
VOCABULARY = ("hardware", "certification", "certifying", "field", "staff", "india", "ce", "labels")


def said(key: str, whose: str, text: str, *tags: str) -> Said:
    """A statement."""
    return Said(id=key, whose=whose, words=content(text), tags=frozenset(tags))


def found(needs: list[Said], strengths: list[Said]) -> list[tuple[str, str]]:
    """The pairs that are suggested, best first."""
    return [
        (one.need, one.strength) for one in suggestions(needs, strengths, alike(needs, strengths))
    ]


statements = st.lists(
    st.builds(
        lambda key, whose, words, tags: Said(
            id=f"S{key}", whose=whose, words=tuple(dict.fromkeys(words)), tags=frozenset(tags)
        ),
        st.integers(0, 10**6),
        st.sampled_from(HOUSES),
        st.lists(st.sampled_from(VOCABULARY), max_size=5),
        st.sets(st.sampled_from(("ce", "labels", "field staff")), max_size=2),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


def test_certifying_hardware_meets_hardware_certification() -> None:
    need, strength = (
        said("n", "kaveri", "Hardware certification"),
        said("s", "lumen", "Certifying hardware"),
    )
    one = suggestion(need, strength, alike([need], [strength]))
    assert one is not None
    assert (one.ground, one.need_words, one.strength_words) == (
        Ground.WORDS,
        ("hardware", "certification"),
        ("certifying", "hardware"),
    )


@pytest.mark.parametrize(
    ("need", "strength"),
    [
        ("field staff in India", "support staff in Norway"),
        ("field staff in India", "machine learning in Bengaluru"),
        ("data analysis", "hardware certification"),
        ("contract law", "contact lists"),
        ("", "hardware"),
    ],
)
def test_what_only_shares_a_word_is_not_suggested(need: str, strength: str) -> None:
    pair = said("n", "kaveri", need), said("s", "lumen", strength)
    assert suggestion(*pair, alike([pair[0]], [pair[1]])) is None


@pytest.mark.parametrize(
    ("need", "strength"),
    [
        ("hardware certification", "Certifying hardware for the European market"),
        ("data labelling", "labels for data"),
        ("сертификация оборудования", "сертификации оборудования"),
        ("हार्डवेयर प्रमाणन", "हार्डवेयर का प्रमाणन"),
        ("硬件认证", "硬件认证服务"),
    ],
)
def test_the_same_matter_in_other_words_is_suggested(need: str, strength: str) -> None:
    pair = said("n", "kaveri", need), said("s", "lumen", strength)
    assert suggestion(*pair, alike([pair[0]], [pair[1]])) is not None


def test_a_tag_finds_each_other_across_languages() -> None:
    need = said("n", "kaveri", "hardware certification", "ce")
    strength = said("s", "lumen", "Zulassung von Geräten", "ce")
    assert found([need], [strength]) == [("n", "s")]


def test_an_exact_tag_beats_any_wording() -> None:
    need = said("n", "kaveri", "hardware certification", "ce")
    same_words = said("a", "lumen", "hardware certification")
    same_tag = said("b", "delta", "Zulassung", "ce")
    assert found([need], [same_words, same_tag]) == [("n", "b"), ("n", "a")]


@given(statements, statements)
def test_nothing_is_matched_within_one_organisation(
    needs: list[Said], strengths: list[Said]
) -> None:
    own = {one.id: one.whose for one in strengths}
    wants = {one.id: one.whose for one in needs}
    assert all(wants[need] != own[strength] for need, strength in found(needs, strengths))


@given(statements, statements)
def test_the_order_of_statements_makes_no_difference(
    needs: list[Said], strengths: list[Said]
) -> None:
    before = found(needs, strengths)
    assert found(needs[::-1], strengths[::-1]) == before


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=6),
    st.lists(st.sampled_from(VOCABULARY), max_size=6),
)
def test_wording_is_symmetric_and_between_nothing_and_all(one: list[str], other: list[str]) -> None:
    known = {"certification": {"certifying": 0.88}, "certifying": {"certification": 0.88}}
    there = likeness(one, other, known)
    assert there == likeness(other, one, known)
    assert 0 <= there <= 1
    assert alikeness("certifying", "certification", alike=known) == 0.88


@given(statements, statements)
def test_tags_come_before_words_and_every_wording_is_alike_enough(
    needs: list[Said], strengths: list[Said]
) -> None:
    given_all = suggestions(needs, strengths, alike(needs, strengths))
    grounds = [one.ground for one in given_all]
    assert grounds == sorted(grounds, key=lambda ground: ground is not Ground.TAG)
    assert all(one.tags for one in given_all if one.ground is Ground.TAG)
    assert all(one.likeness >= LIKE_ENOUGH for one in given_all if one.ground is Ground.WORDS)
    assert list(given_all) == sorted(given_all, key=rank)


def test_seven_organisations_with_forty_statements_each_take_less_than_two_seconds() -> None:
    stems = [f"{first}{last}" for first in "abcdefghij" for last in ("ction", "ware", "ling")]
    rows = [
        said(f"{house}-{at}", f"house {house}", " ".join(stems[at % 9 : at % 9 + 6]), f"tag {at}")
        for house in range(7)
        for at in range(40)
    ]
    half = len(rows) // 2
    begun = time.process_time()
    suggestions(rows[:half], rows[half:], alike(rows[:half], rows[half:]))
    assert time.process_time() - begun < 2
