"""Fields that no form has change nothing, however they are called."""

from typing import Any

import pytest
from tests.access.addresses import Address, every_address
from tests.access.conftest import Given, Knocker, undone
from tests.access.effects import Change, change, differing, everything
from tests.access.forms import FORMS, Fields
from tests.access.places import ABSENT
from tests.access.policy import SIDE, TABLE
from tests.access.test_forged import first_spot
from tests.access.world import World

# The same code reads forms on either database; once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
TAKING = [one for one in every_address() if "POST" in TABLE[one.name].takes]
SENDING = [one for one in TAKING if one.where in {"", "shared"}] + [
    one for one in TAKING if one.where == "side" and TABLE[one.name].rooms == SIDE
]


def extra(world: World) -> Fields:
    """What somebody would try: to be more, to speak for others, to be elsewhere, to have been earlier."""
    kaveri, ravi = world.cast.kaveri.id, world.cast.ravi
    return {
        **dict.fromkeys(("id", "pk", "commitment", "agreement", "motion", "batch"), ABSENT),
        **dict.fromkeys(("party", "party_id", "promiser", "promiser_id", "invited_by"), kaveri),
        **dict.fromkeys(("by", "seat_id", "inviter", "proposed_by", "holder"), ravi.id),
        **dict.fromkeys(("person", "person_id", "user", "user_id", "owner"), ravi.person_id),
        **dict.fromkeys(("room", "room_id", "origin", "wider", "log"), world.rooms["kaveri"].id),
        **dict.fromkeys(("partnership", "partnership_id", "where", "slug"), "delta-harbour"),
        **dict.fromkeys(("is_operator", "is_staff", "is_superuser", "is_example", "admin"), "on"),
        **dict.fromkeys(("state", "outcome", "phase", "standing"), "confirmed"),
        **dict.fromkeys(("created_at", "accepted_at", "due", "first_due", "since"), "2001-01-01"),
        **dict.fromkeys(("turn", "latest", "colour", "idx", "signed", "rows"), "7"),
        "speaks_for_party": "on",
        "founding": "on",
        "consent_rule": "majority:1/2",
        "email": "evil@evil.example",
        "role": "admin",
        "password": "x",
        "verified": "on",
    }


def effect(address: Address, world: World, knocker: Knocker, more: Fields) -> tuple[Given, Change]:
    """What the form does, with more fields than it has."""
    spot, who = first_spot(address, world), "lumen admin"
    if TABLE[address.name].whose == "the side it was made for":
        who = "kaveri admin"
    fields: dict[str, Any] = more | FORMS[address.name](world, spot.things, who)
    with undone():
        before = everything()
        answer = knocker.as_(who).post(spot.url, fields)
        found = change(before, everything())
    given = Given(answer.status_code, answer.content, dict(answer.headers), frozenset(), ())
    return given, found


@pytest.mark.parametrize("address", SENDING, ids=lambda one: one.name)
def test_more_fields_than_a_form_has_do_no_more(
    address: Address, world: World, knocker: Knocker
) -> None:
    first, plain = effect(address, world, knocker, {})
    _again, other = effect(address, world, knocker, {})
    own = names_of(address)
    more = {name: value for name, value in extra(world).items() if name not in own}
    tried, wild = effect(address, world, knocker, more)
    masked = differing(plain, other)
    assert tried.status == first.status
    assert wild.flat(masked=masked) == plain.flat(masked=masked)


def names_of(address: Address) -> set[str]:
    """Fields that a form has although the one that would be taken leaves them out."""
    own = {
        "account_email": {"email"},
        "organisation.deciding": {"admin"},
        "inbox": set(),
        "people.consent.new": {"party", "email", "name"},
        "people.guest_link": {"email"},
    }
    return own.get(address.name, set())


def test_a_field_that_a_form_has_is_seen_to_do_something(world: World, knocker: Knocker) -> None:
    """Otherwise the comparison above would find nothing, whatever happened."""
    (address,) = (one for one in SENDING if one.name == "people.colleague")
    _first, plain = effect(address, world, knocker, {})
    _again, other = effect(address, world, knocker, {})
    _other, more = effect(address, world, knocker, {"word": "Welcome."})
    masked = differing(plain, other)
    assert more.flat(masked=masked) != plain.flat(masked=masked)
    assert not plain.nothing
