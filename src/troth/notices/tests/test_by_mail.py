"""Writing by mail to a topic, into a room, and a side's check-in."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from troth.checkins.actions.reporting import Draft, save, send, skip
from troth.checkins.models import LONGEST_PART, Checkin, Report, Writing
from troth.checkins.rules.reports import Words as Said
from troth.conftest import Visit
from troth.discussions.models import Post, Topic
from troth.foundation.facts.checkins import CheckinOpened
from troth.foundation.facts.fact import CLOCK
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.ledger.actions import record
from troth.ledger.models import Entry
from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.actions.mailing import put_into_a_mail, send_gathered
from troth.notices.actions.replying import key_in, reply_addresses
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice, ReplyAddress
from troth.notices.tests.writing import address, letter, said
from troth.partnerships.actions.guest_links import Visit as Asked
from troth.partnerships.actions.guest_links import make_link
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast
from troth.resources.models import Resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]
TALK = "/p/lumen-kaveri/talk/"


def own(seat: Seat, about: str) -> str:
    """This person's address for a room or a check-in."""
    return reply_addresses(seat.person, [about], now=now())[about]


@pytest.fixture
def opened(cast: Cast) -> Checkin:
    """A check-in that waits for both sides."""
    return checkin(cast)


def checkin(cast: Cast, *, at: datetime | None = None) -> Checkin:
    """One round, and its place in the record."""
    moment = at or now() - timedelta(hours=1)
    one = Checkin.objects.create(room=cast.shared, day=moment.date(), at=moment, zone="UTC")
    for party in (cast.lumen, cast.kaveri):
        Report.objects.create(
            checkin=one, party=party, begins=moment, answer_by=moment + timedelta(days=3)
        )
    return one


@transaction.atomic
def news_of(one: Checkin) -> None:
    """It is on record that it opened, and the inbox has heard of it."""
    key, room = Ulid(one.id), Ulid(one.room_id)
    record(CheckinOpened(room=room, by=CLOCK, checkin=key, day=one.day, at=one.at))
    for entry in Entry.objects.filter(log=one.room_id, kind="checkin:opened"):
        InboxFollower().handle(entry)
    Notice.objects.filter(kind="checkin:opened").update(letter_at=now())


def report(one: Checkin, seat: Seat) -> Report:
    """A side's part as it stands now."""
    rows = Report.objects.select_related("checkin__room", "party", "asked_of")
    return rows.get(checkin=one, party=seat.party)


# ------------------------------------------------------------------------------ a topic's address


def test_a_topic_shows_ones_own_address_once_it_was_asked_for(
    cast: Cast, topic: Topic, visit: Visit
) -> None:
    ravi = visit(cast.ravi)
    assert "Write to this topic by mail" in ravi.get(f"{TALK}{topic.id}/").content.decode()
    assert not ReplyAddress.objects.exists()
    answer = ravi.post(f"{TALK}{topic.id}/by-mail/")
    assert answer["Location"] == f"{TALK}{topic.id}/#by-mail"
    page = ravi.get(f"{TALK}{topic.id}/").content.decode()
    assert f'href="mailto:{address(cast.ravi, topic)}"' in page
    assert address(cast.ravi, topic) not in visit(cast.ingrid).get(f"{TALK}{topic.id}/").text


def test_asking_twice_makes_one_address(cast: Cast, topic: Topic, visit: Visit) -> None:
    for _ in range(2):
        visit(cast.ravi).post(f"{TALK}{topic.id}/by-mail/")
    assert ReplyAddress.objects.count() == 1


def test_whoever_cannot_write_here_gets_no_address(cast: Cast, topic: Topic, visit: Visit) -> None:
    guest = visit(cast.guest)
    assert "by mail" not in guest.get(f"{TALK}{topic.id}/").content.decode()
    assert guest.post(f"{TALK}{topic.id}/by-mail/").status_code == 403
    until = now() + timedelta(days=3)
    asked = Asked(name="Berit", role=Role.GUEST_CONTRIBUTE, room=cast.shared.id, until=until)
    by_link = visit(None)
    by_link.post(f"/g/{make_link(asked, by=cast.ingrid).token}/")
    assert "by mail" not in by_link.get(f"{TALK}{topic.id}/").content.decode()
    by_link.post(f"{TALK}{topic.id}/by-mail/")
    assert not ReplyAddress.objects.exists()


def test_where_no_mail_comes_in_nothing_is_said_of_it(
    cast: Cast, topic: Topic, visit: Visit, settings: Settings
) -> None:
    settings.MAIL_IN_HOST = ""
    ravi = visit(cast.ravi)
    for path in (TALK, f"{TALK}{topic.id}/"):
        assert "by mail" not in ravi.get(path).content.decode()
    page = ravi.post(f"{TALK}{topic.id}/by-mail/", follow=True).content.decode()
    assert "No mail comes in here." in page


def test_at_a_closed_table_no_address_is_shown(cast: Cast, topic: Topic, visit: Visit) -> None:
    Partnership.objects.update(phase="closed")
    assert "by mail" not in visit(cast.ravi).get(f"{TALK}{topic.id}/").content.decode()


def test_a_topic_of_another_room_has_no_address_here(
    cast: Cast, topic: Topic, visit: Visit
) -> None:
    assert (
        visit(cast.ravi).post(f"/p/lumen-kaveri/side/talk/{topic.id}/by-mail/").status_code == 404
    )


def test_the_address_costs_the_page_one_question(
    cast: Cast, topic: Topic, visit: Visit, settings: Settings
) -> None:
    ravi = visit(cast.ravi)
    asked = statements(ravi, f"{TALK}{topic.id}/")
    settings.MAIL_IN_HOST = ""
    assert asked == statements(ravi, f"{TALK}{topic.id}/") + 1


def test_one_mail_to_two_topics_is_said_in_both(cast: Cast, topic: Topic) -> None:
    room = own(cast.ingrid, cast.shared.id)
    one = letter(address(cast.ingrid, topic), Subject="Friday").as_bytes()
    assert arrive(one, to=address(cast.ingrid, topic)) is Outcome.POSTED
    assert arrive(one, to=room) is Outcome.POSTED
    assert arrive(one, to=room) is Outcome.AGAIN
    assert said(topic) == [("Ingrid", "Friday works.")]
    assert Topic.objects.filter(title="Friday").count() == 1


# ------------------------------------------------------------------------------- a room's address


def test_a_mail_to_a_room_begins_a_topic_with_its_subject_as_title(
    cast: Cast, visit: Visit
) -> None:
    ingrid = visit(cast.ingrid)
    assert ingrid.post(f"{TALK}by-mail/")["Location"] == f"{TALK}#by-mail"
    to = own(cast.ingrid, cast.shared.id)
    assert to in ingrid.get(TALK).content.decode()
    raw = letter(to, "Who brings the bolts?", Subject="Re: Mounts in Voss").as_bytes()
    assert arrive(raw) is Outcome.POSTED
    begun = Topic.objects.get()
    assert (begun.title, begun.room_id) == ("Mounts in Voss", cast.shared.id)
    assert Post.objects.get(topic=begun).text == "Who brings the bolts?"
    assert "Mounts in Voss" in visit(cast.ravi).get(TALK).content.decode()


def test_what_is_written_to_a_side_room_stays_there(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post("/p/lumen-kaveri/side/talk/by-mail/")
    raw = letter(own(cast.ingrid, cast.lumen_side.id), "Ours.", Subject="Price").as_bytes()
    assert arrive(raw) is Outcome.POSTED
    assert Topic.objects.get().room_id == cast.lumen_side.id
    assert "Price" not in visit(cast.ravi).get(TALK).content.decode()


def test_a_room_one_is_not_in_any_more_takes_nothing(cast: Cast) -> None:
    room: Room = open_room("Pilot", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    to = own(cast.ingrid, room.id)
    room.parties.clear()
    assert arrive(letter(to, Subject="Bolts").as_bytes()) is Outcome.ANSWERED
    assert not Topic.objects.exists()
    assert "You no longer sit" in mail.outbox[-1].body


@pytest.mark.parametrize("subject", ["", "x" * 900, "=?utf-8?b?8J+YgA==?=", "=?nonsense?q?a?="])
def test_any_subject_makes_a_title(cast: Cast, subject: str) -> None:
    raw = letter(own(cast.ingrid, cast.shared.id), Subject=subject).as_bytes()
    assert arrive(raw) is Outcome.POSTED
    assert 0 < len(Topic.objects.get().title) <= 160


def test_nothing_but_quotes_begins_no_topic(cast: Cast) -> None:
    raw = letter(own(cast.ingrid, cast.shared.id), "> Old words", Subject="Bolts").as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    assert not Topic.objects.exists()


def test_somebody_else_begins_nothing_with_ones_address(cast: Cast) -> None:
    raw = letter(own(cast.ingrid, cast.shared.id), sender="m@evil.example").as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    assert not Topic.objects.exists()


# ------------------------------------------------------------------------------------ a check-in


def test_one_line_by_mail_is_the_check_in_of_ones_side(cast: Cast, opened: Checkin) -> None:
    quote = "\n\nOn Mon, 3 Mar 2031, Troth wrote:\n> The check-in opened\n"
    raw = letter(own(cast.ingrid, opened.id), "All tests passed." + quote).as_bytes()
    assert arrive(raw) is Outcome.POSTED
    one = report(opened, cast.ingrid)
    assert (one.state, one.progress, one.said_by) == ("given", "All tests passed.", cast.ingrid)
    assert report(opened, cast.ravi).state == "waiting"
    assert Entry.objects.filter(log=cast.shared.id, kind="checkin:given").count() == 1


def test_sent_twice_it_counts_once(cast: Cast, opened: Checkin) -> None:
    raw = letter(own(cast.ingrid, opened.id), "All tests passed.").as_bytes()
    assert [arrive(raw), arrive(raw)] == [Outcome.POSTED, Outcome.AGAIN]


def answered_with(raw: bytes, words: str) -> None:
    """The words came back with this sentence."""
    assert arrive(raw) is Outcome.ANSWERED
    assert words in mail.outbox[-1].body
    assert "Mine, too." in mail.outbox[-1].body


def test_when_ones_side_has_sent_it_already_one_is_told(cast: Cast, opened: Checkin) -> None:
    send(report(opened, cast.tor), Draft(words=Said(progress="Done.")), seen=0, by=cast.tor)
    raw = letter(own(cast.ingrid, opened.id), "Mine, too.").as_bytes()
    answered_with(raw, "Your side has sent this check-in already")
    assert report(opened, cast.ingrid).progress == "Done."


def test_when_ones_side_skips_it_one_is_told(cast: Cast, opened: Checkin) -> None:
    skip(report(opened, cast.tor), reason="Holidays.", by=cast.tor)
    raw = letter(own(cast.ingrid, opened.id), "Mine, too.").as_bytes()
    answered_with(raw, "your side skips this check-in")


def test_when_the_next_one_has_begun_one_is_told(cast: Cast) -> None:
    earlier = checkin(cast, at=now() - timedelta(days=7))
    checkin(cast)
    raw = letter(own(cast.ingrid, earlier.id), "Mine, too.").as_bytes()
    answered_with(raw, "The next check-in has begun meanwhile")
    assert report(earlier, cast.ingrid).state == "waiting"


def test_what_a_colleague_has_begun_is_not_written_over(cast: Cast, opened: Checkin) -> None:
    save(report(opened, cast.tor), Draft(words=Said(progress="Half.")), seen=0, by=cast.tor)
    raw = letter(own(cast.ingrid, opened.id), "Mine, too.").as_bytes()
    answered_with(raw, "A colleague has begun to write this check-in.")
    assert report(opened, cast.ingrid).state == "waiting"
    assert Writing.objects.get().progress == "Half."


def test_ones_own_beginning_is_no_obstacle(cast: Cast, opened: Checkin) -> None:
    save(report(opened, cast.ingrid), Draft(words=Said(progress="Half.")), seen=0, by=cast.ingrid)
    assert arrive(letter(own(cast.ingrid, opened.id)).as_bytes()) is Outcome.POSTED


def test_longer_than_a_check_in_may_be_it_comes_back(cast: Cast, opened: Checkin) -> None:
    raw = letter(own(cast.ingrid, opened.id), "x" * (LONGEST_PART + 1)).as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    assert report(opened, cast.ingrid).state == "waiting"


def test_files_are_named_and_not_kept_with_a_check_in(cast: Cast, opened: Checkin) -> None:
    one = letter(own(cast.ingrid, opened.id), "All tests passed.")
    one.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    assert arrive(one.as_bytes()) is Outcome.POSTED
    said_now = report(opened, cast.ingrid).progress
    assert said_now.startswith("All tests passed.")
    assert "plan.pdf" in said_now
    assert not Resource.objects.exists()


def test_a_file_alone_is_no_check_in(cast: Cast, opened: Checkin) -> None:
    one = letter(own(cast.ingrid, opened.id), "> quoted")
    one.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    assert arrive(one.as_bytes()) is Outcome.ANSWERED
    assert report(opened, cast.ingrid).state == "waiting"


def test_whoever_sits_for_no_side_checks_in_for_none(cast: Cast, opened: Checkin) -> None:
    seat = cast.facilitator
    raw = letter(own(seat, opened.id), sender=seat.person.email).as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    assert {one.state for one in Report.objects.all()} == {"waiting"}


def test_the_letter_that_says_it_is_open_can_be_answered(cast: Cast, opened: Checkin) -> None:
    seats = (cast.ingrid, cast.facilitator)
    news_of(opened)
    for seat in seats:
        lines = Notice.objects.filter(person=seat.person, kind="checkin:opened")
        put_into_a_mail(seat.person_id, list(lines.values_list("pk", flat=True)), now=now())
    send_gathered(now())
    by_person = {one.to[0]: one for one in mail.outbox}
    mine = by_person["ingrid@lumen.example"]
    assert key_in(mine.extra_headers["Reply-To"])
    assert "it becomes the check-in of your side" in mine.body
    assert "Reply-To" not in by_person["farah@elsewhere.example"].extra_headers
    raw = letter(mine.extra_headers["Reply-To"], "All good.").as_bytes()
    assert arrive(raw) is Outcome.POSTED
    assert report(opened, cast.ingrid).progress == "All good."
