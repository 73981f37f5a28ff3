"""What stands around every page: looked up only where it is shown, and never newer than it says."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markupsafe import Markup
from pytest_django import Settings

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Slot, offered
from troth.ledger.queries import head
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
TABLE = "/p/lumen-kaveri/"


def promise(cast: Cast, what: str = "A report") -> Commitment:
    said = Promise(deliverable=what, due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen)
    return actions.propose(said, room=cast.shared, by=cast.ravi)


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_part_of_a_page_looks_up_nothing_of_the_frame(cast: Cast, visit: Visit) -> None:
    promise(cast)
    client = visit(cast.ingrid)
    with CaptureQueriesContext(connection) as found:
        client.get(f"{TABLE}commitments/board/", headers={"HX-Request": "true"})
    asked = " ".join(query["sql"] for query in found)
    assert "commitments_commitment" in asked
    for table in ("agreements_agreement", "partnerships_motion", "ledger_checkpoint"):
        assert table not in asked


def test_a_page_goes_on_from_before_its_content_was_read(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(cast)
    size = head(cast.shared.id)

    def meanwhile(_request: HttpRequest, _about: object) -> Markup:
        promise(cast, "Meanwhile")
        return Markup("")

    slot = Slot(place="commitment.card.foot", render=meanwhile)
    monkeypatch.setattr(offered, "slots", [slot])
    page = words(visit(cast.ingrid), f"{TABLE}commitments/")
    assert "Meanwhile" not in page
    assert head(cast.shared.id) > size
    assert f'at="{cast.shared.id}.{size - 1}"' in page


def test_a_page_follows_its_own_room_and_a_page_outside_any_table_none(
    cast: Cast, visit: Visit
) -> None:
    client = visit(cast.ingrid)
    assert f'rooms="{cast.shared.id}"' in words(client, f"{TABLE}commitments/")
    assert f'rooms="{cast.lumen_side.id}"' in words(client, f"{TABLE}side/commitments/")
    assert 'rooms=""' in words(client, "/")


def test_all_tabs_of_one_person_share_a_key_that_says_nothing(cast: Cast, visit: Visit) -> None:
    def key(seat: Seat, path: str) -> str:
        found = re.search(r'<live-stream key="(\w+)"', words(visit(seat), path))
        assert found is not None
        return found[1]

    assert key(cast.ingrid, "/") == key(cast.ingrid, TABLE)
    assert key(cast.ingrid, "/") != key(cast.ravi, "/")
    assert cast.ingrid.person_id not in key(cast.ingrid, "/")


def test_the_own_side_sits_at_the_near_edge(cast: Cast, visit: Visit) -> None:
    for seat, near, far in ((cast.ingrid, "Lumen", "Kaveri"), (cast.ravi, "Kaveri", "Lumen")):
        page = words(visit(seat), TABLE)
        edge = page.partition('class="seats"')[2] or page
        assert edge.index(near) < edge.index(far)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("ingrid", True), ("tor", True), ("facilitator", True), ("guest", False)],
)
def test_a_section_is_offered_to_whoever_may_open_it(
    cast: Cast, visit: Visit, who: str, sees: bool
) -> None:
    page = words(visit(getattr(cast, who)), TABLE)
    assert (f'href="{TABLE}trust/"' in page) == sees
    assert f'href="{TABLE}record/"' in page


def test_sections_of_the_shared_table_alone_are_not_in_a_side_room(
    cast: Cast, visit: Visit
) -> None:
    page = words(visit(cast.ingrid), f"{TABLE}side/")
    assert f'href="{TABLE}trust/"' not in page
    assert f'href="{TABLE}side/trust/"' not in page
    assert f'href="{TABLE}side/record/"' in page


def test_the_section_one_stands_in_is_marked(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.ingrid), f"{TABLE}commitments/new/")
    assert re.search(rf'href="{TABLE}commitments/"[^>]*aria-current="page"', page)


def test_a_page_that_stands_under_another_nouns_section_marks_that_section(
    cast: Cast, visit: Visit
) -> None:
    page = words(visit(cast.ingrid), f"{TABLE}agreements/goals/")
    assert re.findall(r'href="([^"]*)"[^>]*aria-current="page"', page)[:1] == [
        f"{TABLE}agreements/"
    ]


def test_there_is_a_way_to_the_own_side_room_and_back(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    assert f'href="{TABLE}side/"' in words(client, TABLE)
    assert f'href="{TABLE}"' in words(client, f"{TABLE}side/")
    assert f'href="{TABLE}side/"' not in words(visit(cast.guest), TABLE)
    assert f'href="{TABLE}side/"' not in words(visit(cast.facilitator), TABLE)


def test_whoever_runs_the_server_stands_at_the_foot(
    cast: Cast, visit: Visit, settings: Settings
) -> None:
    settings.HOST_NAME = "Harbour IT, Gdynia"
    assert "Run by Harbour IT, Gdynia." in words(visit(cast.ingrid), TABLE)
    settings.HOST_NAME = ""
    assert "Run by whoever started this server." in words(visit(cast.ingrid), TABLE)


def test_the_one_counter_counts_what_waits(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    before = words(client, f"{TABLE}record/")
    promise(cast)
    after = words(client, f"{TABLE}record/")
    assert before != after
    assert "Waiting for you" in after
    assert words(client, "/").count("Read and accept") == 1


def test_a_page_for_some_organisations_shows_those_at_its_edge(cast: Cast, visit: Visit) -> None:
    room = Room.objects.create(partnership=cast.table, kind="subset", name="Two of us")
    room.parties.set([cast.lumen, cast.kaveri])
    page = words(visit(cast.ingrid), f"{TABLE}with/{room.id}/commitments/")
    assert f'rooms="{room.id}"' in page


@pytest.mark.parametrize(
    ("theme", "said"), [("troth", 'data-theme="troth"'), ("troth-dark", 'data-theme="troth-dark"')]
)
def test_a_page_looks_as_its_reader_wants(cast: Cast, visit: Visit, theme: str, said: str) -> None:
    person = cast.ingrid.person
    Person.objects.filter(pk=person.pk).update(theme=theme, letters="clear", density="compact")
    page = words(visit(Person.objects.get(pk=person.pk)), TABLE)
    assert said in page
    assert 'data-letters="clear"' in page
    assert 'data-density="compact"' in page


def test_the_page_of_the_server_says_what_leaves_it_for_translating(
    visit: Visit, settings: Settings
) -> None:
    settings.TRANSLATE_URL = ""
    assert "translation service" not in words(visit(None), "/server/")
    settings.TRANSLATE_URL = "http://127.0.0.1:9"
    said = words(visit(None), "/server/")
    assert "its words go to a translation service" in said
    assert "nothing goes unless somebody presses" in said


def test_the_page_of_the_server_says_what_leaves_it_for_notifications(
    visit: Visit, settings: Settings
) -> None:
    settings.TRANSLATE_URL = ""
    assert "What leaves this server" not in words(visit(None), "/server/")
    settings.WEB_PUSH = True
    said = words(visit(None), "/server/")
    assert said.count("What leaves this server") == 1
    assert "whoever makes that browser carries them and learns that one came" in said
