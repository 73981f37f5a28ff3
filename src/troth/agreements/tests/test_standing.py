"""When a text is agreed, whose signature is stale, and what changed."""

from hypothesis import given
from hypothesis import strategies as st

from troth.agreements.rules.difference import Change, Stretch, difference
from troth.agreements.rules.standing import all_signed, standing
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, DELTA = (Ulid(name) for name in ("lumen", "kaveri", "delta"))
BOTH = frozenset({LUMEN, KAVERI})


def test_one_signature_of_two_is_not_agreed() -> None:
    found = standing(latest=1, signatures={1: frozenset({KAVERI})}, parties=BOTH)
    assert (found.agreed, found.missing) == (False, frozenset({LUMEN}))


def test_both_signatures_on_the_same_version_agree() -> None:
    assert all_signed(BOTH, BOTH)


def test_an_edit_makes_signatures_stale_and_says_which_version_they_were_on() -> None:
    found = standing(latest=2, signatures={1: BOTH}, parties=BOTH, agreed_version=1)
    assert (found.agreed, found.agreed_version, found.stale) == (False, 1, {LUMEN: 1, KAVERI: 1})


def test_signatures_on_different_versions_never_add_up() -> None:
    found = standing(
        latest=2, signatures={1: frozenset({LUMEN}), 2: frozenset({KAVERI})}, parties=BOTH
    )
    assert (found.agreed, found.agreed_version) == (False, None)


def test_a_party_that_left_is_no_longer_waited_for() -> None:
    assert all_signed(frozenset({LUMEN, DELTA}), frozenset({LUMEN}))


def test_what_was_agreed_stays_agreed_when_somebody_new_sits_down() -> None:
    found = standing(latest=1, signatures={1: BOTH}, parties=BOTH | {DELTA}, agreed_version=1)
    assert (found.agreed, found.missing) == (True, frozenset({DELTA}))


def test_nobody_agrees_where_nobody_sits() -> None:
    assert not all_signed(frozenset(), frozenset())


@given(
    st.lists(st.text(alphabet="ab \n"), max_size=6), st.lists(st.text(alphabet="ab \n"), max_size=6)
)
def test_both_versions_can_be_read_out_of_the_difference(one: list[str], two: list[str]) -> None:
    before, after = "\n".join(one), "\n".join(two)
    found = difference(before, after)
    kept = [part.text for part in found if part.change is not Change.IN]
    new = [part.text for part in found if part.change is not Change.OUT]
    assert " ".join("\n".join(kept).split()) == " ".join(before.split())
    assert " ".join("\n".join(new).split()) == " ".join(after.split())


def test_texts_made_to_cost_much_are_not_compared_line_by_line() -> None:
    before = "\n".join(["old", *(f"a\nu{number}" for number in range(1000))])
    after = "\n".join(["new", *(f"a\nv{number}" for number in range(1000))])
    whole = (Stretch(Change.OUT, before), Stretch(Change.IN, after))
    assert difference(before, after) == whole


def test_one_changed_line_of_a_long_text_is_shown_alone() -> None:
    lines = [line for number in range(5000) for line in (f"Sentence {number}.", "")]
    changed = [*lines[:4000], "Another sentence.", *lines[4001:]]
    found = difference("\n".join(lines), "\n".join(changed))
    assert [part.text for part in found if part.change is not Change.SAME] == [
        "Sentence 2000.",
        "Another sentence.",
    ]
