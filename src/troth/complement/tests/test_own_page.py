"""What an organisation says of itself: written by its own people on its own page, read where they chose."""

import pytest

from troth.complement.tests.conftest import say_for
from troth.conftest import Visit
from troth.foundation.web.testing import hidden
from troth.ledger.queries import head
from troth.organisations.actions import Strength, restate, unsay
from troth.organisations.models import StrengthStatement
from troth.organisations.rules import MOST_STRENGTHS, ChangedMeanwhile
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
HOUSE = "/organisations/kaveri/"
NEW = f"{HOUSE}strengths/new/"
SENT = {"kind": "needs", "words": "Hardware certification", "tags": "CE, ce", "shown": "all"}


def test_a_member_writes_what_the_organisation_needs(cast: Cast, visit: Visit) -> None:
    meera = visit(cast.meera)
    size = head(cast.shared.id)
    answer = meera.post(NEW, SENT | {"examples": "For the beta."})
    assert answer.status_code == 302
    one = StrengthStatement.objects.get()
    assert (one.words, one.tags, one.shown) == ("Hardware certification", ["ce"], "all")
    page = visit(cast.ravi).get(HOUSE).content.decode()
    assert "Hardware certification" in page
    assert "written by Meera" in page
    assert head(cast.shared.id) == size


def test_nobody_else_reads_or_writes_it(cast: Cast, visit: Visit) -> None:
    one = say_for(cast.ravi, "weak", "Deadlines in August", shown="nobody")
    edit = f"{HOUSE}strengths/{one.id}/"
    for who in (cast.ingrid, cast.guest, cast.facilitator, cast.stranger):
        client = visit(who)
        assert client.get(edit).status_code == 404
        assert client.get(NEW).status_code == 404
        assert client.post(f"{edit}off/").status_code == 404
    assert visit(None).get(edit).status_code == 302
    assert (
        "Deadlines in August"
        not in visit(cast.ingrid).get("/organisations/lumen/").content.decode()
    )


def test_a_statement_of_another_house_is_not_found_under_ones_own(cast: Cast, visit: Visit) -> None:
    one = say_for(cast.ravi, "weak", "Deadlines in August")
    assert visit(cast.ingrid).get(f"/organisations/lumen/strengths/{one.id}/").status_code == 404


def test_it_is_said_differently_and_taken_off(cast: Cast, visit: Visit) -> None:
    one = say_for(cast.ravi, "needs", "Hardware certification")
    client = visit(cast.arjun)
    edit = f"{HOUSE}strengths/{one.id}/"
    assert "Hardware certification" in client.get(edit).content.decode()
    chosen = {"shown": "chosen", "tables": [cast.table.id]}
    assert client.post(edit, SENT | chosen).status_code == 302
    one.refresh_from_db()
    assert [row.partnership for row in one.tables.all()] == [cast.table.id]
    client.post(f"{edit}off/")
    assert not StrengthStatement.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": ""}, "This is needed."),
        ({"words": "x" * 161}, "160"),
        ({"kind": "rank"}, "Choose from the list."),
        ({"tags": ",".join(f"tag {n}" for n in range(9))}, "Eight tags are enough"),
        ({"shown": "chosen"}, "Choose a table"),
        ({"shown": "chosen", "tables": ["0" * 26]}, "Choose from the list."),
        ({"examples": "x" * 1001}, "1000"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, change: dict[str, object], words: str
) -> None:
    answer = visit(cast.ravi).post(NEW, SENT | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert str(change.get("tags", "CE, ce")) in page
    assert not StrengthStatement.objects.exists()


def test_a_table_of_another_house_cannot_be_chosen(cast: Cast, visit: Visit) -> None:
    other = cast.neighbour.partnership_id
    sent = SENT | {"shown": "chosen", "tables": [other]}
    assert visit(cast.ravi).post(NEW, sent).status_code == 422


def test_forty_are_the_most_that_others_can_read(cast: Cast, visit: Visit) -> None:
    for at in range(MOST_STRENGTHS):
        say_for(cast.ravi, "good", f"Thing {at}")
    answer = visit(cast.ravi).post(NEW, SENT)
    assert answer.status_code == 422
    assert "Take one off first." in answer.content.decode()


def test_scripts_and_direction_signs_are_shown_as_words(cast: Cast, visit: Visit) -> None:
    visit(cast.ravi).post(NEW, SENT | {"words": "<script>alert(1)</script>\u202e"})
    page = visit(cast.ravi).get(HOUSE).content.decode()
    assert "<script>alert(1)" not in page
    assert "\u202e" not in page


def test_of_two_colleagues_who_edit_one_statement_the_second_reads_the_first(
    cast: Cast, visit: Visit
) -> None:
    one = say_for(cast.ravi, "needs", "Hardware certification")
    edit, browser = f"{HOUSE}strengths/{one.id}/", visit(cast.arjun)
    seen = hidden(browser.get(edit).content.decode())
    first = SENT | {"words": "Certification in the EU", "tags": "ce, norms", "seen": seen}
    assert visit(cast.meera).post(edit, first).status_code == 302
    mine = SENT | {"words": "Certification in India", "seen": seen}
    told = browser.post(edit, mine)
    page = told.content.decode()
    assert told.status_code == 409
    assert "A colleague changed this a moment before you." in page
    assert "Certification in the EU" in page
    assert "ce, norms" in page
    assert 'value="Certification in India"' in page
    one.refresh_from_db()
    assert one.words == "Certification in the EU"
    assert browser.post(edit, mine | {"seen": hidden(page)}).status_code == 302
    one.refresh_from_db()
    assert one.words == "Certification in India"


def test_a_statement_taken_off_meanwhile_is_not_written_again(cast: Cast, visit: Visit) -> None:
    one = say_for(cast.ravi, "needs", "Hardware certification")
    unsay(one)
    with pytest.raises(ChangedMeanwhile):
        restate(one, Strength(kind="needs", words="Other", shown="all"), by=cast.ravi.person)
    assert not StrengthStatement.objects.exists()
