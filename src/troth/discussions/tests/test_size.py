"""Long topics, many calls, all at once: constant work, plain answers."""

import re

import pytest

from troth.conftest import Visit
from troth.discussions.models import Post, Reaction, Topic
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import TALK, page, text_of
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.testing import statements
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def fill(cast: Cast, topic: Topic, count: int) -> None:
    """So many posts more, of both sides, as they would lie there."""
    people = [cast.ravi, cast.ingrid, cast.meera, cast.tor]
    rows = [
        Post(
            id=new_ulid(),
            room=cast.shared,
            topic=topic,
            number=n,
            turn=n,
            seat=people[n % 4],
            text=f"Word {n}",
            html=f"<p>Word {n}</p>",
            at=now(),
        )
        for n in range(topic.latest + 1, topic.latest + count + 1)
    ]
    Post.objects.bulk_create(rows)
    Reaction.objects.bulk_create(
        Reaction(post=post, seat=cast.tor, sign="seen") for post in rows[-20:]
    )
    last = topic.latest + count
    Topic.objects.filter(pk=topic.pk).update(latest=last, turn=last)
    topic.refresh_from_db()


def test_a_page_of_ten_thousand_posts_takes_as_many_statements_as_one_of_forty(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    fill(cast, first.topic, 40)
    browser.get(page(first.topic))
    few = statements(browser, page(first.topic))
    listed = statements(browser, TALK)
    fill(cast, first.topic, 10_000)
    assert statements(browser, page(first.topic)) == few
    assert statements(browser, f"{page(first.topic)}?at=5000") == few
    assert statements(browser, TALK) == listed
    assert few < 40


def test_every_post_of_a_long_topic_is_reached_by_links(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    fill(cast, first.topic, 200)
    shown = text_of(visit(cast.tor), f"{page(first.topic)}?at=100")
    assert "Earlier posts" in shown
    assert "There is more below." in shown
    assert "Word 100<" in shown
    assert shown.count("<article") == 50


def test_earlier_posts_lie_above_and_the_reply_is_one_step_away(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    assert 'href="#say"' not in text_of(visit(cast.tor), page(first.topic))
    fill(cast, first.topic, 200)
    for place, ways in (("?at=100", ["prev", "next"]), ("?at=1", ["next"]), ("?at=190", ["prev"])):
        shown = text_of(visit(cast.tor), f"{page(first.topic)}{place}")
        assert re.findall(r'rel="(prev|next)"', shown) == ways, place
        assert 'href="#say"' in shown
        assert shown.count('id="say"') == 1


def test_five_hundred_calls_come_back_in_plain_words(cast: Cast, visit: Visit, begun: Say) -> None:
    first = begun()
    known = "@Ravi @Ingrid " * 250
    answer = visit(cast.tor).post(page(first.topic, "reply/"), {"text": known})
    assert answer.status_code == 302  # the same two, however often they are called
    for n in range(25):
        cast.colleague(f"Name{n:02}", cast.ingrid)
    many = " ".join(f"@Name{n:02}" for n in range(25))
    answer = visit(cast.tor).post(page(first.topic, "reply/"), {"text": many})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "more than 20 by name" in said
    assert many in said


def test_everybody_is_called_on_purpose_or_not_at_all(cast: Cast, visit: Visit, begun: Say) -> None:
    first, browser = begun(), visit(cast.tor)
    sent = {"text": "@everybody, the box is here."}
    answer = browser.post(page(first.topic, "reply/"), sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "This goes to the inbox of everybody here. Is that so?" in said
    assert 'name="everybody"' in said
    assert browser.post(page(first.topic, "reply/"), sent | {"everybody": "on"}).status_code == 302


@pytest.mark.parametrize(
    "before", ["", "x", "2026-01-01", "2026-01-01T00:00:00,x", "9" * 400, "%00"]
)
def test_a_cursor_nobody_gave_out_begins_at_the_start(
    cast: Cast, visit: Visit, begun: Say, before: str
) -> None:
    begun()
    assert "Customs" in text_of(visit(cast.tor), f"{TALK}?before={before}")


@pytest.mark.parametrize("at", ["", "0", "-1", "x", "999999999999", "٣"])
def test_a_place_that_is_not_there_shows_the_topic(
    cast: Cast, visit: Visit, begun: Say, at: str
) -> None:
    assert "landed" in text_of(visit(cast.tor), f"{page(begun().topic)}?at={at}")


def test_one_line_calls_nobody_by_accident(cast: Cast, visit: Visit) -> None:
    sent = {"line": "@everybody, lunch?"}
    answer = visit(cast.tor).post(f"{TALK}post/", sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "inbox of everybody here" in said
    assert "@everybody, lunch?" in said
    assert not Post.objects.exists()
