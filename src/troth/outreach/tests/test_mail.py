"""What mail says of private help: that there is something, to those it is for, and not one word of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from troth.conftest import Visit
from troth.foundation.facts.outreach import Share
from troth.foundation.web import clock
from troth.ledger.follower import run_pass
from troth.notices.actions.mailing import gather, send_gathered
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice, ReplyAddress
from troth.notices.rules.paces import DEFAULTS, Group, group_of
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.actions.noticing import notice
from troth.outreach.queries.shares import Uneven
from troth.outreach.rules.unevenness import Tally
from troth.outreach.telling import SENTENCES
from troth.outreach.tests.conftest import ANSWER, QUESTION
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
# A Monday.
MORNING = datetime(2031, 3, 10, 9, tzinfo=OSLO)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_waits(cast: Cast) -> None:
    """What it took to sit down has been mailed long ago."""
    # Everybody else is there, and would get mail if there were any for them.
    assert all((cast.tor, cast.meera, cast.facilitator))
    follow()
    Notice.objects.update(letter_at=None)
    mail.outbox.clear()


def follow() -> None:
    """The inbox has heard of everything."""
    while run_pass([InboxFollower()]):
        pass


def mails_until(at: datetime) -> dict[str, str]:
    """What has been mailed by then, by who got it: subject, text and page together."""
    follow()
    with clock.at(at):
        gather(at)
        send_gathered(at)
    found: dict[str, str] = {}
    for one in mail.outbox:
        pages = [str(page[0]) for page in getattr(one, "alternatives", [])]
        found[one.to[0]] = " ".join([str(one.subject), str(one.body), *pages])
    return found


def asked(cast: Cast) -> None:
    """Ravi asks Ingrid, who answers within the hour."""
    with clock.at(MORNING):
        one = actions.begin(Asked(person=cast.ingrid, words=QUESTION), by=cast.ravi)
    with clock.at(MORNING + timedelta(minutes=1)):
        actions.say(one, words=ANSWER, by=cast.ingrid)


def test_mail_says_who_asks_and_nothing_else(cast: Cast) -> None:
    asked(cast)
    found = mails_until(MORNING + timedelta(minutes=30))
    assert set(found) <= {cast.ingrid.person.email, cast.ravi.person.email}
    ingrid = found[cast.ingrid.person.email]
    assert "Ravi asks how something is for you" in ingrid
    assert not any(words in page for page in found.values() for words in (QUESTION, ANSWER))


def test_nobody_can_answer_it_by_mail(cast: Cast, settings: Settings) -> None:
    settings.MAIL_IN_HOST = "in.example"
    asked(cast)
    mails_until(MORNING + timedelta(minutes=30))
    assert not ReplyAddress.objects.exists()
    assert not any("reply+" in str(one.message()) for one in mail.outbox)


def test_of_what_is_uneven_only_its_own_side_is_told(cast: Cast) -> None:
    with clock.at(MORNING):
        found = Uneven(party=cast.lumen, kind=Share.RESPONSE, own=Tally(5, 16), others=Tally(9, 9))
        notice(found, until=MORNING + 7 * DAY, now=MORNING)
    mails = mails_until(MORNING + 2 * DAY)
    assert set(mails) == {cast.ingrid.person.email, cast.tor.person.email}
    assert all("5 of 16" not in page for page in mails.values()), "the counts stand on the page"


def inbox(browser: Client) -> str:
    """What the inbox says."""
    return browser.get("/inbox/").content.decode()


def test_the_inbox_tells_the_two_and_nobody_else(cast: Cast, visit: Visit) -> None:
    one = actions.begin(Asked(person=cast.ingrid, words=QUESTION), by=cast.ravi)
    follow()
    said = inbox(visit(cast.ingrid))
    assert "Ravi asks how something is for you" in said
    assert QUESTION not in said
    assert one.id in said
    for seat in (cast.tor, cast.meera, cast.facilitator):
        assert "asks how something is" not in inbox(visit(seat))


def test_the_record_of_the_room_is_for_those_in_it(cast: Cast, visit: Visit) -> None:
    one = actions.begin(Asked(person=cast.ingrid, words=QUESTION), by=cast.ravi)
    path = f"/p/lumen-kaveri/with/{one.room_id}/record/"
    page = visit(cast.ingrid).get(path)
    assert page.status_code == 200
    assert "Ravi asks how something is for you" in page.content.decode()
    for seat in (cast.tor, cast.meera, cast.facilitator):
        assert visit(seat).get(path).status_code == 404


@pytest.mark.parametrize("kind", SENTENCES)
def test_it_comes_at_a_pace_that_people_choose(kind: str) -> None:
    group = group_of(kind)
    assert group in {Group.TALK, Group.CHECKINS}
    assert group in DEFAULTS
