"""What open pages fetch: the same articles for everybody of one side, and nothing for anybody else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from troth.conftest import Visit
from troth.discussions.actions.changing import edit, react
from troth.discussions.offers import latest_posts
from troth.discussions.queries.posts import AT_ONCE
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import page, text_of
from troth.foundation.facts.discussions import Sign
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.live.key import HEADER, internal_key
from troth.partnerships.queries.audience import audience_key
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def numbers(html: str) -> list[str]:
    """Which posts are in it."""
    return re.findall(r'data-number="(\d+)"', html)


def asked_by_live(url: str) -> str:
    """What our own live process gets."""
    answer = Client().get(url, headers={HEADER: internal_key(settings.TROTH_RUN)})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _run(tmp_path: Path) -> Iterator[None]:
    with override_settings(TROTH_RUN=tmp_path):
        yield


def test_live_gets_for_a_side_what_the_page_of_that_side_shows(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first = begun()
    said(first, "Good news.", cast.ingrid, answers=first)
    key = audience_key(cast.ravi)
    name = f"/internal/fragment/{cast.shared.id}/{key}/talk.{first.topic_id}"
    fragment = asked_by_live(name)
    assert numbers(fragment) == ["1", "2"]
    shown = text_of(visit(cast.meera), page(first.topic))
    for article in re.findall(r"<article.*?</article>", fragment, re.DOTALL):
        assert " ".join(article.split()) in " ".join(shown.split())
    assert f'audience="{key}"' in shown
    assert "csrf" not in fragment


def test_a_page_that_cannot_ask_live_gets_the_same_from_its_own_address(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    since = text_of(visit(cast.meera), page(first.topic, "since/"))
    found = latest_posts(cast.shared.id, audience_key(cast.ravi), first.topic_id)
    assert since.split() == (found or "").split()


def test_what_changed_comes_again_with_a_later_turn(cast: Cast, begun: Say, said: Say) -> None:
    first = begun()
    said(first, "Good news.", cast.ingrid)
    before = turns(cast, first.topic_id)
    edit(first, text="Tomorrow.", seen=1, room=cast.shared, by=cast.ravi)
    react(first, Sign.THANKS, by=cast.ingrid)
    after = turns(cast, first.topic_id)
    assert after["1"] > max(before.values())
    assert after["2"] == before["2"]


def turns(cast: Cast, topic: str) -> dict[str, int]:
    """By number the turn of each post."""
    html = latest_posts(cast.shared.id, audience_key(cast.ravi), topic) or ""
    found = re.findall(r'data-number="(\d+)" data-turn="(\d+)"', html)
    return {number: int(turn) for number, turn in found}


def test_only_the_latest_come(cast: Cast, begun: Say, said: Say) -> None:
    first = begun()
    for n in range(AT_ONCE + 5):
        said(first, f"Word {n}", cast.ingrid)
    html = latest_posts(cast.shared.id, audience_key(cast.ravi), first.topic_id) or ""
    assert len(numbers(html)) == AT_ONCE
    assert numbers(html)[-1] == str(AT_ONCE + 6)


def test_whoever_has_missed_more_gets_more(cast: Cast, visit: Visit, begun: Say, said: Say) -> None:
    first = begun()
    for n in range(AT_ONCE + 5):
        said(first, f"Word {n}", cast.ingrid)
    answer = visit(cast.ravi).get(page(first.topic_id, "since/"))
    assert len(numbers(answer.content.decode())) == AT_ONCE + 6


def test_nobody_gets_another_rooms_words(cast: Cast, visit: Visit, begun: Say) -> None:
    aside = begun("Our floor is 38.", by=cast.ingrid, room=cast.lumen_side, title="Price")
    key, topic = audience_key(cast.ravi), aside.topic_id
    assert latest_posts(cast.shared.id, key, topic) is None
    assert latest_posts(cast.lumen_side.id, "nobody.en-gb", topic) is None
    assert latest_posts(cast.lumen_side.id, cast.lumen.id + ".tlh", topic) is None
    assert latest_posts(cast.shared.id, key, "") is None
    assert latest_posts(Ulid("x"), key, topic) is None
    assert visit(cast.ravi).get(page(topic, "since/")).status_code == 404
