"""Which posts of a long topic a page shows."""

from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.rules.stretch import BEFORE, PAGE, stretch

LATEST = st.integers(1, 20_000)


def test_a_short_topic_is_shown_whole() -> None:
    shown = stretch(10, read=3)
    assert (shown.first, shown.last, shown.older, shown.newer) == (1, 10, 0, 0)


def test_a_long_topic_opens_a_little_above_the_first_unread_post() -> None:
    shown = stretch(10_000, read=400)
    assert shown.first == 401 - BEFORE
    assert shown.first <= 401 <= shown.last


def test_all_read_opens_at_the_end() -> None:
    assert stretch(10_000, read=10_000).last == 10_000


@given(LATEST, st.integers(0, 20_000), st.integers(-5, 30_000))
def test_it_is_one_page_at_most_and_shows_what_was_asked_for(
    latest: int, read: int, at: int
) -> None:
    shown = stretch(latest, read=min(read, latest), at=at)
    assert 1 <= shown.first <= shown.last <= latest
    assert shown.last - shown.first < PAGE
    if 1 <= at <= latest:
        assert shown.first <= at <= shown.last


@given(LATEST)
def test_every_post_is_reached_by_going_back_and_every_post_by_going_on(latest: int) -> None:
    seen, at = set(), latest
    while at:
        shown = stretch(latest, read=latest, at=at)
        seen |= set(range(shown.first, shown.last + 1))
        at = shown.older
    assert seen == set(range(1, latest + 1))
    seen, at = set(), 1
    while at:
        shown = stretch(latest, read=latest, at=at)
        seen |= set(range(shown.first, shown.last + 1))
        at = shown.newer
    assert seen == set(range(1, latest + 1))
