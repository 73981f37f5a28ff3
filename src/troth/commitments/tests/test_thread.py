"""A promise has a thread; the thread is a topic of the room and does not know what it hangs on."""

import pytest

from troth.commitments.tests.conftest import Make
from troth.conftest import Visit
from troth.discussions.models import Post, Thread, Topic
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def test_the_first_word_about_a_promise_begins_its_thread_and_the_next_goes_on(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    url = f"/p/lumen-kaveri/commitments/{one.id}/"
    assert "Talk about this" in visit(cast.tor).get(url).content.decode()
    for who, words in ((cast.tor, "Is the box on its way?"), (cast.meera, "It left at noon.")):
        answer = visit(who).post(f"{url}say/", {"text": words})
        assert answer["Location"] == f"{url}#thread"
    topic = Topic.objects.get()
    assert topic.title == one.deliverable
    assert topic.latest == 2
    assert Thread.objects.get().item == one.id
    shown = visit(cast.ingrid).get(url).content.decode()
    assert shown.index("Is the box on its way?") < shown.index("It left at noon.")
    assert one.id not in str(vars(topic))


def test_a_promise_of_another_room_has_no_thread_here(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    answer = visit(cast.ingrid).post(
        f"/p/lumen-kaveri/side/commitments/{one.id}/say/", {"text": "Hm."}
    )
    assert answer.status_code == 404
    assert not Post.objects.exists()


def test_nothing_said_is_said_in_plain_words(cast: Cast, visit: Visit, promised: Make) -> None:
    one = promised()
    url = f"/p/lumen-kaveri/commitments/{one.id}/say/"
    answer = visit(cast.tor).post(url, {"text": "  "})
    assert answer.status_code == 422
    assert not Topic.objects.exists()
