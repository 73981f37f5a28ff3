"""The example: real acts at the moments they would have happened, whatever day one looks at it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from troth.adjustments.models import Adjustment
from troth.charter.models import Charter
from troth.checkins.models import Load, Pause, Report
from troth.commitments.clock import due as pass_time
from troth.commitments.models import Batch, Commitment
from troth.commitments.queries.lists import tallies
from troth.complement.models import Cover, Risk
from troth.decisions.models import Decision
from troth.foundation.web import clock
from troth.goals.models import Goal, Obstacle
from troth.inclusion.models import Affected
from troth.inclusion.offers import gate
from troth.inclusion.queries.voices import initiatives
from troth.kickoff.models import Check, Kickoff
from troth.kickoff.models.checks import Override
from troth.ledger.models import Entry
from troth.notices.models import Reminder
from troth.outreach.models import Exchange, Signal
from troth.partnerships.models import Motion, Partnership, Room, Seat, Terms
from troth.people.models import Person
from troth.people.queries.cast import cast as cast_of_the_example
from troth.site.example import entrances, fill
from troth.site.example.adjustments import adjustments
from troth.site.example.beta import beta_table
from troth.site.example.buoys import buoys_table
from troth.site.example.fill import play
from troth.site.example.script import Script
from troth.site.example.slips import slips
from troth.site.serving.preparing import fill_example
from troth.slips.models import Slip
from troth.statements.models import Publication
from troth.trust.models import Experience
from troth.trust.queries.readings import Readings

pytestmark = pytest.mark.django_db
TWO_MINUTES, MOST_HEADINGS = 500, 9


@pytest.fixture
def said() -> list[str]:
    """What filling says while it is at it."""
    return []


def shared(slug: str) -> Room:
    return Room.objects.get(partnership__slug=slug, kind="shared")


def test_three_tables_lived_through_until_now(said: list[str]) -> None:
    fill(said.append)
    assert {table.slug for table in Partnership.objects.all()} == {
        "lumen-kaveri",
        "north-sea-buoys",
        "medicine-deliveries",
    }
    assert not Partnership.objects.exclude(phase="open").exists()
    assert all(person.is_example for person in Person.objects.all())
    entries_in_order()
    the_first_table_has_something_of_everything()
    the_first_table_lives_each_noun()
    its_overview_is_read_in_two_minutes()
    the_real_file_is_whole()
    nothing_is_left_for_the_clock()
    both_windows_open()
    assert any("real delivery promises" in line for line in said)
    again: list[str] = []
    fill_example(again.append)
    assert again == []


def entries_in_order() -> None:
    """Each log's times only grow, and none lies ahead."""
    for room in Room.objects.all():
        times = list(Entry.objects.filter(log=room.id).order_by("idx").values_list("t", flat=True))
        assert times == sorted(times)
        assert all(t <= clock.now() for t in times)


def the_first_table_has_something_of_everything() -> None:
    rows = Commitment.objects.in_rooms([shared("lumen-kaveri").id])
    outcomes = set(rows.values_list("outcome", flat=True))
    assert {"kept", "late", "open"} <= outcomes
    assert rows.filter(renegotiated__gt=0).exists()
    assert rows.exclude(ask_by="").exists()
    assert rows.filter(state="proposed").exists()
    assert rows.filter(state="delivered", outcome="open").exists()
    assert Reminder.objects.exists()
    readings = Readings(shared("lumen-kaveri"), now=clock.now())
    seats = Seat.objects.filter(partnership__slug="lumen-kaveri", role="admin")
    ways = [(str(seat.party_id), None) for seat in seats]
    assert any(found.reliability.reading for found in readings.directions(ways))


def the_first_table_lives_each_noun() -> None:
    """What two organisations agree on and keep in step with: nothing of it stands empty."""
    here = [shared("lumen-kaveri").id]
    table = {"partnership__slug": "lumen-kaveri"}
    assert Charter.objects.in_rooms(here).get().agreement.agreed_version == 2
    launched = Goal.objects.in_rooms(here).get(launched_at__isnull=False)
    reasons = Override.objects.filter(of=launched.pk).values_list("reason", flat=True)
    assert len(reasons) == 2, "each side said why it goes on"
    assert all(reasons)
    assert Check.objects.in_rooms(here).filter(compared_at__isnull=False).count() > 1
    assert Kickoff.objects.in_rooms(here).get().phase == "closed"
    assert Obstacle.objects.filter(goal__room__in=here).exists()
    decided = set(Decision.objects.in_rooms(here).values_list("state", flat=True))
    assert {"open", "carried"} <= decided
    said = set(Report.objects.filter(checkin__room__in=here).values_list("state", flat=True))
    assert {"given", "skipped", "waiting"} <= said
    assert Pause.objects.in_rooms(here).filter(state="agreed").exclude(reason="").exists()
    assert Load.objects.in_rooms(here).exists()
    assert Exchange.objects.get().lines.count() == 3, (
        "asked and answered by two, in a room of theirs"
    )
    assert Signal.objects.get().room.kind == "side"
    assert Publication.objects.filter(statement__room__in=here).exists()
    assert Risk.objects.in_rooms(here).exists()
    one_was_made_good_and_one_waits()
    one_helped_one_holds_and_one_waits()
    spoken = Experience.objects.in_rooms(here).values_list("saying_party__name", "about__name")
    assert len(set(spoken)) == 4, "each side about the other and about itself"
    assert Cover.objects.in_rooms(here).exists()
    outcomes = Motion.objects.filter(room__in=here).order_by("proposed_at")
    assert list(outcomes.values_list("outcome", flat=True)) == ["refused", "carried"]
    assert Terms.objects.filter(**table).latest("since").consent_rule == "majority:2/3"


def one_was_made_good_and_one_waits() -> None:
    """Whatever weekends did to the days: the data came late, Lumen owned it, and Kaveri's slip is open."""
    here = [shared("lumen-kaveri").id]
    done = Slip.objects.in_rooms(here).get(state="repaired")
    promise = Commitment.objects.in_rooms(here).get(slips=done)
    assert (promise.outcome, done.said.count()) == ("late", 5)
    assert promise.repaired_at is not None
    waits = Slip.objects.in_rooms(here).get(state="owned")
    assert not waits.said.exists()


def one_voice_was_heard_later_and_one_is_missing() -> None:
    """The dashboard went out with a gap that both had acknowledged; nothing but the form holds the beta."""
    here = [shared("lumen-kaveri").id]
    nights = Affected.objects.in_rooms(here).get(template="nights")
    assert (nights.acknowledged.count(), nights.talks.count()) == (2, 1)
    held = {goal.agreement.title: gate(goal) is not None for goal in initiatives(here)}
    assert held == {
        "One dashboard for both of us": False,
        "The beta goes out": False,
        "A page on which anybody asks for a sensor": True,
    }


def one_helped_one_holds_and_one_waits() -> None:
    """Of what is done differently, whatever weekends did to the days."""
    here = [shared("lumen-kaveri").id]
    found = Adjustment.objects.in_rooms(here).order_by("proposed_at")
    told = list(found.values_list("state", "outcome"))
    assert told == [("closed", "helped"), ("agreed", ""), ("proposed", "")]
    assert not found.filter(state="agreed", recheck_on__lte=clock.now().date()).exists()


def its_overview_is_read_in_two_minutes() -> None:
    """A sponsor who reads 250 words a minute is through; what is said once is not said twice."""
    client = Client()
    client.force_login(Person.objects.get(email="anne@lumen.example"))
    page = client.get("/p/lumen-kaveri/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    seen = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    words = [word for word in seen.split() if re.search(r"[^\W\d_]", word)]
    assert 100 < len(words) <= TWO_MINUTES
    assert (main.count("<h1"), main.count("<h2") <= MOST_HEADINGS) == (1, True)
    assert seen.count("Who signs for the ten pilots on your side") == 1


def the_real_file_is_whole() -> None:
    batch = Batch.objects.get()
    assert (batch.rows, batch.problem_count, str(batch.as_of)) == (4150, 0, "2012-05-31")
    assert sum(one.finished for one in tallies(shared("medicine-deliveries").id)) > 4000


def nothing_is_left_for_the_clock() -> None:
    assert pass_time(clock.now()) == 0


def both_windows_open() -> None:
    found = dict(entrances("http://localhost:8000"))
    assert list(found) == ["Ingrid of Lumen", "Ravi of Kaveri"]
    assert found["Ingrid of Lumen"].startswith("http://lumen.localhost:8000/")
    table, *_others = cast_of_the_example()
    assert [side.name for side in table.sides][:2] == ["Lumen", "Kaveri"]
    assert all(person.title for side in table.sides[:2] for person in side.people)
    client = Client()
    client.force_login(Person.objects.get(email="ingrid@lumen.example"))
    for path in ("", "commitments/", "trust/", "record/"):
        assert client.get(f"/p/lumen-kaveri/{path}").status_code == 200


# Every day and every hour once in every run; all of them together in make assure PART=E1.
MOMENTS = [
    pytest.param(day, hour, marks=() if (3 * day + place) % 5 == 0 else pytest.mark.long)
    for day in range(7)
    for place, hour in enumerate((1, 11, 20))
]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize(("day", "hour"), MOMENTS)
def test_it_can_be_filled_on_any_day_at_any_hour(day: int, hour: int) -> None:
    with clock.at(datetime(2026, 3, 2, hour, 0, tzinfo=UTC) + timedelta(days=day)):
        script = Script(clock.now())
        table = beta_table(script)
        slips(script, table)
        adjustments(script, table)
        play(script)
        one_was_made_good_and_one_waits()
        one_helped_one_holds_and_one_waits()
        one_voice_was_heard_later_and_one_is_missing()
        script = Script(clock.now())
        buoys_table(script, table)
        play(script)
        entries_in_order()
    assert Partnership.objects.count() == 2


def test_a_script_is_lived_through_by_time_and_never_beyond_now() -> None:
    now = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)
    script, done = Script(now), []
    act: Callable[[str], Callable[[], None]] = lambda name: lambda: done.append(name)  # noqa: E731  # three lines below
    script.at(now, act("now"))
    script.at(now - timedelta(days=2), act("before"))
    script.at(now - timedelta(days=2), act("at the same moment"))
    script.at(now + timedelta(minutes=1), act("to come"))
    for _moment, one in script.in_order():
        one()
    assert done == ["before", "at the same moment", "now"]


@pytest.mark.parametrize("days", [-9, -1, 1, 2, 9])
def test_a_day_of_a_script_is_a_working_day(days: int) -> None:
    for n in range(7):
        script = Script(datetime(2026, 3, 9, 12, 0, tzinfo=UTC) + timedelta(days=n))
        found = script.day(days, 9.5, "Asia/Kolkata")
        assert found.weekday() < 5
        assert (found.hour, found.minute) == (9, 30)
        assert (found > script.now) == (days > 0)
