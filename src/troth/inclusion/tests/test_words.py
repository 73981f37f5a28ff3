"""Every state and every refusal has its words, without a word that blames."""

import pytest

from troth.foundation.facts.fact import every_fact
from troth.foundation.kernel.ulid import make_ulid
from troth.inclusion.actions.holding import NotPossible
from troth.inclusion.forgotten import FORGOTTEN
from troth.inclusion.models import Figure
from troth.inclusion.rules.audit import Hidden
from troth.inclusion.rules.report import Cut, Kind
from troth.inclusion.rules.standing import Group, Refusal, Stand, Voices
from troth.inclusion.shown import percent, table, tables
from troth.inclusion.telling import SENTENCES
from troth.inclusion.words import STANDS, hold_words, state_words, why_not

A, B = (make_ulid(n, bytes(10)) for n in (1, 2))
NEVER = ("failed", "violation", "overdue", "score", "rank", "compliance", "user", "must")
NAMES = {"l": "Lumen Sensors", "k": "Kaveri Analytics"}


def group(n: int, **said: object) -> Group:
    """A group that A named."""
    known = {"id": make_ulid(9 + n, bytes(10)), "named_by": A}
    return Group(**known | said)  # type: ignore[arg-type]  # by name


def voices(*groups: Group, **said: object) -> Voices:
    """A table of two."""
    known = {"circle": frozenset({A, B}), "groups": groups}
    return Voices(**known | said)  # type: ignore[arg-type]  # by name


BOTH = frozenset({A, B})


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (voices(), "Nobody has asked yet who else is affected. The launch waits for it."),
        (voices(launched=True), "It was launched before anybody had asked who else is affected."),
        (
            voices(nobody_else=frozenset({A})),
            "One side says that nobody else is affected. The others have not said so.",
        ),
        (voices(nobody_else=BOTH), "Every organisation has said why nobody else is affected."),
        (
            voices(group(1)),
            "One group is affected besides you. One voice is missing, and the launch waits for it.",
        ),
        (
            voices(group(1), group(2, talks=1), group(3)),
            (
                "3 groups are affected besides you. One of them is heard. "
                "2 voices are missing, and the launch waits for them."
            ),
        ),
        (
            voices(group(1, acknowledged=BOTH), group(2, speaks=True)),
            (
                "2 groups are affected besides you. One of them is heard. "
                "One is missing, and every organisation has said why it goes on."
            ),
        ),
        (
            voices(group(1, speaks=True), group(2, talks=2)),
            (
                "2 groups are affected besides you. 2 of them are heard. "
                "No voice is missing from those you named."
            ),
        ),
    ],
)
def test_where_an_initiative_stands_is_one_sentence_or_two(found: Voices, words: str) -> None:
    assert state_words(found) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Guards"], "Nobody speaks here for: Guards"),
        (["A", "B", "C"], "Nobody speaks here for: A, B, C"),
        (["A", "B", "C", "D"], "Nobody speaks here for: A, B, C and one more"),
        (list("ABCDEF"), "Nobody speaks here for: A, B, C and 3 more"),
        (["100 % night"], "Nobody speaks here for: 100 % night"),
    ],
)
def test_why_it_is_held_names_those_who_are_missing_and_ends(names: list[str], words: str) -> None:
    assert hold_words(voices(group(1)), names) == words


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_has_its_sentence(reason: Refusal) -> None:
    for who in ("Lumen", "", "100 %"):
        words = why_not(NotPossible(reason, who=who))
        assert words.endswith(".")
        assert "%(" not in words
        assert not [word for word in NEVER if f" {word} " in f" {words.casefold()} "]


@pytest.mark.parametrize("stand", Stand)
def test_every_stand_has_its_words(stand: Stand) -> None:
    assert str(STANDS[stand])


def test_every_fact_of_voices_has_its_sentence() -> None:
    ours = {fact.kind for fact in every_fact() if fact.kind.startswith("voices:")}
    assert set(SENTENCES) == ours
    assert len(ours) == 7


def test_what_is_often_forgotten_is_said_once_each_and_short_enough_to_keep() -> None:
    names = [str(one.name) for one in FORGOTTEN.values()]
    assert len(names) == len(set(names)) >= 15
    assert all(
        len(name) <= 120 and str(one.how).endswith(".")
        for name, one in zip(names, FORGOTTEN.values(), strict=True)
    )
    assert all(len(key) <= 16 for key in FORGOTTEN)


# ------------------------------------------------------------------------------ a report in words


def line(cut: Cut, key: str = "", *, share: int | None = None, hidden: str = "") -> Figure:
    """One line as it was kept."""
    return Figure(
        kind=Kind.WRITING,
        cut=cut,
        key=key,
        share=share,
        of_people=50 if share else 0,
        hidden=hidden,
    )


def test_lines_stand_in_alphabetical_order_whatever_their_share() -> None:
    lines = [
        line(Cut.ALL, share=100),
        line(Cut.PARTY, "l", share=90),
        line(Cut.PARTY, "k", share=10),
    ]
    found = table(Kind.WRITING, lines, NAMES)
    assert [row.name for row in found.rows] == [
        "Kaveri Analytics",
        "Lumen Sensors",
    ]
    assert found.rows[0].share == "about 10 %"


def test_a_hidden_line_says_why_beside_the_name() -> None:
    lines = [line(Cut.ALL, share=100), line(Cut.PARTY, "l", hidden=Hidden.FEW_PEOPLE)]
    (row,) = table(Kind.WRITING, lines, NAMES).rows
    assert (row.name, row.share) == ("Lumen Sensors", "")
    assert row.hidden.startswith("Hidden: fewer than five people")


def test_a_table_of_too_many_people_says_so() -> None:
    found = table(Kind.WRITING, [], NAMES)
    assert found.rows == []
    assert found.why.startswith("Not worked out: more people sit at this table")


@pytest.mark.parametrize("why", Hidden)
def test_where_the_whole_is_hidden_there_is_one_sentence_and_no_line(why: Hidden) -> None:
    lines = [line(Cut.ALL, hidden=why), line(Cut.PARTY, "l", hidden=why)]
    found = table(Kind.WRITING, lines, NAMES)
    assert found.rows == []
    assert found.why.endswith(".")


def test_every_kind_has_a_table_also_without_a_line() -> None:
    assert [one.id for one in tables([], NAMES)] == [kind.value for kind in Kind]


@pytest.mark.parametrize(
    ("share", "words"), [(None, ""), (0, "hardly any"), (5, "about 5 %"), (100, "about 100 %")]
)
def test_a_share_is_said_in_words(share: int | None, words: str) -> None:
    assert percent(share) == words


def test_an_organisation_that_left_is_named_no_more() -> None:
    lines = [line(Cut.ALL, share=100), line(Cut.PARTY, "x", share=40)]
    (row,) = table(Kind.WRITING, lines, NAMES).rows
    assert row.name == "An organisation that has left"
