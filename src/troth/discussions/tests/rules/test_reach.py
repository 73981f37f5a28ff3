"""What comes to somebody's inbox."""

import itertools

from troth.discussions.rules.reach import Follow, News, reaches


def test_without_following_only_what_begins_or_calls_comes() -> None:
    assert not reaches(News(written=True), Follow.CALLED)
    assert reaches(News(begins=True), Follow.CALLED)
    assert reaches(News(written=True, named=True), Follow.CALLED)
    assert reaches(News(written=True, party_named=True), Follow.CALLED)
    assert reaches(News(written=True, everybody=True), Follow.CALLED)


def test_who_follows_gets_every_post_but_no_signs_and_edits() -> None:
    assert reaches(News(written=True), Follow.FOLLOWS)
    assert not reaches(News(quiet=True), Follow.FOLLOWS)


def test_a_mute_lets_through_only_what_asks_or_names_oneself() -> None:
    assert not reaches(News(written=True, everybody=True, party_named=True), Follow.MUTED)
    assert reaches(News(written=True, named=True), Follow.MUTED)
    assert reaches(News(asked=True), Follow.MUTED)


def test_following_never_brings_less_than_not_following() -> None:
    for flags in itertools.product([False, True], repeat=7):
        news = News(**dict(zip(News.__dataclass_fields__, flags, strict=True)))
        assert reaches(news, Follow.FOLLOWS) >= reaches(news, Follow.CALLED)
        assert reaches(news, Follow.CALLED) >= reaches(news, Follow.MUTED)
