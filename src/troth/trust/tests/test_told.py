"""What trust says in words: of evidence and how often, of a quarter, and of each fact on the record."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.facts.trust import (
    EvidenceContested,
    EvidenceSettled,
    ExperienceSaid,
    ExperienceWithdrawn,
    ReviewPrepared,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.offers import Names
from troth.trust.clasp.seen import Clasp, Seen, SeenHand, State
from troth.trust.clasp.specimens import KAVERI, LUMEN
from troth.trust.evidence_words import (
    DIMENSIONS,
    FOR_OTHERS,
    KINDS,
    REFUSALS,
    dimension_words,
    kind_words,
    loads_words,
    why_not,
)
from troth.trust.experience_words import ASKED
from troth.trust.queries.reviews import Lived
from troth.trust.review_words import TO_TALK_ABOUT, changes, lived_words, quarter_words
from troth.trust.rules.contests import Reason
from troth.trust.rules.hands import Dimension, Estimate
from troth.trust.rules.periods import Happened
from troth.trust.rules.quarters import Quarter
from troth.trust.rules.table import Kind
from troth.trust.telling import tell

ROOM, ONE, INGRID, RAVI, LUMENS, KAVERIS = (Ulid(letter * 26) for letter in "RSJVAK")
AT_LUMEN, AT_KAVERI = Actor(INGRID, LUMENS), Actor(RAVI, KAVERIS)
NAMES = Names({LUMENS: "Lumen", KAVERIS: "Kaveri"}, {INGRID: "Ingrid", RAVI: "Ravi"})
NOBODY = Names({}, {})


# ------------------------------------------------------------------------------ evidence


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_said_once_and_many_times(kind: Kind) -> None:
    once, often = kind_words(kind, 1), kind_words(kind, 12)
    assert once[0].isupper()
    assert not often[0].islower()
    assert "12" in often
    assert not {"12", "1"} & set(once.split())
    assert "%(" not in once + often


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [
        (Kind.KEPT, 1, "Kept a promise"),
        (Kind.KEPT, 3, "Kept 3 promises"),
        (Kind.SILENT, 2, "2 dates were missed and nobody said a word"),
        (Kind.MOVED, 1, "Asked in time for another date"),
        (Kind.UNANSWERED, 4, "Did not answer 4 times in the agreed time"),
    ],
)
def test_it_is_said_as_people_say_it(kind: Kind, count: int, words: str) -> None:
    assert kind_words(kind, count) == words


def test_no_two_kinds_are_said_in_the_same_words() -> None:
    assert set(KINDS) == set(Kind)
    assert len({kind_words(kind, 1) for kind in Kind}) == len(Kind)


def test_no_kind_calls_anybody_unreliable() -> None:
    """What happened is told, and nobody is judged."""
    told = " ".join(kind_words(kind, count) for kind in Kind for count in (1, 2)).casefold()
    for word in ("fail", "bad", "fault", "untrust", "unreliable", "broke"):
        assert word not in told


@pytest.mark.parametrize("language", ["de", "fr", "es", "sw", "ar"])
def test_it_is_said_in_every_language(language: str) -> None:
    english = {kind: kind_words(kind, 2) for kind in Kind}
    with translation.override(language):
        found = {kind: kind_words(kind, 2) for kind in Kind}
    assert not [kind for kind in Kind if found[kind] == english[kind]]


def test_every_dimension_has_its_name_and_what_is_asked_of_it() -> None:
    assert list(DIMENSIONS) == list(ASKED) == list(Dimension)
    assert [dimension_words(one) for one in Dimension] == [
        "Reliability",
        "Truth",
        "Ability",
        "Open communication",
        "Care",
    ]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Truth"], "Truth"),
        (["Truth", "Care"], "Truth and Care"),
        (["Truth", "Ability", "Care"], "Truth, Ability and Care"),
    ],
)
def test_several_dimensions_are_named_in_one_go(names: list[str], words: str) -> None:
    assert loads_words(names) == words


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_a_sentence(reason: Reason) -> None:
    said = why_not(reason)
    assert said.endswith(".")
    assert said[0].isupper()


def test_refusals_differ_and_two_are_for_somebody_else() -> None:
    assert set(REFUSALS) == set(Reason)
    assert len({why_not(reason) for reason in Reason}) == len(Reason)
    assert {Reason.ONLY_ABOUT_YOU, Reason.NOT_YOURS} == FOR_OTHERS


# ------------------------------------------------------------------------------ a quarter


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "January to March 2026"),
        (datetime(2026, 6, 30, 23, 59, tzinfo=UTC), "April to June 2026"),
        (datetime(2026, 7, 1, tzinfo=UTC), "July to September 2026"),
        (datetime(2026, 12, 31, tzinfo=UTC), "October to December 2026"),
    ],
)
def test_a_quarter_is_called_by_its_months(moment: datetime, words: str) -> None:
    assert quarter_words(Quarter.of(moment)) == words


def test_a_quarter_without_anything_has_no_lines() -> None:
    assert lived_words(Lived(happened=[], set_aside=0)) == []


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 thing is set aside until both settle it"),
        (3, "3 things are set aside until both settle them"),
    ],
)
def test_what_is_set_aside_stands_last(count: int, words: str) -> None:
    lived = Lived(happened=[Happened(Kind.KEPT, 2), Happened(Kind.MOVED, 1)], set_aside=count)
    assert lived_words(lived) == ["Kept 2 promises", "Asked in time for another date", words]


def test_what_two_sides_talk_about_are_questions_that_no_figure_answers() -> None:
    asked = [str(one) for one in TO_TALK_ABOUT]
    assert len(set(asked)) == 3
    assert all(one.endswith("?") for one in asked)
    assert not any(sign.isdigit() for one in asked for sign in one)


def finger(dimension: Dimension, before: float | None) -> Seen:
    """A reading of 8 with what stood there ninety days ago."""
    return Seen(
        dimension=dimension,
        towards=LUMEN,
        about=KAVERI,
        state=State.READ,
        count=9,
        estimate=Estimate(low=7, mid=8, high=9),
        before=before,
    )


def both(*fingers: Seen) -> Clasp:
    """Lumen about Kaveri with these, and nothing the other way."""
    return Clasp(
        near=SeenHand(towards=LUMEN, about=KAVERI, fingers=fingers),
        far=SeenHand(towards=KAVERI, about=LUMEN, fingers=()),
    )


def test_only_what_really_changed_is_named_and_in_which_direction() -> None:
    shown = both(
        finger(Dimension.RELIABILITY, None),
        finger(Dimension.TRUTH, 5.0),
        finger(Dimension.CARE, 8.0),
    )
    (line,) = changes(shown)
    assert line.startswith("Truth, Lumen about Kaveri: ")
    assert "8 of 10" in line


def test_a_rise_and_a_fall_both_are_changes() -> None:
    assert len(changes(both(finger(Dimension.TRUTH, 5.0), finger(Dimension.CARE, 9.5)))) == 2
    assert changes(both()) == []


# ------------------------------------------------------------------------------ the record


def sentence(fact: Fact, names: Names = NAMES) -> str:
    (told,) = tell([fact], names)
    return told.sentence


CONTESTED = EvidenceContested(room=ROOM, by=AT_KAVERI, entry=41, about=KAVERIS, reason="Rain.")
COUNTS = EvidenceSettled(room=ROOM, by=AT_KAVERI, entry=41, about=KAVERIS, counts=True)
LEFT_OUT = EvidenceSettled(room=ROOM, by=AT_LUMEN, entry=41, about=KAVERIS, counts=False)


def test_contesting_and_settling_are_told_with_who_and_which_entry() -> None:
    assert sentence(CONTESTED) == "Kaveri contested what entry 41 says about it; it is set aside"
    assert sentence(COUNTS) == "Kaveri lets entry 41 count again"
    assert sentence(LEFT_OUT) == "Lumen agreed to leave entry 41 out of what is said about Kaveri"


@pytest.mark.parametrize("fact", [CONTESTED, COUNTS, LEFT_OUT])
def test_each_of_them_leads_to_the_piece_it_speaks_of(fact: Fact) -> None:
    (told,) = tell([fact], NAMES)
    assert (told.url_name, told.url_kwargs) == ("trust.evidence", {"idx": "41", "about": KAVERIS})


def test_what_was_written_beside_it_is_not_in_the_sentence() -> None:
    assert "Rain" not in sentence(CONTESTED)


def experience(about: Ulid, *, words: str | None = None) -> ExperienceSaid:
    return ExperienceSaid(
        room=ROOM,
        by=AT_LUMEN,
        experience=ONE,
        saying_party=LUMENS,
        about=about,
        dimension=Dimension.CARE,
        figure=7,
        words=words,
    )


def test_what_a_side_says_openly_is_told_with_its_figure_and_its_words() -> None:
    start = "Lumen said openly how it experiences Kaveri. Care: 7 of 10"
    assert sentence(experience(KAVERIS)) == start
    assert sentence(experience(KAVERIS, words="They call.")) == f"{start}. “They call.”"


def test_what_a_side_says_of_itself_is_told_as_that() -> None:
    said = sentence(experience(LUMENS))
    assert said == "Lumen said openly how it sees itself. Care: 7 of 10"


def test_withdrawn_it_says_nothing_of_what_had_been_said() -> None:
    fact = ExperienceWithdrawn(room=ROOM, by=AT_LUMEN, experience=ONE)
    assert sentence(fact) == "Lumen withdrew something it had said openly about an experience"


def test_a_review_is_nobodys_act() -> None:
    fact = ReviewPrepared(room=ROOM, by=CLOCK, review=ONE, year=2026, quarter=3)
    (told,) = tell([fact], NAMES)
    assert told.sentence.startswith("The trust review of July to September 2026 is ready")
    assert (told.url_name, told.url_kwargs) == ("trust.review", {"quarter": "2026-q3"})


@pytest.mark.parametrize("fact", [CONTESTED, COUNTS, LEFT_OUT, experience(KAVERIS)])
def test_where_names_are_gone_a_sentence_still_reads(fact: Fact) -> None:
    said = sentence(fact, NOBODY)
    assert said.startswith("Somebody ")
    assert KAVERIS not in said
    assert "%(" not in said


def test_several_facts_are_told_in_their_order() -> None:
    told = tell([CONTESTED, COUNTS], NAMES)
    assert [one.sentence for one in told] == [sentence(CONTESTED), sentence(COUNTS)]
