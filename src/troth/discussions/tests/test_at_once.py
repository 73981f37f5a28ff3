"""Two people act in the same moment: one wins, the other is told, and no word is lost."""

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import edit, take_back
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning
from troth.discussions.actions.threads import say_on
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, write
from troth.discussions.models import Meaning, Post, Question, Reaction, Thread, Topic, Wording
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.told import TALK, board, question_of
from troth.foundation.web.ids import new_ulid
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def count(kind: str) -> int:
    """How often something is on record."""
    return Entry.objects.filter(kind=kind).count()


def test_two_who_write_at_once_have_two_numbers(cast: Cast, begun: Say) -> None:
    first = begun()
    mine, theirs = (Topic.objects.get(pk=first.topic_id) for _ in range(2))
    one = write(mine, Words(text="Mine."), room=cast.shared, by=cast.tor)
    two = write(theirs, Words(text="Theirs."), room=cast.shared, by=cast.meera)
    assert (one.number, two.number) == (2, 3)
    assert one.turn < two.turn


def test_an_edit_of_what_was_taken_back_meanwhile_keeps_the_words_on_the_page(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun("A hasty word.")
    stale = Post.objects.get(pk=post.pk)
    take_back(post, by=cast.ravi)
    with pytest.raises(NotPossible) as refused:
        edit(stale, text="A better word.", seen=1, room=cast.shared, by=cast.ravi)
    assert refused.value.reason is Refusal.CHANGED_MEANWHILE
    assert not Wording.objects.exists()
    sent = {"text": "A better word.", "seen": "1"}
    answered = visit(cast.ravi).post(f"{TALK}posts/{post.id}/edit/", sent)
    assert answered.status_code == 409
    assert "A hasty word." not in answered.content.decode()


def test_of_three_edits_of_one_version_one_wins(cast: Cast, begun: Say) -> None:
    post = begun()
    won = 0
    for words in ("One.", "Two.", "Three."):
        try:
            edit(Post.objects.get(pk=post.pk), text=words, seen=1, room=cast.shared, by=cast.ravi)
        except NotPossible as refused:
            assert refused.reason is Refusal.CHANGED_MEANWHILE  # noqa: PT017  # two of three
        else:
            won += 1
    post.refresh_from_db()
    assert (won, post.text, post.version) == (1, "One.", 2)
    assert count("post:edited") == 1


def test_whoever_edits_what_changed_meanwhile_reads_both_and_sends_once_more(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post, browser = begun(), visit(cast.ravi)
    edit(post, text="The newer words.", seen=1, room=cast.shared, by=cast.ravi)
    told = browser.post(f"{TALK}posts/{post.id}/edit/", {"text": "My words.", "seen": "1"})
    page = told.content.decode()
    assert told.status_code == 409
    assert "My words." in page
    assert "The newer words." in page
    again = browser.post(f"{TALK}posts/{post.id}/edit/", {"text": "My words.", "seen": "2"})
    assert again.status_code == 302
    assert Post.objects.get(pk=post.pk).text == "My words."
    assert Wording.objects.filter(post=post).count() == 2


def test_two_who_take_back_take_back_once(cast: Cast, begun: Say) -> None:
    post = begun()
    stale = Post.objects.get(pk=post.pk)
    take_back(post, by=cast.ravi)
    with pytest.raises(NotPossible) as refused:
        take_back(stale, by=cast.ravi)
    assert refused.value.reason is Refusal.TAKEN_BACK
    assert count("post:taken-back") == 1


def test_two_who_ask_what_was_meant_ask_once_and_the_second_keeps_the_words(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun()
    ask_meaning(post, words="All of them?", by=cast.tor)
    url, sent = f"{TALK}posts/{post.id}/meaning/", {"words": "Only some?"}
    answered = visit(cast.siri).post(url, sent)
    assert answered.status_code == 409
    assert "best answered before it is asked again" in answered.content.decode()
    assert Meaning.objects.count() == 1


def test_once_it_is_settled_the_next_may_ask(cast: Cast, begun: Say) -> None:
    post = begun()
    confirm_meaning(ask_meaning(post, words="All?", by=cast.tor), by=cast.ravi)
    ask_meaning(post, words="Some?", by=cast.siri)
    assert list(Meaning.objects.order_by("asked_at").values_list("state", flat=True)) == [
        "confirmed",
        "asked",
    ]


def test_of_two_who_open_again_one_wins_and_the_time_begins_anew_once(
    cast: Cast, asked: Say, said: Say
) -> None:
    post = asked()
    answer(question_of(post), with_post=said(post, "UTC.", cast.meera), by=cast.meera)
    stale = question_of(post)
    reopen(question_of(post), by=cast.siri)
    until = Question.objects.get().answer_by
    with pytest.raises(NotPossible) as refused:
        reopen(stale, by=cast.tor)
    assert refused.value.reason is Refusal.OPEN_ALREADY
    assert Question.objects.get().answer_by == until
    assert count("question:reopened") == 1


def test_a_reply_that_settles_what_was_settled_meanwhile_stands_all_the_same(
    cast: Cast, visit: Visit, asked: Say, said: Say
) -> None:
    post = asked()
    answer(question_of(post), with_post=said(post, "UTC.", cast.meera), by=cast.meera)
    sent = {"text": "Oslo time, I think.", "answers": post.id, "settles": "on"}
    answered = visit(cast.ravi).post(f"{TALK}{post.topic_id}/reply/", sent)
    assert answered.status_code == 302
    assert Post.objects.filter(text="Oslo time, I think.").exists()
    assert Post.objects.get(pk=Question.objects.get().answer_id).text == "UTC."


def test_a_double_click_on_a_sign_takes_it_away_again_and_never_stands_twice(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post, browser = begun(), visit(cast.tor)
    for stands in (1, 0, 1):
        browser.post(f"{TALK}{post.topic_id}/react/", {"sign": f"thanks:{post.id}"})
        assert Reaction.objects.filter(post=post).count() == stands


def test_the_same_new_topic_sent_twice_is_one_topic(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    sent = {"title": "Beta", "text": "All are packed.", "once": new_ulid()}
    places = {browser.post(f"{TALK}new/", sent)["Location"] for _ in range(3)}
    assert len(places) == 1
    assert Topic.objects.count() == 1


def test_two_who_say_the_first_word_about_a_thing_meet_in_one_thread(
    cast: Cast, begun: Say
) -> None:
    item = new_ulid()
    for words, seat in (("First.", cast.tor), ("Second.", cast.meera)):
        say_on(item, Words(text=words), title="Certificate", room=cast.shared, by=seat)
    assert Thread.objects.filter(item=item).count() == 1
    assert Topic.objects.get(title="Certificate").latest == 2


def test_a_page_that_was_open_shows_what_came_meanwhile(
    cast: Cast, visit: Visit, begun: Say, said: Say
) -> None:
    post, browser = begun(), visit(cast.tor)
    said(post, "Good news from the dock.", cast.meera)
    edit(
        Post.objects.get(pk=post.pk),
        text="Landed at noon.",
        seen=1,
        room=cast.shared,
        by=cast.ravi,
    )
    since = browser.get(f"{TALK}{post.topic_id}/since/").content.decode()
    assert "Good news from the dock." in since
    assert "Landed at noon." in since
    assert "<header" not in board(since)
