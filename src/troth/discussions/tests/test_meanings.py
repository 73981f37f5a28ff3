"""Is this what you meant? Asked in one's own words, settled by whoever said it, neutral where it happens often."""

import pytest

from troth.conftest import Visit
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning, correct_meaning
from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import Meaning
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import TALK, page, text_of
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def as_views_find(meaning: Meaning) -> Meaning:
    """With post and author."""
    return Meaning.objects.select_related("post__topic", "post__seat__person").get(pk=meaning.pk)


def test_what_the_author_confirms_stands_beside_the_post_as_agreed(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun("We ship the week after.")
    url = f"{TALK}posts/{post.id}/meaning/"
    assert "We ship the week after." in text_of(visit(cast.tor), url)
    words = {"words": "You ship between 16 and 20 March."}
    assert visit(cast.tor).post(url, words).status_code == 302
    assert "Tor asks whether this is what you meant." in text_of(visit(cast.ravi), "/")
    assert "Tor asks whether" not in text_of(visit(cast.meera), "/")
    meaning = Meaning.objects.get()
    done = visit(cast.ravi).post(f"{TALK}meanings/{meaning.id}/confirm/")
    assert done.status_code == 302
    said = text_of(visit(cast.tor), page(post.topic))
    assert "What Ravi meant, in the words of Tor" in said
    assert "between 16 and 20 March" in said
    assert "Tor asks whether" not in text_of(visit(cast.ravi), "/")


def test_what_the_author_says_differently_stands_instead(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun("We ship the week after.")
    meaning = ask_meaning(post, words="Next week?", by=cast.tor)
    url = f"{TALK}meanings/{meaning.id}/correct/"
    assert "Next week?" in text_of(visit(cast.ravi), url)
    sent = {"words": "The week after the test ends."}
    assert visit(cast.ravi).post(url, sent).status_code == 302
    said = text_of(visit(cast.tor), page(post.topic))
    assert "The week after the test ends." in said
    assert "Next week?" not in said


def test_only_the_author_says_what_was_meant(cast: Cast, visit: Visit, begun: Say) -> None:
    meaning = ask_meaning(begun(), words="All of them?", by=cast.tor)
    for seat in (cast.meera, cast.tor):
        sent = visit(seat).post(f"{TALK}meanings/{meaning.id}/confirm/")
        assert sent.status_code == 409
        assert "words of Ravi" in sent.content.decode()
    assert Meaning.objects.get().state == "asked"


def test_one_does_not_ask_oneself_and_a_second_waits_for_the_first(cast: Cast, begun: Say) -> None:
    post = begun()
    for by, reason in ((cast.ravi, Refusal.OWN_WORDS), (cast.siri, Refusal.ASKED_ALREADY)):
        if by == cast.siri:
            ask_meaning(post, words="All?", by=cast.tor)
        with pytest.raises(NotPossible) as refused:
            ask_meaning(post, words="Some?", by=by)
        assert refused.value.reason is reason


def test_it_is_answered_once(cast: Cast, begun: Say) -> None:
    meaning = ask_meaning(begun(), words="All?", by=cast.tor)
    first, second = as_views_find(meaning), as_views_find(meaning)
    confirm_meaning(first, by=cast.ravi)
    with pytest.raises(NotPossible) as refused:
        correct_meaning(second, words="Not all.", by=cast.ravi)
    assert refused.value.reason is Refusal.ANSWERED_ALREADY


def test_nobody_is_asked_about_what_was_taken_back(cast: Cast, begun: Say) -> None:
    post = begun()
    take_back(post, by=cast.ravi)
    post.refresh_from_db()
    with pytest.raises(NotPossible) as refused:
        ask_meaning(post, words="All?", by=cast.tor)
    assert refused.value.reason is Refusal.TAKEN_BACK


def test_a_topic_where_it_happens_often_is_named_to_both_sides_without_blame(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    first = begun()
    for n in range(3):
        assert "you have asked each other" not in text_of(visit(cast.ravi), page(first.topic))
        ask_meaning(said(first, f"Remark {n}", cast.ravi), words="All?", by=cast.tor)
    for seat in (cast.ravi, cast.tor):
        shown = text_of(visit(seat), page(first.topic))
        assert "you have asked each other 3 times here what was meant" in shown
        listed = text_of(visit(seat), TALK)
        assert "Where you asked each other often what was meant" in listed
        assert "3 times in the last sixty days" in listed
