"""Words carried outward by consent stay the words of whoever said them."""

import pytest

from troth.discussions.actions.changing import take_back
from troth.discussions.actions.sharing import WIDENER, share
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Post
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Room
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Room:
    """A room of both, beside the shared one."""
    return open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)


def test_what_another_person_carries_outward_stands_as_a_quotation(cast: Cast, room: Room) -> None:
    post = begin("Price", Words(text="One\n\ntwo"), room=room, by=cast.ravi)
    made = WIDENER.copy(Ulid(post.id), origin=room, wider=cast.shared, by=cast.ingrid)
    copied = Post.objects.get(pk=made)
    assert copied.text == "Ravi:\n\n> One\n> \n> two"
    assert copied.author == cast.ingrid.person_id
    assert copied.topic.title == "Price"
    assert copied.topic_id != post.topic_id


def test_its_title_is_told_in_its_own_room_alone(cast: Cast, room: Room) -> None:
    post = begin("Price", Words(text="One"), room=room, by=cast.ravi)
    assert WIDENER.title(Ulid(post.id), Ulid(room.id)) == "Price"
    assert WIDENER.title(Ulid(post.id), Ulid(cast.shared.id)) is None


def test_what_was_taken_back_is_carried_nowhere(cast: Cast) -> None:
    post = begin("Price", Words(text="One"), room=cast.lumen_side, by=cast.tor)
    take_back(post, by=cast.tor)
    with pytest.raises(NotPossible) as refused:
        share(post, text="One", origin=cast.lumen_side, wider=cast.shared, by=cast.ingrid)
    assert refused.value.reason is Reason.NOT_AS_IT_STANDS
    assert not Post.objects.filter(room=cast.shared).exists()


def test_one_side_shares_its_own_side_rooms_words_and_no_other_rooms(
    cast: Cast, room: Room
) -> None:
    post = begin("Price", Words(text="One"), room=room, by=cast.ravi)
    with pytest.raises(NotPossible) as refused:
        share(post, text="One", origin=room, wider=cast.shared, by=cast.ingrid)
    assert refused.value.reason is Reason.NEEDS_CONSENT
