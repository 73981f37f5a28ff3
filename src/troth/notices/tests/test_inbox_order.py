"""The inbox: what happened at one's tables, by when it happened, from when one sat there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web import clock
from troth.ledger.models import Entry
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def promise(cast: Cast, *, days_ago: int) -> None:
    with clock.at(timezone.now() - timedelta(days=days_ago)):
        due = clock.now() + timedelta(days=60)
        made = Promise(
            deliverable=f"made {days_ago} days ago", due=due, zone="UTC", receiver=cast.lumen
        )
        actions.propose(made, room=cast.shared, by=cast.ravi)


def follow(*entries: Entry) -> None:
    for entry in entries:
        InboxFollower().handle(entry)


def told(cast: Cast) -> list[str]:
    rows = Notice.objects.filter(person=cast.ingrid.person).order_by("-id")
    return [row.kind for row in rows]


def test_lines_stand_in_the_order_of_what_happened_whenever_they_were_followed(cast: Cast) -> None:
    cast.ingrid.since -= timedelta(days=30)
    cast.ingrid.save()
    for days in (9, 2):
        promise(cast, days_ago=days)
    older, newer = Entry.objects.filter(kind="commitment:proposed").order_by("t")
    follow(newer, older)
    rows = Notice.objects.filter(person=cast.ingrid.person).order_by("-id")
    assert [row.at for row in rows] == [newer.t, older.t]


def test_what_happened_before_somebody_sat_down_is_no_news_for_them(cast: Cast) -> None:
    promise(cast, days_ago=9)
    follow(*Entry.objects.filter(kind="commitment:proposed"))
    assert told(cast) == []


def test_letters_that_left_are_no_news(cast: Cast) -> None:
    follow(*Entry.objects.filter(log=cast.shared.id).order_by("idx"))
    assert not {"party:invited", "partnership:proposed"} & set(told(cast))
    assert "partnership:opened" in told(cast)


def test_nobody_reads_about_their_own_acts(cast: Cast) -> None:
    promise(cast, days_ago=0)
    follow(*Entry.objects.filter(kind="commitment:proposed"))
    assert told(cast) == ["commitment:proposed"]
    assert not Notice.objects.filter(person=cast.ravi.person).exists()
