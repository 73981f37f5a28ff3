"""Nobody outside a room sees anything of it: no page, no count, no answer of the search, no line of the record."""

import pytest

from troth.conftest import Visit
from troth.discussions.actions.meaning import ask_meaning
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post
from troth.discussions.tests.told import SIDE, TALK, nothing_written
from troth.ledger.follower import run_pass
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.search.follower import SearchFollower

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SECRET = "Belowforty"
# Every page on which talk could come up.
PAGES = (
    "/",
    "/inbox/",
    "/p/lumen-kaveri/",
    "/p/lumen-kaveri/talk/",
    "/p/lumen-kaveri/talk/questions/",
    "/p/lumen-kaveri/record/",
    "/p/lumen-kaveri/agreements/",
    "/p/lumen-kaveri/people/",
    "/p/lumen-kaveri/trust/",
    f"/search/?q={SECRET}",
    "/search/?q=price&kind=post",
    "/search/?q=price&kind=topic",
)


def of_post(post: Post, talk: str) -> tuple[str, ...]:
    """Every address of a topic and its post below this address of talk, to look at."""
    topic, one = f"{talk}{post.topic_id}/", f"{talk}posts/{post.id}/"
    return (
        topic,
        f"{topic}since/",
        f"{topic}unnamed/",
        one,
        f"{one}edit/",
        f"{one}take-back/",
        f"{one}meaning/",
        f"{one}share/",
    )


def to_write(post: Post, talk: str) -> dict[str, dict[str, str]]:
    """Every address of a topic and its post to write to, with what would be written."""
    topic, one = f"{talk}{post.topic_id}/", f"{talk}posts/{post.id}/"
    return {
        f"{topic}reply/": {"text": "Hello."},
        f"{topic}unnamed/": {"text": "Hello."},
        f"{topic}read/": {"upto": "1"},
        f"{topic}follow/": {"follow": "follows"},
        f"{topic}react/": {"sign": f"thanks:{post.id}"},
        f"{one}edit/": {"text": "Else.", "seen": "1"},
        f"{one}take-back/": {},
        f"{one}answer/": {"answer": post.id},
        f"{one}reopen/": {},
        f"{one}meaning/": {"words": "All?"},
        f"{one}share/": {"text": "Hello."},
        f"{talk}drafts/{post.topic_id}/": {"text": "Hello."},
    }


def followed() -> None:
    """Let search and inbox catch up with the record."""
    while run_pass([SearchFollower(), InboxFollower()]):
        pass


@pytest.fixture
def aside(cast: Cast) -> Post:
    """Tor and Ingrid talk about the price in Lumen's side room, and ask each other what was meant."""
    post = begin(
        f"Price {SECRET}", Words(text=f"{SECRET} each."), room=cast.lumen_side, by=cast.tor
    )
    write(post.topic, Words(text=f"Not {SECRET}."), room=cast.lumen_side, by=cast.ingrid)
    ask_meaning(post, words=f"{SECRET} for all?", by=cast.ingrid)
    return post


def test_a_side_room_is_on_no_page_of_the_other_side(cast: Cast, visit: Visit, aside: Post) -> None:
    outsiders = (cast.ravi, cast.meera, cast.guest, cast.contributor, cast.facilitator)
    followed()
    for seat in outsiders:
        browser = visit(seat)
        for url in (*PAGES, SIDE):
            page = browser.get(url).content.decode().replace(f'value="{SECRET}"', "")
            assert f"{SECRET} each" not in page, url
            assert f"Price {SECRET}" not in page, url
            assert aside.topic_id not in page, url


def test_no_address_of_a_side_room_is_there_for_the_other_side(
    cast: Cast, visit: Visit, aside: Post
) -> None:
    for who in (cast.ravi, cast.facilitator, cast.contributor, cast.guest, cast.stranger):
        browser = visit(who)
        for url in (*of_post(aside, SIDE), *of_post(aside, TALK)):
            answered = browser.get(url)
            assert answered.status_code in {403, 404}, url
            assert SECRET not in answered.content.decode()


def test_nothing_is_written_into_a_side_room_from_outside(
    cast: Cast, visit: Visit, aside: Post
) -> None:
    for who in (cast.ravi, cast.contributor, cast.stranger):
        browser = visit(who)
        for talk in (SIDE, TALK):
            for url, sent in to_write(aside, talk).items():
                with nothing_written():
                    assert browser.post(url, sent).status_code in {403, 404}, url


def test_the_own_side_finds_all_of_it(cast: Cast, visit: Visit, aside: Post) -> None:
    followed()
    for seat in (cast.tor, cast.ingrid, cast.siri):
        browser = visit(seat)
        assert f"Price {SECRET}" in browser.get(SIDE).content.decode()
        assert f"{SECRET} each" in browser.get(f"{SIDE}{aside.topic_id}/").content.decode()
        found = browser.get("/search/", {"q": SECRET}).content.decode()
        assert f"/p/lumen-kaveri/side/talk/{aside.topic_id}/" in found


def test_a_side_rooms_own_page_counts_nothing_of_the_table_and_the_other_way_round(
    cast: Cast, visit: Visit, aside: Post, asked: object
) -> None:
    page = visit(cast.ravi).get(TALK).content.decode()
    assert "No question is open." in page
    assert "often what was meant" not in page
    assert "No question is open." in visit(cast.ingrid).get(SIDE).content.decode()


def test_an_answer_in_a_side_room_comes_to_no_inbox_across(
    cast: Cast, visit: Visit, aside: Post
) -> None:
    people = [seat.person_id for seat in (cast.ravi, cast.meera, cast.guest, cast.facilitator)]
    words = Words(text="@everybody and @Ravi!", sure=True)
    write(aside.topic, words, room=cast.lumen_side, by=cast.tor)
    followed()
    kinds = Notice.objects.filter(person__in=people).values_list("kind", flat=True)
    assert not [kind for kind in kinds if kind.split(":")[0] in {"topic", "post", "meaning"}]


def test_the_other_side_is_not_called_from_a_side_room(cast: Cast, visit: Visit) -> None:
    shown = visit(cast.tor).post(f"{SIDE}preview/", {"text": "@Ravi @Kaveri @Ingrid"})
    page = shown.content.decode()
    assert page.count('class="mention"') == 1
    assert '<b class="mention">@Ingrid</b>' in page


def test_nobody_asks_from_a_side_room(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    with nothing_written():
        assert browser.post(f"{SIDE}ask/", {"line": "What now?"}).status_code == 404
    assert "A question to" not in browser.get(f"{SIDE}new/").content.decode()


@pytest.fixture
def outsiders(cast: Cast) -> list[Person | Seat | None]:
    """Everybody who does not sit at this table now."""
    return [cast.stranger, cast.neighbour, cast.ex_member, cast.ex_guest, cast.holder[0]]


def test_whoever_does_not_sit_here_finds_no_talk_at_all(
    cast: Cast, visit: Visit, outsiders: list[Person | Seat | None]
) -> None:
    post = begin(f"Customs {SECRET}", Words(text=SECRET), room=cast.shared, by=cast.ravi)
    followed()
    for who in outsiders:
        browser = visit(who)
        for url in (TALK, f"{TALK}questions/", f"{TALK}new/", *of_post(post, TALK)):
            answered = browser.get(url)
            assert answered.status_code == 404, url
            assert SECRET not in answered.content.decode()
        for url, sent in to_write(post, TALK).items():
            with nothing_written():
                assert browser.post(url, sent).status_code == 404, url
        found = browser.get("/search/", {"q": "customs"}).content.decode()
        assert post.topic_id not in found
        assert SECRET not in browser.get("/").content.decode()


def test_whoever_is_not_signed_in_is_asked_to_come_in_and_told_nothing(
    cast: Cast, visit: Visit
) -> None:
    post = begin(f"Customs {SECRET}", Words(text=SECRET), room=cast.shared, by=cast.ravi)
    for url in (TALK, *of_post(post, TALK)):
        answered = visit(None).get(url)
        assert answered.status_code in {302, 404}, url
        assert SECRET not in answered.content.decode()


def test_a_room_for_some_is_closed_to_everybody_else(cast: Cast, visit: Visit) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    post = begin(f"Anchors {SECRET}", Words(text=SECRET), room=room, by=cast.ravi)
    talk = f"/p/lumen-kaveri/with/{room.id}/talk/"
    followed()
    assert SECRET in visit(cast.tor).get(f"{talk}{post.topic_id}/").content.decode()
    for who in (cast.guest, cast.contributor, cast.facilitator, cast.stranger):
        browser = visit(who)
        for url in (talk, *of_post(post, talk), *of_post(post, TALK)):
            answered = browser.get(url)
            assert answered.status_code in {403, 404}, url
            assert SECRET not in answered.content.decode()
        for url in PAGES:
            page = browser.get(url).content.decode().replace(f'value="{SECRET}"', "")
            assert f"Anchors {SECRET}" not in page, url


def test_a_guest_who_reads_reads_and_writes_nothing(cast: Cast, visit: Visit) -> None:
    post = begin("Customs", Words(text="It has landed."), room=cast.shared, by=cast.ravi)
    browser = visit(cast.guest)
    page = browser.get(f"{TALK}{post.topic_id}/").content.decode()
    assert "It has landed." in page
    assert 'name="text"' not in page
    for url, sent in to_write(post, TALK).items():
        if url.endswith(("/read/", "/follow/")):
            continue
        with nothing_written():
            assert browser.post(url, sent).status_code in {403, 404}, url
    assert 'class="quick' not in browser.get("/p/lumen-kaveri/people/").content.decode()
