"""Unnamed words: where the agreement allows them, nothing of their author is kept anywhere."""

import json

import pytest
from django.apps import apps
from django.db import connection

from troth.conftest import Visit
from troth.discussions.actions.changing import edit
from troth.discussions.actions.meaning import ask_meaning
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, write
from troth.discussions.models import Draft, Post, Reader
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import page, text_of
from troth.foundation.web.clock import now
from troth.ledger.models import Entry, Part
from troth.notices.follower import InboxFollower
from troth.partnerships.models import Terms
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
WORDS = "Are we not already late?"
# That a browser was used is noted whatever is done with it; the form says so.
NOTED = {"people_session", "people_tally", "site_cache"}


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in NOTED:
            with connection.cursor() as cursor:
                cursor.execute(f"select * from {connection.ops.quote_name(table)}")
                found[table] = cursor.fetchall()
    return found


def test_nothing_of_who_wrote_it_is_stored_anywhere(cast: Cast, visit: Visit, begun: Say) -> None:
    first, browser = begun(), visit(cast.tor)
    write(first.topic, Words(text="I follow this."), room=cast.shared, by=cast.tor)
    before = everything()
    assert browser.post(page(first.topic, "unnamed/"), {"text": WORDS}).status_code == 302
    for entry in Entry.objects.filter(kind="post:written").order_by("idx")[2:]:
        InboxFollower().handle(entry)
    came = {
        name: [row for row in rows if row not in before[name]]
        for name, rows in everything().items()
    }
    told = came.pop("notices_notice")
    wrote = json.dumps(came, default=str)
    for mark in (
        cast.tor.id,
        cast.tor.person_id,
        cast.tor.person.name,
        cast.tor.person.email,
        cast.lumen.id,
    ):
        assert mark not in wrote
    # Tor follows, so his inbox has it as well: leaving him out would tell.
    assert cast.tor.person_id in str(told)
    post = Post.objects.get(text=WORDS)
    assert post.seat is None
    assert Reader.objects.get(person=cast.tor.person).read == 2
    assert not Draft.objects.exists()
    assert not Part.objects.filter(
        log=cast.shared.id, concerns=cast.tor.person_id, value__contains="late"
    ).exists()


def test_it_is_read_without_a_name_and_without_a_clock_that_tells(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    visit(cast.tor).post(page(first.topic, "unnamed/"), {"text": WORDS})
    shown = text_of(visit(cast.ravi), page(first.topic))
    article = shown[
        shown.index('id="post-2"') : shown.index("</article>", shown.index('id="post-2"'))
    ]
    assert WORDS in article
    assert "Somebody, unnamed" in article
    for tell in ("Tor", "Lumen", "Bergen", "Bengaluru"):
        assert tell not in article
    assert "Somebody, unnamed" in text_of(visit(cast.ravi), "/p/lumen-kaveri/talk/")


def test_the_form_says_what_the_server_knows_while_you_send(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    shown = text_of(visit(cast.tor), page(begun().topic, "unnamed/"))
    assert "While you send it, the server knows that it is you." in shown
    assert "Who wrote this is not stored" in shown
    assert "hx-post" not in shown.split("<form", 2)[-1].split("</form>")[0]


def test_without_the_agreement_nothing_is_sent_and_the_words_are_kept(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    Terms.objects.create(partnership=cast.table, since=now(), **forbidding())
    answer = visit(cast.tor).post(page(first.topic, "unnamed/"), {"text": WORDS})
    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert Post.objects.count() == 1
    assert "without your name" not in text_of(visit(cast.tor), page(first.topic))
    with pytest.raises(NotPossible) as refused:
        write(first.topic, Words(text=WORDS, unnamed=True), room=cast.shared, by=cast.tor)
    assert refused.value.reason is Refusal.UNNAMED_NOT_AGREED


def forbidding() -> dict[str, object]:
    """Limits under which nothing is said without a name."""
    return {"reminder_days": [3, 1], "unnamed_allowed": False}


def test_in_a_small_room_there_is_no_unnamed_word(cast: Cast, visit: Visit, begun: Say) -> None:
    aside = begun("Among us.", by=cast.ingrid, room=cast.lumen_side)
    url = f"/p/lumen-kaveri/side/talk/{aside.topic_id}/unnamed/"
    assert visit(cast.tor).post(url, {"text": WORDS}).status_code == 409
    assert Post.objects.count() == 1


def test_nobody_edits_it_or_is_asked_about_it(cast: Cast, begun: Say) -> None:
    words = Words(text=WORDS, unnamed=True)
    post = write(begun().topic, words, room=cast.shared, by=cast.tor)
    for act in (
        lambda: edit(post, text="x", seen=1, room=cast.shared, by=cast.tor),
        lambda: ask_meaning(post, words="x", by=cast.ravi),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.reason is Refusal.NOBODY_IS_NAMED
