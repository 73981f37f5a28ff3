"""Where a slip stands, in one sentence; and how its lines are called to whom."""

from datetime import date

import pytest

from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.partnerships.models import Party
from troth.partnerships.testing import Cast
from troth.people.zones import known_zone
from troth.slips import actions
from troth.slips.forms import EVERYBODY, SlipForm, WordForm
from troth.slips.models import LONGEST_LINE, LONGEST_WORDS, Said, Slip
from troth.slips.rules.states import MOST_WORDS, State
from troth.slips.tests.conftest import LINES, Own
from troth.slips.words import effect_label, lines_of, name_of, said_words, state_words

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def stands(slip: Slip) -> str:
    """Where it stands, freshly read."""
    return state_words(Slip.objects.select_related("party", "towards").get(pk=slip.pk))


def test_each_step_has_its_own_sentence(cast: Cast, own: Own) -> None:
    slip = own()
    assert stands(slip) == "Lumen has said what happened, and how it is made good."
    actions.acknowledge(slip, by=cast.ravi)
    assert stands(slip) == "Kaveri acknowledged it."
    actions.say_repaired(slip, by=cast.ingrid)
    assert stands(slip) == "Lumen says that it is repaired, and waits for a word from Kaveri."
    actions.confirm(slip, by=cast.ravi)
    assert stands(slip).startswith("Owned by Lumen and repaired; Kaveri confirmed it on ")


def test_an_answer_alone_is_no_acknowledgement(cast: Cast, own: Own) -> None:
    slip = own()
    actions.answer(slip, by=cast.ravi, words="We see it otherwise.")
    assert stands(slip) == "Kaveri answered."
    actions.answer(slip, by=cast.ravi, words="And again.")
    assert stands(slip) == "Kaveri answered."
    actions.acknowledge(slip, by=cast.ravi)
    assert stands(slip) == "Kaveri acknowledged it."


@pytest.mark.parametrize("name", ["100% Kaveri", "%(who)s", "50 %% off", "%s"])
def test_a_name_is_never_read_as_a_place_to_fill(cast: Cast, own: Own, name: str) -> None:
    slip = own()
    actions.acknowledge(slip, by=cast.ravi)
    Party.objects.filter(pk=cast.kaveri.pk).update(called=name)
    assert stands(slip) == f"{name} acknowledged it."


def test_the_day_of_the_repair_is_said_while_it_is_awaited(cast: Cast, own: Own) -> None:
    slip = own(repair_by=in_zone(now(), known_zone(cast.lumen.zone)).date())
    assert "It is to be made good by" in stands(slip)
    actions.say_repaired(slip, by=cast.ingrid)
    assert "It is to be made good by" not in stands(slip)


def test_what_was_taken_back_says_only_that(cast: Cast, own: Own) -> None:
    assert stands(actions.withdraw(own(), by=cast.ingrid)) == (
        "Lumen took this back before anybody had answered."
    )


def test_towards_all_nobody_is_named(cast: Cast, own: Own) -> None:
    slip = own(towards=None)
    assert (name_of(None), effect_label(None)) == ("everybody", "What it means for the others")
    actions.say_repaired(slip, by=cast.ingrid)
    assert stands(slip).endswith("waits for a word from everybody.")


def test_the_four_lines_come_in_their_order(own: Own) -> None:
    assert lines_of(own()) == [
        ("What happened", LINES["what"]),
        ("What it means for Kaveri", LINES["effect"]),
        ("How it is made good", LINES["repair"]),
        ("What comes next", LINES["next"]),
    ]


@pytest.mark.parametrize("kind", Said)
def test_every_word_below_has_its_sentence(kind: Said) -> None:
    words = said_words(kind.value) % {"who": "Ravi"}
    assert words.startswith("Ravi ")
    assert words.endswith(".")


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_told(own: Own, state: State) -> None:
    slip = own()
    Slip.objects.filter(pk=slip.pk).update(state=state.value, repaired_at=now())
    words = stands(slip)
    assert words.endswith(".")
    assert "%(" not in words
    assert "None" not in words


# ------------------------------------------------------------------------------ forms


def test_the_form_takes_four_lines_and_a_day(cast: Cast) -> None:
    form = SlipForm(LINES | {"repair_by": "2027-03-12"}, others=[cast.kaveri])
    assert form.is_valid()
    assert form.cleaned_data["repair_by"] == date(2027, 3, 12)
    assert "towards" not in form.fields


def test_with_several_others_all_of_them_can_be_meant(cast: Cast) -> None:
    form = SlipForm(None, others=[cast.kaveri, cast.lumen])
    offered = [value for value, _words in form.fields["towards"].choices]  # type: ignore[attr-defined]  # a ChoiceField
    assert offered == ["", cast.kaveri.id, cast.lumen.id, EVERYBODY]


@pytest.mark.parametrize("name", LINES)
def test_each_line_is_needed_and_bounded(cast: Cast, name: str) -> None:
    for words, fits in (("", False), ("x" * LONGEST_LINE, True), ("x" * (LONGEST_LINE + 1), False)):
        form = SlipForm(LINES | {name: words}, others=[cast.kaveri])
        assert form.is_valid() is fits
        assert set(form.errors) == (set() if fits else {name})


@pytest.mark.parametrize("needed", [False, True])
def test_a_word_is_needed_where_it_is_all_there_is(*, needed: bool) -> None:
    assert WordForm({"words": ""}, needed=needed).is_valid() is not needed
    assert WordForm({"words": "x" * LONGEST_WORDS}, needed=needed).is_valid()
    assert not WordForm({"words": "x" * (LONGEST_WORDS + 1)}, needed=needed).is_valid()


def test_a_form_within_its_limits_is_small_enough_for_the_record(cast: Cast, own: Own) -> None:
    slip = own(**dict.fromkeys(LINES, "€" * LONGEST_LINE))
    actions.answer(slip, by=cast.ravi, words="€" * LONGEST_WORDS)
    assert slip.said.count() < MOST_WORDS
