"""Every list and page of talk asks the database as often for sixty rows as for one."""

from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.discussions.models import Meaning, Mention, Post, Question, Reaction, Topic, Wording
from troth.discussions.tests.told import TALK, board
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.testing import statements
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def topics(cast: Cast, count: int, *, asks: bool) -> list[Topic]:
    """So many topics with one post each, of both sides; each with an open question where `asks`."""
    people, moment = (cast.ravi, cast.ingrid), now()
    made = [
        Topic(
            id=new_ulid(),
            room=cast.shared,
            title=f"Topic {n}",
            seat=people[n % 2],
            begun_at=moment,
            latest=1,
            turn=1,
            last_at=moment + timedelta(seconds=n),
        )
        for n in range(count)
    ]
    Topic.objects.bulk_create(made)
    posts = [post_in(topic, 1, people[n % 2]) for n, topic in enumerate(made)]
    Post.objects.bulk_create(posts)
    if asks:
        Question.objects.bulk_create(question(cast, post, n) for n, post in enumerate(posts))
    return made


def post_in(topic: Topic, number: int, seat: Seat) -> Post:
    """A post that is not saved yet."""
    return Post(
        id=new_ulid(),
        room_id=topic.room_id,
        topic=topic,
        number=number,
        turn=number,
        seat=seat,
        text=f"Word {number}?",
        html=f"<p>Word {number}?</p>",
        at=now(),
    )


def question(cast: Cast, post: Post, n: int) -> Question:
    """An open question of the one side to the other, some of them late."""
    asked = (cast.lumen, cast.kaveri)[n % 2]
    due = now() + timedelta(days=3 - n % 6)
    return Question(
        id=post.id,
        room_id=post.room_id,
        post=post,
        asked=asked,
        asked_at=now() - timedelta(days=9),
        answer_by=due,
    )


def busy(cast: Cast, topic: Topic, count: int) -> None:
    """Fill a topic with posts that have everything beside them: replies, signs, meanings, wordings."""
    people = (cast.ravi, cast.tor, cast.ingrid)
    first = topic.latest + 1
    posts = [post_in(topic, n, people[n % 3]) for n in range(first, first + count)]
    before = topic.posts.order_by("number").last()
    for post in posts:
        post.answers = before
    Post.objects.bulk_create(posts)
    Wording.objects.bulk_create(
        Wording(post=post, number=1, text="x", html="<p>x</p>", until=now()) for post in posts
    )
    Mention.objects.bulk_create(Mention(post=post, seat=cast.tor) for post in posts)
    Reaction.objects.bulk_create(
        Reaction(post=post, seat=seat, sign=sign)
        for post in posts
        for seat, sign in ((cast.tor, "thanks"), (cast.ravi, "seen"))
    )
    Meaning.objects.bulk_create(
        Meaning(
            id=new_ulid(),
            room_id=post.room_id,
            post=post,
            topic=topic,
            asker=cast.tor,
            words="All?",
            asked_at=now(),
            state="confirmed",
        )
        for post in posts
    )
    Topic.objects.filter(pk=topic.pk).update(latest=first + count - 1, turn=first + count - 1)
    topic.refresh_from_db()


def test_the_page_of_talk_and_the_overview(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    urls = (TALK, f"{TALK}questions/", "/p/lumen-kaveri/", "/")
    topics(cast, 2, asks=True)
    few = {url: statements(browser, url) for url in urls}
    topics(cast, 60, asks=True)
    assert {url: statements(browser, url) for url in urls} == few
    assert all(count < 60 for count in few.values()), few


def test_a_topic_with_everything_beside_every_post(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    (topic,) = topics(cast, 1, asks=True)
    busy(cast, topic, 3)
    urls = (f"{TALK}{topic.id}/", f"{TALK}{topic.id}/since/", f"{TALK}{topic.id}/?at=2")
    few = [statements(browser, url) for url in urls]
    busy(cast, topic, 60)
    assert [statements(browser, url) for url in urls] == few


def test_one_post_with_many_earlier_wordings(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    (topic,) = topics(cast, 1, asks=False)
    post = topic.posts.get()

    def edited(first: int, count: int) -> None:
        Wording.objects.bulk_create(
            Wording(
                post=post, number=n, text=f"Earlier {n}", html=f"<p>Earlier {n}</p>", until=now()
            )
            for n in range(first, first + count)
        )

    edited(1, 1)
    url = f"{TALK}posts/{post.id}/"
    few = statements(browser, url)
    edited(2, 60)
    assert statements(browser, url) == few
    page = board(browser.get(url).content.decode())
    assert page.index("Earlier 61") < page.index("Earlier 60"), "the latest first"


def test_the_list_of_topics_ends_and_goes_on(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    made = topics(cast, 65, asks=False)
    seen: list[str] = []
    url = TALK
    for _page in range(3):
        page = board(browser.get(url).content.decode())
        seen += [topic.id for topic in reversed(made) if f"{TALK}{topic.id}/" in page]
        older = page.partition("?before=")[2].partition('"')[0].replace("&amp;", "&")
        url = f"{TALK}?before={older}"
    assert older == ""
    assert seen == [topic.id for topic in reversed(made)], "every topic once, the latest word first"


def test_the_questions_of_a_whole_year_end_somewhere(cast: Cast, visit: Visit) -> None:
    topics(cast, 230, asks=True)
    page = board(visit(cast.tor).get(f"{TALK}questions/").content.decode())
    assert page.count("?at=1#post-1") <= 201


def test_an_edit_and_a_reply_take_as_long_in_a_full_topic(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    (topic,) = topics(cast, 1, asks=False)
    url = f"{TALK}posts/{topic.posts.get().id}/edit/"
    few = statements(browser, url)
    busy(cast, topic, 60)
    assert statements(browser, url) == few
