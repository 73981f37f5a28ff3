"""Words that were taken back are found nowhere: not as a post, and not as what their topic was called by."""

import pytest

from troth.conftest import Visit
from troth.discussions.actions.changing import edit, take_back
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Topic
from troth.discussions.rules.lines import title_of
from troth.ledger.follower import run_pass
from troth.notices.follower import InboxFollower
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.search.follower import SearchFollower
from troth.search.models import SearchItem

pytestmark = pytest.mark.django_db
LINE = "Farah told me she resigns in May. Nobody knows."
SECRET = "Farah told me she resigns in May"
EVERYWHERE = (
    "/inbox/",
    "/search/?q=resigns",
    "/p/lumen-kaveri/",
    "/p/lumen-kaveri/talk/",
    "/p/lumen-kaveri/record/",
)


def said(cast: Cast, words: str = LINE) -> Post:
    """Ravi says one line, which begins a topic of that name; Ingrid answers."""
    post = begin(title_of(words), Words(text=words), room=cast.shared, by=cast.ravi)
    write(post.topic, Words(text="Oh, that is sad news."), room=cast.shared, by=cast.ingrid)
    return post


def followed() -> None:
    while run_pass([InboxFollower(), SearchFollower()]):
        pass


def text(visit: Visit, seat: Seat, page: str) -> str:
    answer = visit(seat).get(page)
    assert answer.status_code == 200
    return answer.content.decode().replace("<mark>", "").replace("</mark>", "")


def test_a_line_that_was_taken_back_stands_nowhere_as_a_title(cast: Cast, visit: Visit) -> None:
    post = said(cast)
    followed()
    for page in EVERYWHERE:
        assert SECRET in text(visit, cast.ingrid, page), page
    take_back(post, by=cast.ravi)
    followed()
    for page in (*EVERYWHERE, f"/p/lumen-kaveri/talk/{post.topic_id}/"):
        shown = text(visit, cast.ingrid, page)
        assert SECRET not in shown, page
        assert "Farah told me" not in shown, page
    assert not SearchItem.objects.filter(words__contains="resigns").exists()


def test_what_was_answered_to_it_stays_and_is_found(cast: Cast, visit: Visit) -> None:
    post = said(cast)
    take_back(post, by=cast.ravi)
    followed()
    found = text(visit, cast.ingrid, "/search/?q=sad+news")
    assert "Oh, that is sad news." in found
    assert "Taken back" in found


def test_the_title_goes_also_where_the_line_was_edited_before(cast: Cast) -> None:
    post = said(cast)
    edit(post, text="Farah has news.", seen=1, room=cast.shared, by=cast.ravi)
    take_back(Post.objects.get(pk=post.pk), by=cast.ravi)
    assert Topic.objects.get(pk=post.topic_id).title == "Taken back"


def test_a_title_of_its_own_stays(cast: Cast) -> None:
    post = begin("The review in May", Words(text=LINE), room=cast.shared, by=cast.ravi)
    take_back(post, by=cast.ravi)
    assert Topic.objects.get(pk=post.topic_id).title == "The review in May"


def test_a_later_post_that_is_taken_back_leaves_the_title(cast: Cast) -> None:
    post = said(cast)
    same = write(post.topic, Words(text=LINE), room=cast.shared, by=cast.tor)
    take_back(same, by=cast.tor)
    assert Topic.objects.get(pk=post.topic_id).title == SECRET + "."
