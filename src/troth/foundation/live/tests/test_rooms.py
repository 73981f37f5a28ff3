"""Whatever the order of words, every reader can resume without missing an entry."""

from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.live.rooms import Room
from troth.foundation.live.tests.house import SHARED
from troth.foundation.live.words import Hint


def hint(idx: int, noun: str = "commitment") -> Hint:
    return Hint(SHARED, idx, f"{noun}:moved")


def room(head: int = -1) -> Room:
    made = Room()
    made.settle(head)
    return made


def test_entries_are_heard_once() -> None:
    one = room()
    assert [one.hear(0), one.hear(0), one.hear(1), one.hear(0)] == [True, False, True, False]


def test_what_was_there_before_is_not_heard() -> None:
    one = room(head=5)
    assert [one.hear(5), one.hear(6)] == [False, True]


def test_a_gap_keeps_the_place_to_resume_from() -> None:
    one = room()
    one.hear(2)
    assert (one.known, one.resume(), one.newest) == (-1, -1, 2)
    one.hear(0)
    one.hear(1)
    assert (one.known, one.resume(), one.newest) == (2, 2, 2)


def test_before_the_database_was_asked_there_is_no_place() -> None:
    one = Room()
    assert one.hear(4)
    assert (one.known, one.resume(), one.newest) == (None, None, 4)
    one.settle(3)
    assert one.known == 4


def test_a_noun_is_told_at_once_and_then_waits_for_its_turn() -> None:
    one = room()
    assert one.told(hint(0))
    assert not one.told(hint(1))
    assert not one.told(hint(2))
    assert one.turn("commitment") == hint(2)
    assert one.turn("commitment") is None
    assert one.told(hint(3))


def test_the_newest_is_told_even_if_words_overtake_each_other() -> None:
    one = room()
    one.told(hint(0))
    one.told(hint(2))
    one.told(hint(1))
    assert one.turn("commitment") == hint(2)


def test_a_waiting_noun_holds_back_the_place_for_all() -> None:
    one = room()
    for idx, noun in enumerate(("commitment", "commitment", "goal")):
        one.hear(idx)
        one.told(hint(idx, noun))
    assert one.resume() == 0
    one.turn("commitment")
    assert one.resume() == 2


def test_a_catch_up_leaves_nothing_older_waiting() -> None:
    one = room()
    for idx in range(3):
        one.hear(idx)
        one.told(hint(idx))
    one.skip_to(9)
    assert (one.turn("commitment"), one.resume()) == (None, 9)
    assert not one.hear(9)


def test_a_catch_up_keeps_what_came_after_it() -> None:
    one = room()
    for idx in (0, 12):
        one.hear(idx)
        one.told(hint(idx))
    one.skip_to(9)
    assert one.turn("commitment") == hint(12)


@given(
    st.permutations(range(8)), st.lists(st.sampled_from("abc"), min_size=8, max_size=8), st.data()
)
def test_who_resumes_has_been_told_of_every_earlier_entry(
    order: list[int], nouns: list[str], data: st.DataObject
) -> None:
    """At any moment, each noun's entries up to the resume point were told, by themselves or by a later one."""
    one = room()
    told: dict[str, int] = {}

    def tell(said: Hint) -> None:
        told[said.noun] = max(said.idx, told.get(said.noun, -1))

    for idx in order:
        said = hint(idx, nouns[idx])
        assert one.hear(idx)
        if one.told(said):
            tell(said)
        if data.draw(st.booleans()):
            waited = one.turn(data.draw(st.sampled_from("abc")))
            if waited:
                tell(waited)
        place = one.resume()
        assert place is not None
        for earlier in range(place + 1):
            assert told.get(nouns[earlier], -1) >= earlier
