"""Who may hear which room: the live stream asks the same question as the pages."""

import json

import pytest
from django.conf import settings
from tests.access.conftest import Given, Knocker
from tests.access.policy import ALL, WHO_ENTERS
from tests.access.world import World

from troth.foundation.live.key import HEADER, internal_key

pytestmark = pytest.mark.django_db


def ask(knocker: Knocker, who: str, *rooms: str) -> Given:
    """What live asks for a browser, with the key that it alone knows."""
    url = f"/internal/live-access?rooms={','.join(rooms)}"
    return knocker.knock(who, "GET", url, None, **{HEADER: internal_key(settings.TROTH_RUN)})


@pytest.mark.parametrize("room", WHO_ENTERS)
def test_nobody_hears_a_room_they_may_not_enter(room: str, world: World, knocker: Knocker) -> None:
    for who in sorted(ALL - {"nobody"}):
        given = ask(knocker, who, world.rooms[room].id)
        assert given.status == (200 if who in WHO_ENTERS[room] else 404), who


def test_of_all_rooms_everybody_hears_just_their_own(world: World, knocker: Knocker) -> None:
    every = {room.id: name for name, room in world.rooms.items()}
    for who in sorted(ALL - {"nobody"}):
        own = {name for name, inside in WHO_ENTERS.items() if who in inside}
        given = ask(knocker, who, *every)
        heard = {every[key] for key in json.loads(given.content)["rooms"]} if own else set()
        assert (given.status, heard) == (200 if own else 404, own), who


def test_two_sides_never_share_an_audience(world: World, knocker: Knocker) -> None:
    """What is rendered once for an audience is served to all of it."""
    room = world.rooms["shared"].id
    found = {
        who: json.loads(ask(knocker, who, room).content)["audiences"][room]
        for who in WHO_ENTERS["shared"]
    }
    assert found["lumen admin"].split(".")[0] == found["lumen member"].split(".")[0]
    alone = ("lumen admin", "kaveri admin", "guest reads", "guest contributes", "facilitator")
    assert len({found[who] for who in alone}) == len(alone)


def test_without_the_key_there_is_nothing_to_ask(world: World, knocker: Knocker) -> None:
    url = f"/internal/live-access?rooms={world.rooms['shared'].id}"
    for key in ("", "x", "ä", "x" * 9000):
        assert knocker.knock("lumen admin", "GET", url, None, **{HEADER: key}).status == 404


def test_nobody_signed_in_hears_nothing(world: World, knocker: Knocker) -> None:
    assert ask(knocker, "nobody", world.rooms["shared"].id).status == 401
