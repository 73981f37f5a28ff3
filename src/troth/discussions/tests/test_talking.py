"""Updates, replies, edits: what everybody in the room reads, in the order it was said."""

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.discussions.actions.changing import edit, take_back
from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import Post, Topic, Wording
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.foundation.web.ids import new_ulid
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TALK = "/p/lumen-kaveri/talk/"


def page(topic: Topic | str, rest: str = "") -> str:
    """The address of a topic."""
    return f"{TALK}{topic if isinstance(topic, str) else topic.id}/{rest}"


def text_of(client: Client, url: str) -> str:
    """What a page says."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_update_is_read_by_the_other_side(cast: Cast, visit: Visit) -> None:
    sent = {"title": "Beta units", "text": "All **20** are packed.", "asks": ""}
    answer = visit(cast.meera).post(f"{TALK}new/", sent)
    assert answer.status_code == 302
    topic = Topic.objects.get()
    assert answer["Location"] == f"{page(topic)}?at=1#post-1"
    said = text_of(visit(cast.tor), page(topic))
    assert "All <strong>20</strong> are packed." in said
    assert "Meera" in said
    assert "Beta units" in text_of(visit(cast.tor), TALK)


def test_what_was_said_is_on_record_with_salted_words(cast: Cast, begun: Say) -> None:
    begun()
    kinds = list(
        Entry.objects.filter(log=cast.shared.id).order_by("idx").values_list("kind", flat=True)
    )
    assert kinds[-2:] == ["topic:begun", "post:written"]
    last = Entry.objects.filter(kind="post:written").get()
    assert b"landed" not in bytes(last.entry_bytes)
    assert cast.ravi.person_id.encode() not in bytes(last.entry_bytes)


def test_a_reply_stands_below_and_names_what_it_answers(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    sent = {"text": "Good news.", "answers": first.id}
    assert visit(cast.ingrid).post(page(first.topic, "reply/"), sent).status_code == 302
    said = text_of(visit(cast.ravi), page(first.topic))
    assert said.index("landed") < said.index("Good news.")
    assert "in reply to Ravi" in said


def test_the_same_form_sent_twice_by_a_shaky_line_appears_once(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.ingrid)
    sent = {"text": "Good news.", "once": new_ulid()}
    places = [browser.post(page(first.topic, "reply/"), sent)["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Post.objects.filter(topic=first.topic).count() == 2


def test_an_edit_keeps_the_earlier_wording(cast: Cast, visit: Visit, begun: Say) -> None:
    first = begun()
    sent = {"text": "They land tomorrow.", "seen": "1"}
    assert visit(cast.ravi).post(f"{TALK}posts/{first.id}/edit/", sent).status_code == 302
    assert "They land tomorrow." in text_of(visit(cast.ingrid), page(first.topic))
    history = text_of(visit(cast.ingrid), f"{TALK}posts/{first.id}/")
    assert "have landed" in history
    assert "Earlier wordings" in history


def test_of_two_edits_at_once_one_wins_and_the_other_keeps_its_words(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    edit(first, text="First.", seen=1, room=cast.shared, by=cast.ravi)
    sent = {"text": "Second.", "seen": "1"}
    answer = visit(cast.ravi).post(f"{TALK}posts/{first.id}/edit/", sent)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Second." in said
    assert "First." in said
    assert Post.objects.get(pk=first.pk).text == "First."


def test_only_its_author_edits_or_takes_back(cast: Cast, begun: Say) -> None:
    first = begun()
    for act in (
        lambda: edit(first, text="x", seen=1, room=cast.shared, by=cast.meera),
        lambda: take_back(first, by=cast.ingrid),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.reason is Refusal.NOT_THE_AUTHOR
        assert refused.value.who == "Ravi"


def test_taking_back_leaves_the_place_and_the_answers(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first = begun("A hasty word.")
    edit(first, text="A hastier word.", seen=1, room=cast.shared, by=cast.ravi)
    said(first, "I see.", cast.ingrid, answers=first)
    answer = visit(cast.ravi).post(f"{TALK}posts/{first.id}/take-back/", {})
    assert answer.status_code == 302
    now = text_of(visit(cast.ingrid), page(first.topic))
    assert "Taken back by its author." in now
    assert "I see." in now
    assert "hast" not in now
    assert "hast" not in text_of(visit(cast.ingrid), f"{TALK}posts/{first.id}/")
    assert not Wording.objects.exists()


def test_a_reply_to_what_was_taken_back_meanwhile_keeps_its_words(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    take_back(first, by=cast.ravi)
    sent = {"text": "About that …", "answers": first.id}
    answer = visit(cast.ingrid).post(page(first.topic, "reply/"), sent)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "About that …" in said
    assert "taken back" in said
    assert Post.objects.count() == 1


def test_what_is_too_long_comes_back_whole_with_plain_words(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    pasted = "a line of a log\n" * 100_000
    answer = visit(cast.ingrid).post(page(first.topic, "reply/"), {"text": pasted})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "signs long" in said
    assert said.count("a line of a log") == 100_000
    assert Post.objects.count() == 1


def test_nothing_is_no_post(cast: Cast, visit: Visit, begun: Say) -> None:
    first = begun()
    for nothing in ("", "   \n\t "):
        answer = visit(cast.ingrid).post(page(first.topic, "reply/"), {"text": nothing})
        assert answer.status_code == 422
    assert Post.objects.count() == 1


def test_one_line_from_any_page_begins_a_topic(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.meera)
    assert f'action="{TALK}post/"' in text_of(browser, "/p/lumen-kaveri/people/")
    line = "Customs took a day. We test on Monday instead."
    assert browser.post(f"{TALK}post/", {"line": line}).status_code == 302
    assert Topic.objects.get().title == "Customs took a day."
    assert Post.objects.get().text == line


def test_a_side_talk_is_nowhere_for_the_other_side(cast: Cast, visit: Visit, begun: Say) -> None:
    first = begun()
    side = f"/p/lumen-kaveri/side/talk/about/{first.topic_id}/"
    sent = {"title": "Customs", "text": "Can we ask for a lower price?"}
    assert visit(cast.ingrid).post(side, sent).status_code == 302
    aside = Topic.objects.get(room=cast.lumen_side)
    assert aside.about == first.topic_id
    # Whoever comes again is led to it.
    assert visit(cast.tor).get(side)["Location"] == f"/p/lumen-kaveri/side/talk/{aside.id}/"
    for url in (page(first.topic), TALK, "/p/lumen-kaveri/side/talk/", "/", "/inbox/"):
        assert "lower price" not in text_of(visit(cast.ravi), url)
    assert visit(cast.ravi).get(f"/p/lumen-kaveri/side/talk/{aside.id}/").status_code == 404
    assert visit(cast.ravi).get(page(aside)).status_code == 404
    shared = text_of(visit(cast.ingrid), page(first.topic))
    assert shared.count(f"/side/talk/about/{first.topic_id}/") == 1


def test_a_paragraph_shared_outward_is_a_new_post_and_nothing_else_goes_with_it(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    side = f"/p/lumen-kaveri/side/talk/about/{first.topic_id}/"
    words = "We can take 500 units.\n\nBelow 40 each."
    visit(cast.tor).post(side, {"title": "Price", "text": words})
    post = Post.objects.get(room=cast.lumen_side)
    url = f"/p/lumen-kaveri/side/talk/posts/{post.id}/share/"
    assert "Below 40 each." in text_of(visit(cast.ingrid), url)
    answer = visit(cast.ingrid).post(url, {"text": "We can take 500 units."})
    assert answer.status_code == 302
    shared = text_of(visit(cast.ravi), page(first.topic))
    assert "We can take 500 units." in shared
    assert "Below 40" not in shared
    made = Post.objects.filter(topic=first.topic).latest("number")
    assert made.author == cast.ingrid.person_id
    logs = {
        kind: set(Entry.objects.filter(kind=kind).values_list("log", flat=True))
        for kind in ("item:shared", "item:shared-out")
    }
    assert logs == {"item:shared": {cast.shared.id}, "item:shared-out": {cast.lumen_side.id}}
