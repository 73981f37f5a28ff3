"""The letter that says a review is ready carries the picture, its words and the same as a table."""

from datetime import timedelta
from email.mime.image import MIMEImage

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from troth.foundation.facts.trust import ReviewPrepared
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.offers import offered
from troth.ledger.follower import run_pass
from troth.notices.actions.mailing import gather, send_gathered
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.models import Partnership
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.trust import clock as trust_clock
from troth.trust.rules.quarters import Quarter
from troth.trust.tests.conftest import DAY, Make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def old(cast: Cast, finished: Make) -> None:
    """A table that opened three hundred days ago, with promises kept in the last whole quarter."""
    Partnership.objects.filter(pk=cast.shared.partnership_id).update(opened_at=now() - 300 * DAY)
    ago = (now() - Quarter.of(now()).begins) / DAY
    for n in range(6):
        finished(ago + 70 - 8 * n)


def letters() -> list[EmailMultiAlternatives]:
    """What is mailed when a review was prepared and the others' hours have come."""
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.update(letter_at=None)
    mail.outbox.clear()
    trust_clock.due(now())
    while run_pass([InboxFollower()]):
        pass
    for hours in range(1, 100, 3):
        with clock.at(now() + timedelta(hours=hours)):
            gather(now())
            send_gathered(now())
    return [one for one in mail.outbox if isinstance(one, EmailMultiAlternatives)]


def to(found: list[EmailMultiAlternatives], person: Person) -> EmailMultiAlternatives:
    return next(one for one in found if one.to == [person.email])


def html(letter: EmailMultiAlternatives) -> str:
    return str(letter.alternatives[0][0])


def test_the_picture_stands_in_the_letter_with_words_and_a_table_for_those_who_see_none(
    cast: Cast,
) -> None:
    found = to(letters(), cast.ingrid.person)
    page = html(found)
    (part,) = found.attachments
    assert isinstance(part, MIMEImage)
    name = str(part["Content-ID"])
    assert f'src="cid:{name[1:-1]}"' in page
    assert "promises like these will be kept" in page
    assert '<th scope="row"' in page
    assert "<svg" not in page
    assert "promises like these will be kept" in found.body
    assert "    Lumen about Kaveri | Kaveri about Lumen\n    Reliability | " in found.body
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"\x89PNG\r\n")
    assert "multipart/related" in found.message().as_string()


def test_it_says_what_the_page_says_to_whoever_reads_it(cast: Cast) -> None:
    found = letters()
    ours = html(to(found, cast.ingrid.person))
    theirs = html(to(found, cast.ravi.person))
    assert ours.index("Lumen about Kaveri") < ours.index("Kaveri about Lumen")
    assert theirs.index("Kaveri about Lumen") < theirs.index("Lumen about Kaveri")


def test_whoever_wants_no_words_in_mail_gets_no_picture_either(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ingrid.person_id).update(mail_words=False)
    found = to(letters(), cast.ingrid.person)
    assert not found.attachments
    assert "promises like these will be kept" not in found.body


def test_guests_are_mailed_no_picture(cast: Cast) -> None:
    person = cast.guest.person
    assert not [one for one in letters() if one.to == [person.email] and one.attachments]


def test_a_picture_that_cannot_be_made_keeps_no_letter_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_said: object) -> None:
        raise RuntimeError("no letters here")

    monkeypatch.setitem(offered.enclosed, ReviewPrepared.kind, broken)
    found = to(letters(), cast.ingrid.person)
    assert "is ready; it is read in five minutes" in found.body
    assert not found.attachments
