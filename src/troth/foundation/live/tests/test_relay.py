"""With Redis, the live processes of all machines hear the same words."""

import os
from collections.abc import Iterator

import pytest

from troth.foundation.live import hints
from troth.foundation.live.tests.browser import Page
from troth.foundation.live.tests.house import INGRID, SHARED, House, build, until

pytestmark = pytest.mark.redis


@pytest.fixture
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[House]]:
    """Two machines: two run folders, two databases, one Redis."""
    url = os.environ["REDIS_URL"]
    with_one = build(tmp_path_factory.mktemp("a"), redis=url)
    with_two = build(tmp_path_factory.mktemp("b"), redis=url)
    houses = [next(with_one), next(with_two)]
    hints.configure(houses[0].run, redis_url=url)
    yield houses
    hints.configure(None)
    for one in (with_one, with_two):
        next(one, None)


def test_a_word_said_once_is_heard_on_both_machines(houses: list[House]) -> None:
    pages = [Page(house.port, rooms=SHARED) for house in houses]

    def heard() -> bool:
        # Redis tells whoever has subscribed by then: both have when a hint has come through.
        hints.inbox(INGRID)
        return all(page.event().name == "inbox" for page in pages)

    assert until(heard)
    hints.cut(INGRID, SHARED)
    for page in pages:
        while not page.ended():
            pass
        page.socket.close()
