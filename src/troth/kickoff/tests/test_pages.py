"""The session as people meet it on pages: by role, with scripts off, with odd input."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from troth.commitments.models import Commitment
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.web.testing import statements
from troth.kickoff import actions
from troth.kickoff.models import Kickoff, Line, SealedLine, UnnamedLine
from troth.kickoff.offers import waiting
from troth.kickoff.rules.phases import Phase
from troth.kickoff.tests.conftest import HOPE, UNSAID, WORRY
from troth.partnerships.actions.limiting import write_terms
from troth.partnerships.models import Seat
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
AT = "/p/lumen-kaveri/agreements/kickoff/"


def line(text: str) -> Line:
    return Line.objects.get(text=text)


def day(ahead: int) -> str:
    return (timezone.now() + timedelta(days=ahead)).date().isoformat()


def test_the_whole_way_with_forms_alone(cast: Cast, visit: Visit) -> None:
    ingrid, ravi = visit(cast.ingrid), visit(cast.ravi)
    assert "Begin a kickoff" in ingrid.get(AT).content.decode()
    assert ingrid.post(f"{AT}new/", {"title": "The beta"}).status_code == 302
    one = Kickoff.objects.get()
    own = f"{AT}{one.id}/"
    ingrid.post(f"{own}write/", {"goal": "Ten pilots\nNo surprises", "how": "named"})
    ravi.post(f"{own}write/", {"concern": "Decided already?", "how": "unnamed"})
    assert (SealedLine.objects.count(), UnnamedLine.objects.count()) == (2, 1)
    for client in (ingrid, ravi):
        assert client.post(f"{own}ready/", {"on": "yes"}).status_code == 302
    assert "Open all lines together" in ravi.get(own).content.decode()
    assert ravi.post(f"{own}open/").status_code == 302
    page = ingrid.get(own).content.decode()
    assert "0 of 3 lines have an ending." in page
    assert "without a name" in page
    to = f"{own}lines/{line('Ten pilots').id}/"
    assert ingrid.post(to, {"ending": "owned", "day": day(20)}).status_code == 302
    assert Commitment.objects.get().receiver == cast.kaveri
    to = f"{own}lines/{line('Decided already?').id}/"
    assert ravi.post(to, {"ending": "expectation", "words": "We answer."}).status_code == 302
    assert ravi.post(f"{own}close/", {"words": "In the spring."}).status_code == 302
    page = ravi.get(AT).content.decode()
    assert "All 3 lines have their ending." in page
    assert "What we expect of each other" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"how": "named"}, "Write at least one line"),
        ({"goal": "  \n- ", "how": "named"}, "Write at least one line"),
        ({"goal": "x" * 301, "how": "named"}, "is longer than 300 characters"),
        ({"goal": "x" * 6001, "how": "named"}, "at most 6000"),
        ({"goal": "A hope", "how": "as somebody else"}, "not one of the available choices"),
        ({"goal": "A hope"}, "This field is required."),
    ],
)
def test_what_cannot_be_sealed_is_said_beside_the_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, kickoff: Kickoff, fields: dict[str, str], words: str
) -> None:
    answer = visit(cast.tor).post(f"{AT}{kickoff.id}/write/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert fields.get("goal", "")[:200] in page
    assert SealedLine.objects.count() == 2


def test_who_writes_too_late_keeps_the_words(cast: Cast, visit: Visit, opened: Kickoff) -> None:
    fields = {"goal": "A hope that came late", "how": "unnamed"}
    answer = visit(cast.tor).post(f"{AT}{opened.id}/write/", fields)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A hope that came late" in page
    assert "have been opened" in page


def test_opening_too_early_says_why(cast: Cast, visit: Visit, kickoff: Kickoff) -> None:
    answer = visit(cast.tor).post(f"{AT}{kickoff.id}/open/")
    assert answer.status_code == 409
    assert "Somebody is still writing." in answer.content.decode()


def test_the_facilitator_runs_it_and_speaks_for_nobody(
    cast: Cast, visit: Visit, opened: Kickoff
) -> None:
    client = visit(cast.facilitator)
    to = f"{AT}{opened.id}/lines/{line(HOPE).id}/"
    assert "We take it" not in client.get(to).content.decode()
    assert client.post(to, {"ending": "owned", "day": day(9)}).status_code == 422
    assert client.post(to, {"ending": "expectation"}).status_code == 302
    assert client.post(f"{AT}{opened.id}/ready/").status_code == 403


def test_guests_take_part_only_where_the_session_invites_them(
    cast: Cast, visit: Visit, kickoff: Kickoff
) -> None:
    client, own = visit(cast.contributor), f"{AT}{kickoff.id}/"
    for to in (AT, own):
        assert client.get(to).status_code == 404
    fields = {"goal": "A hope", "how": "named"}
    assert client.post(f"{own}write/", fields).status_code == 404
    assert "Kickoff" not in client.get("/p/lumen-kaveri/agreements/").content.decode()
    Kickoff.objects.update(guests=True)
    assert client.get(AT).status_code == 200
    assert client.post(f"{own}write/", fields).status_code == 302
    assert SealedLine.objects.filter(seat=cast.contributor).exists()


def test_guests_who_read_never_see_one(cast: Cast, visit: Visit, kickoff: Kickoff) -> None:
    Kickoff.objects.update(guests=True)
    client = visit(cast.guest)
    assert client.get(AT).status_code == 403
    assert "Kickoff" not in client.get("/p/lumen-kaveri/agreements/").content.decode()


def test_a_side_room_holds_no_kickoff(cast: Cast, visit: Visit) -> None:
    to = "/p/lumen-kaveri/side/agreements/kickoff/"
    assert visit(cast.ingrid).get(to).status_code == 404
    assert visit(cast.ingrid).post(f"{to}new/", {"title": "Ours"}).status_code == 404


def test_the_kickoff_of_another_table_is_not_there(
    cast: Cast, visit: Visit, kickoff: Kickoff
) -> None:
    to = f"/p/delta-harbour/agreements/kickoff/{kickoff.id}/"
    assert visit(cast.neighbour).get(to).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "This field is required."),
        ({"ending": "parked"}, "Please say why"),
        ({"ending": "owned"}, "A promise needs a day"),
        ({"ending": "owned", "day": "2001-01-01"}, "A promise needs a day"),
        ({"ending": "owned", "day": "9999-12-31"}, "A promise needs a day"),
        ({"ending": "owned", "day": "soon"}, "valid date"),
        ({"ending": "goal-ish"}, "not one of the available choices"),
    ],
)
def test_an_ending_that_lacks_something_is_asked_for(
    cast: Cast, visit: Visit, opened: Kickoff, fields: dict[str, str], words: str
) -> None:
    to = f"{AT}{opened.id}/lines/{line(HOPE).id}/"
    answer = visit(cast.ravi).post(to, fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not line(HOPE).ending


def test_the_second_to_end_a_line_is_told(cast: Cast, visit: Visit, opened: Kickoff) -> None:
    to = f"{AT}{opened.id}/lines/{line(HOPE).id}/"
    actions.end_line(opened, line(HOPE), Ending.EXPECTATION, by=cast.ingrid)
    answer = visit(cast.ravi).post(to, {"ending": "parked", "words": "Later."})
    assert answer.status_code == 409
    assert "a moment before you" in answer.content.decode()


@pytest.mark.parametrize("moment", ["2001-01-01", "9999-12-31", "0001-01-01", "tomorrow"])
def test_a_moment_nobody_can_wait_for_is_refused(cast: Cast, visit: Visit, moment: str) -> None:
    fields = {"title": "Beta", "day": moment, "time": "10:00"}
    answer = visit(cast.ingrid).post(f"{AT}new/", fields)
    assert answer.status_code == 422
    assert not Kickoff.objects.exists()


def test_odd_words_stand_as_they_were_written(cast: Cast, visit: Visit, kickoff: Kickoff) -> None:
    odd = "<script>alert(1)</script> نحن 🤝 {{ 7*7 }}"
    actions.write(kickoff, [(Group.GOAL, odd)], named=True, by=cast.ravi)
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    actions.open_together(kickoff, by=cast.ravi)
    page = visit(cast.ingrid).get(AT).content.decode()
    assert "<script>alert(1)" not in page
    assert "نحن 🤝 {{ 7*7 }}" in page


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_place_that_is_no_number_shows_the_beginning(
    cast: Cast, visit: Visit, opened: Kickoff, name: str
) -> None:
    odd = {"one": "-5", "two": "many"}[name]
    answer = visit(cast.ravi).get(f"{AT}{opened.id}/?group=goal&from={odd}")
    assert HOPE in answer.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_lines(
    cast: Cast, visit: Visit, opened: Kickoff
) -> None:
    client = visit(cast.ravi)

    for group in Group:
        actions.add(opened, group, "One more", by=cast.ingrid)
    few = statements(client, AT)
    for n in range(30):
        actions.add(opened, list(Group)[n % 3], f"Something else, number {n}", by=cast.ingrid)
    assert statements(client, AT) <= few
    # What the frame of a table asks besides belongs to other nouns.
    assert few < 60


def test_it_waits_for_those_who_have_not_written(cast: Cast, kickoff: Kickoff) -> None:
    def waits(seat: Seat) -> list[str]:
        return [one.act for one in waiting([seat], limit=10)]

    assert waits(cast.ravi) == waits(cast.ingrid) == ["Write mine"]
    actions.say_ready(kickoff, by=cast.ingrid)
    assert (waits(cast.ingrid), waits(cast.ravi)) == ([], ["Write mine"])
    actions.say_ready(kickoff, by=cast.ravi)
    assert waits(cast.ingrid) == waits(cast.ravi) == ["Open the lines"]
    actions.open_together(kickoff, by=cast.ravi)
    assert waits(cast.ravi) == []


def test_whoever_begins_second_is_told(cast: Cast, visit: Visit, kickoff: Kickoff) -> None:
    answer = visit(cast.ravi).post(f"{AT}new/", {"title": "Another"})
    assert answer.status_code == 409
    assert "Another kickoff is going on here" in answer.content.decode()
    assert Kickoff.objects.get().phase == Phase.WRITING


def test_the_record_tells_what_happened_in_sentences(
    cast: Cast, visit: Visit, opened: Kickoff
) -> None:
    actions.end_line(opened, line(WORRY), Ending.EXPECTATION, by=cast.ravi)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/record/").content.decode()
    assert "“Calibrated-sensor beta” was opened: 3 lines" in page
    assert "Kaveri Analytics has written for" in page or "Kaveri has written for" in page
    assert "we expect this of each other" in page


def test_an_earlier_kickoff_can_be_read_again(cast: Cast, visit: Visit, opened: Kickoff) -> None:
    actions.close(opened, words="Later.", by=cast.ravi)
    actions.begin(title="The second season", room=cast.shared, by=cast.ravi)
    page = visit(cast.ingrid).get(AT).content.decode()
    assert "The second season" in page
    assert "Calibrated-sensor beta" in page
    assert UNSAID in visit(cast.ingrid).get(f"{AT}{opened.id}/").content.decode()


@pytest.fixture
def with_names(cast: Cast) -> None:
    """Both agreed that everything is said with a name."""
    write_terms(cast.table, Limits(unnamed_allowed=False, signed=True))


def test_where_all_is_said_with_a_name_there_is_nothing_to_choose(
    cast: Cast, visit: Visit, kickoff: Kickoff, with_names: None
) -> None:
    browser = visit(cast.ravi)
    page = browser.get(f"{AT}{kickoff.id}/").content.decode()
    assert "Everything is said with a name." in page
    assert "Without a name." not in page
    sent = {"goal": "Thirty days of data", "expectation": "", "concern": ""}
    assert browser.post(f"{AT}{kickoff.id}/write/", sent).status_code == 302
    assert SealedLine.objects.filter(seat=cast.ravi, text="Thirty days of data").exists()


def test_an_unnamed_line_sent_from_an_older_page_is_never_put_under_a_name(
    cast: Cast, visit: Visit, kickoff: Kickoff, with_names: None
) -> None:
    before = (SealedLine.objects.count(), UnnamedLine.objects.count())
    sent = {"concern": "We were told to win this", "how": "unnamed"}
    answer = visit(cast.ravi).post(f"{AT}{kickoff.id}/write/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "everything is said with a name, so nothing was written" in page
    assert "We were told to win this</textarea>" in page
    assert (SealedLine.objects.count(), UnnamedLine.objects.count()) == before
