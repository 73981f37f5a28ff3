"""What is the reader's own: how far they have read, what they follow, what they have typed."""

import pytest

from troth.conftest import Visit
from troth.discussions.models import Draft, Reader
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import TALK, page, text_of
from troth.ledger.models import Entry
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_kept_as_typed_and_for_one_person_alone(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    before = Entry.objects.count()
    typed = "  Well,\n\n* one   \n"
    kept = browser.post(f"{TALK}drafts/{first.topic_id}/", {"text": typed})
    assert "<li" in kept.content.decode()
    assert Draft.objects.get().text == typed
    assert "Well,\n\n* one   \n</textarea>" in text_of(visit(cast.tor), page(first.topic))
    assert "* one" not in text_of(visit(cast.ingrid), page(first.topic))
    assert Entry.objects.count() == before


def test_a_draft_is_done_when_its_words_are_posted(cast: Cast, visit: Visit, begun: Say) -> None:
    first, browser = begun(), visit(cast.tor)
    browser.post(f"{TALK}drafts/{first.topic_id}/", {"text": "Well"})
    browser.post(page(first.topic, "reply/"), {"text": "Well then."})
    assert not Draft.objects.exists()


def test_an_emptied_field_keeps_no_draft(cast: Cast, visit: Visit, begun: Say) -> None:
    first, browser = begun(), visit(cast.tor)
    for text in ("Well", ""):
        browser.post(f"{TALK}drafts/{first.topic_id}/", {"text": text})
    assert not Draft.objects.exists()


def test_a_preview_keeps_nothing(cast: Cast, visit: Visit) -> None:
    shown = visit(cast.tor).post(f"{TALK}preview/", {"text": "**Well** @Kaveri"})
    said = shown.content.decode()
    assert "<strong>Well</strong>" in said
    assert '<b class="mention">@Kaveri</b>' in said
    assert not Draft.objects.exists()


def test_what_is_new_stands_below_a_line_until_it_has_been_read(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    assert '<span class="tag warm">new</span>' in text_of(browser, TALK)
    browser.post(page(first.topic, "read/"), {"upto": "1"})
    assert '<span class="tag warm">new</span>' not in text_of(browser, TALK)
    said(first, "Good news.", cast.meera)
    shown = text_of(browser, page(first.topic))
    assert shown.index("landed") < shown.index("New since you were here") < shown.index("Good news")
    browser.post(page(first.topic, "read/"), {"upto": "2"})
    assert "New since you were here" not in text_of(browser, page(first.topic))


def test_reading_never_goes_back_nor_beyond_what_is_there(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    said(first, "Good news.", cast.meera)
    for upto, kept in (("2", 2), ("1", 2), ("999999", 2), ("-3", 2), ("x", 2)):
        browser.post(page(first.topic, "read/"), {"upto": upto})
        assert Reader.objects.get(person=cast.tor.person).read == kept


def told(seat: Seat) -> list[str]:
    """What has come to somebody's inbox, of talk."""
    nouns = ("topic", "post", "question", "meaning")
    kinds = (
        Notice.objects.filter(person=seat.person_id).order_by("id").values_list("kind", flat=True)
    )
    return [kind for kind in kinds if kind.split(":")[0] in nouns]


def follow_log() -> None:
    """Let the inbox catch up."""
    Notice.objects.all().delete()
    for entry in Entry.objects.order_by("log", "idx"):
        InboxFollower().handle(entry)


def test_a_post_comes_to_who_follows_is_called_or_is_answered(
    cast: Cast, begun: Say, said: Say
) -> None:
    people = (cast.tor, cast.siri, cast.anne)
    first = begun()
    said(first, "Good news.", cast.tor)
    said(first, "I need @Siri for this.", cast.meera)
    follow_log()
    tor, siri, anne = (told(seat) for seat in people)
    assert tor == ["topic:begun", "post:written"]  # he wrote, so he follows
    assert siri == ["topic:begun", "post:written"]  # she was called
    assert anne == ["topic:begun"]


def test_a_muted_topic_is_quiet_but_for_what_asks(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first = begun()
    said(first, "Good news.", cast.tor)
    visit(cast.tor).post(page(first.topic, "follow/"), {"follow": "muted"})
    said(first, "And @everybody has more.", cast.meera, sure=True)
    follow_log()
    assert told(cast.tor) == []
    assert "muted by you" in text_of(visit(cast.tor), TALK)
    said(first, "@Tor, really?", cast.meera)
    follow_log()
    assert told(cast.tor) == ["post:written"]


def test_a_question_comes_to_the_side_that_is_asked(cast: Cast, asked: Say) -> None:
    people = (cast.meera, cast.tor)
    asked()
    follow_log()
    assert "question:asked" in told(people[0])
    assert "question:asked" not in told(people[1])
