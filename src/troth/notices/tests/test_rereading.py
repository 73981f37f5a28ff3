"""A letter read in the browser: what was mailed, nothing more, for a while, and less once a seat has ended."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail, signing
from django.test import Client

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.writing import Words, begin
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.notices.actions.mailing import put_into_a_mail, send_gathered
from troth.notices.actions.reading import read_all
from troth.notices.actions.rereading import (
    READABLE,
    SALT,
    forget_readable,
    still_readable,
)
from troth.notices.follower import InboxFollower
from troth.notices.models import Mailing, Notice
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]
OSLO = ZoneInfo("Europe/Oslo")


def promised(cast: Cast, what: str, *, room: Room | None = None) -> None:
    """Kaveri promises Lumen something, and the inbox has heard of it."""
    made = Promise(deliverable=what, due=now() + timedelta(days=9), zone="UTC", receiver=cast.lumen)
    actions.propose(made, room=room or cast.shared, by=cast.ravi)
    while run_pass([InboxFollower()]):
        pass


def mailed(seat: Seat) -> str:
    """Everything new goes out to this person; the address of that letter in the browser."""
    Notice.objects.filter(person=seat.person, mailing=None).update(letter_at=now())
    lines = Notice.objects.filter(person=seat.person, mailing=None).values_list("pk", flat=True)
    put_into_a_mail(seat.person_id, list(lines), now=now())
    mail.outbox.clear()
    send_gathered(now())
    (sent,) = [one for one in mail.outbox if one.to == [seat.person.email]]
    (path,) = re.findall(r"(/letters/read/\S+/)", str(sent.body))
    return str(path)


@pytest.fixture
def path(cast: Cast) -> str:
    """A letter to Tor about a promise."""
    assert cast.tor.person_id
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.all().delete()
    promised(cast, "a field report")
    return mailed(cast.tor)


def test_it_says_what_was_mailed_to_whoever_holds_the_address(path: str) -> None:
    answer = Client().get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "“a field report”" in page
    assert "Lumen &amp; Kaveri" in page
    assert str(mail.outbox[0].subject).split(" for ")[0] in page


def test_both_forms_of_the_letter_carry_the_address(path: str) -> None:
    (sent,) = mail.outbox
    assert path in str(sent.body)
    assert path in str(vars(sent)["alternatives"][0][0])
    assert "List-Unsubscribe" in sent.extra_headers


def test_it_carries_nothing_else(cast: Cast, path: str) -> None:
    promised(cast, "something later")
    page = Client().get(path).content.decode()
    for words in ("something later", "reply+", "csrf", "/letters/less/", "Tor", "tor@"):
        assert words not in page


def test_whoever_is_signed_in_sees_the_very_same_page(cast: Cast, path: str, visit: Visit) -> None:
    first = Client().get(path).content
    for who in (cast.tor, cast.ravi, cast.stranger):
        assert visit(who).get(path).content == first


def test_reading_it_changes_nothing(path: str) -> None:
    before = list(Notice.objects.values_list("pk", "seen_at"))
    browser = Client()
    assert browser.get(path).status_code == 200
    assert list(Notice.objects.values_list("pk", "seen_at")) == before
    assert not browser.cookies
    assert browser.post(path).status_code == 405


def test_what_was_read_meanwhile_still_stands_in_the_letter(cast: Cast, path: str) -> None:
    read_all(cast.tor.person, until=Notice.objects.latest("id").id)
    assert "“a field report”" in Client().get(path).content.decode()


def test_it_is_gone_when_the_seat_has_ended(cast: Cast, path: str) -> None:
    end_seat(cast.tor, by=cast.ingrid)
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "field report" not in answer.content.decode()


def test_it_is_gone_when_its_reader_was_switched_off(cast: Cast, path: str) -> None:
    Person.objects.filter(pk=cast.tor.person_id).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_of_a_room_one_has_left_it_says_nothing_any_more(cast: Cast) -> None:
    room = open_room("Pilot", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.all().delete()
    promised(cast, "for all")
    promised(cast, "for the pilot", room=room)
    path = mailed(cast.ingrid)
    assert "for the pilot" in Client().get(path).content.decode()
    room.parties.clear()
    page = Client().get(path).content.decode()
    assert "for all" in page
    assert "for the pilot" not in page


def test_after_a_month_it_is_gone_and_so_are_its_words(path: str) -> None:
    with clock.at(now() + READABLE + timedelta(minutes=1)):
        assert Client().get(path).status_code == 404
        assert forget_readable(now()) == 1
    assert Mailing.objects.get(said__isnull=True).mailed_at


def test_before_that_nothing_is_dropped(path: str) -> None:
    assert forget_readable(now() + READABLE - timedelta(minutes=1)) == 0
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("token", ["guessed", "x:y:z", "é", "%00", "a" * 3000])
def test_what_nobody_signed_opens_nothing(path: str, token: str) -> None:
    assert Client().get(f"/letters/read/{token}/").status_code == 404


def test_a_changed_address_opens_nothing(path: str) -> None:
    assert (
        Client().get(path[:-3] + ("aa" if path[-3:-1] != "aa" else "bb") + "/").status_code == 404
    )


def test_the_way_out_of_mail_is_no_way_into_a_letter(cast: Cast, path: str) -> None:
    mailing = Mailing.objects.get(person=cast.tor.person)
    other = signing.dumps(mailing.id, salt="troth.notices.less")
    assert still_readable(other) is None
    assert still_readable(signing.dumps(mailing.id, salt=SALT)) is not None
    assert still_readable(signing.dumps([mailing.id], salt=SALT)) is None


def test_nothing_of_it_is_kept_or_listed(path: str) -> None:
    for where in (path, "/letters/read/guessed/"):
        headers = Client().get(where).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "same-origin"


def test_it_speaks_its_readers_language(cast: Cast, path: str) -> None:
    Person.objects.filter(pk=cast.tor.person_id).update(language="qps-ploc")
    found = still_readable(path.split("/")[-2])
    assert found
    assert found.language == "qps-ploc"


def test_a_full_letter_says_how_much_more_there_was(cast: Cast, path: str) -> None:
    mailing = Mailing.objects.get(person=cast.tor.person)
    said = dict(mailing.said or {})
    Mailing.objects.filter(pk=mailing.pk).update(said=said | {"count": said["count"] + 3})
    assert "3 more lines" in Client().get(path).content.decode()


def test_what_needed_an_answer_stands_there_as_long_as_it_waits(cast: Cast) -> None:
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.all().delete()
    promised(cast, "a field report")
    path = mailed(cast.ingrid)
    assert "Needed your answer" in Client().get(path).content.decode()
    actions.accept(Commitment.objects.get(), by=cast.ingrid)
    page = Client().get(path).content.decode()
    assert "Needed your answer" not in page
    assert "“a field report”" in page


def test_of_what_was_taken_back_no_word_stands_in_a_letter_any_more(cast: Cast) -> None:
    asked = Words(text="Why is Kaveri always late?", asks=True, asked=cast.lumen)
    post = begin("", asked, room=cast.shared, by=cast.ravi)
    while run_pass([InboxFollower()]):
        pass
    path = mailed(cast.ingrid)
    assert "always late" in Client().get(path).content.decode()
    take_back(post, by=cast.ravi)
    assert "always late" not in Client().get(path).content.decode()


def test_nothing_of_its_words_is_kept_beside_the_mailing(cast: Cast, path: str) -> None:
    kept = str(Mailing.objects.get(person=cast.tor.person).said)
    assert "field report" not in kept


def test_a_closed_table_can_still_be_read_about(path: str) -> None:
    Partnership.objects.update(phase="closed", closed_at=datetime.now(OSLO))
    assert Client().get(path).status_code == 200
