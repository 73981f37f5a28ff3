"""Every act of talk that is refused: who may not, when not, said in plain words, and nothing is written."""

from collections.abc import Callable
from functools import partial

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import edit, react, take_back
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning, correct_meaning
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Meaning, Post
from troth.discussions.rules.refusals import SENTENCES, Refusal
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.told import TALK, meaning_of, nothing_written, question_of
from troth.foundation.facts.discussions import Sign
from troth.foundation.web.clock import now
from troth.partnerships.models import Seat, Terms
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Act = Callable[[], object]


def refused(act: Act, reason: Refusal) -> NotPossible:
    """Do it, be refused for this reason, and find nothing written."""
    with nothing_written(), pytest.raises(NotPossible) as told:
        act()
    assert told.value.reason is reason
    return told.value


def fresh(post: Post) -> Post:
    """The post as the views find it."""
    found: Post = Post.objects.select_related("topic", "seat__person").get(pk=post.pk)
    return found


@pytest.fixture
def gone(cast: Cast, begun: Say) -> Post:
    """Ravi said something and took it back."""
    post = begun()
    take_back(post, by=cast.ravi)
    return fresh(post)


@pytest.fixture
def unnamed(cast: Cast, begun: Say) -> Post:
    """Somebody said something without a name."""
    words = Words(text="Are we late?", unnamed=True)
    return fresh(write(begun().topic, words, room=cast.shared, by=cast.tor))


@pytest.fixture
def meant(cast: Cast, begun: Say) -> Meaning:
    """Tor asked Ravi whether this was meant."""
    return meaning_of(ask_meaning(begun(), words="All of them?", by=cast.tor))


def test_nobody_but_its_author_changes_a_post(cast: Cast, begun: Say) -> None:
    post = begun()
    for seat in (cast.ingrid, cast.tor, cast.meera, cast.facilitator, cast.contributor):
        changed = partial(edit, post, text="Other words.", seen=1, room=cast.shared, by=seat)
        for act in (changed, partial(take_back, post, by=seat)):
            assert refused(act, Refusal.NOT_THE_AUTHOR).who == "Ravi"


def test_what_was_taken_back_is_changed_no_more(cast: Cast, gone: Post) -> None:
    refused(
        lambda: edit(gone, text="Again.", seen=1, room=cast.shared, by=cast.ravi),
        Refusal.TAKEN_BACK,
    )
    refused(lambda: take_back(gone, by=cast.ravi), Refusal.TAKEN_BACK)


def test_what_was_taken_back_gets_no_sign(cast: Cast, gone: Post) -> None:
    for sign in Sign:
        refused(partial(react, gone, sign, by=cast.ingrid), Refusal.TAKEN_BACK)


def test_what_was_taken_back_is_answered_by_nobody(cast: Cast, gone: Post) -> None:
    words = Words(text="About that …", answers=gone)
    refused(lambda: write(gone.topic, words, room=cast.shared, by=cast.ingrid), Refusal.TAKEN_BACK)


def test_nobody_is_asked_what_they_meant_by_what_they_took_back(cast: Cast, gone: Post) -> None:
    refused(lambda: ask_meaning(gone, words="All?", by=cast.tor), Refusal.TAKEN_BACK)


def test_unnamed_words_are_changed_by_nobody_not_even_by_whoever_wrote_them(
    cast: Cast, unnamed: Post
) -> None:
    for seat in (cast.tor, cast.ravi, cast.ingrid):
        for act in (
            partial(edit, unnamed, text="x", seen=1, room=cast.shared, by=seat),
            partial(take_back, unnamed, by=seat),
            partial(ask_meaning, unnamed, words="All?", by=seat),
        ):
            assert refused(act, Refusal.NOBODY_IS_NAMED).who == ""


def test_the_same_words_are_no_edit(cast: Cast, begun: Say) -> None:
    post = begun("As it is.")
    refused(
        lambda: edit(post, text="As it is.", seen=1, room=cast.shared, by=cast.ravi),
        Refusal.SAME_WORDS,
    )


def test_an_edit_of_a_version_that_is_not_there_is_refused(cast: Cast, begun: Say) -> None:
    post = begun()
    for seen in (0, 2, 99):
        refused(
            partial(edit, post, text="Else.", seen=seen, room=cast.shared, by=cast.ravi),
            Refusal.CHANGED_MEANWHILE,
        )


def test_whoever_neither_asked_nor_was_asked_does_not_say_what_the_answer_is(
    cast: Cast, asked: Say, said: Say
) -> None:
    post = asked()
    reply = said(post, "UTC.", cast.meera)
    for seat in (cast.contributor, cast.facilitator):
        refused(
            partial(answer, question_of(post), with_post=reply, by=seat),
            Refusal.NOT_ASKED_NOR_ASKER,
        )


def test_what_is_answered_is_not_answered_again(cast: Cast, asked: Say, said: Say) -> None:
    post = asked()
    first, second = (said(post, words, cast.meera) for words in ("UTC.", "Oslo time."))
    answer(question_of(post), with_post=first, by=cast.meera)
    refused(lambda: answer(question_of(post), with_post=second, by=cast.meera), Refusal.NOT_OPEN)


def test_a_question_taken_back_is_neither_answered_nor_opened(
    cast: Cast, asked: Say, said: Say
) -> None:
    post = asked()
    reply = said(post, "UTC.", cast.meera)
    take_back(post, by=cast.siri)
    refused(lambda: answer(question_of(post), with_post=reply, by=cast.meera), Refusal.NOT_OPEN)
    refused(lambda: reopen(question_of(post), by=cast.siri), Refusal.OPEN_ALREADY)


def test_a_question_is_not_its_own_answer(cast: Cast, asked: Say) -> None:
    post = asked()
    refused(
        lambda: answer(question_of(post), with_post=post, by=cast.meera), Refusal.NO_ANSWER_THERE
    )


def test_a_post_of_another_topic_is_no_answer(cast: Cast, asked: Say, begun: Say) -> None:
    post, elsewhere = asked(), begun()
    refused(
        lambda: answer(question_of(post), with_post=elsewhere, by=cast.meera),
        Refusal.NO_ANSWER_THERE,
    )


def test_a_post_that_was_taken_back_is_no_answer(cast: Cast, asked: Say, said: Say) -> None:
    post = asked()
    reply = said(post, "UTC.", cast.meera)
    take_back(reply, by=cast.meera)
    refused(
        lambda: answer(question_of(post), with_post=fresh(reply), by=cast.siri),
        Refusal.NO_ANSWER_THERE,
    )


def test_only_the_asking_side_says_that_it_is_still_open(cast: Cast, asked: Say, said: Say) -> None:
    post = asked()
    answer(question_of(post), with_post=said(post, "UTC.", cast.meera), by=cast.meera)
    for seat in (cast.meera, cast.ravi, cast.contributor, cast.facilitator):
        refused(partial(reopen, question_of(post), by=seat), Refusal.ONLY_THE_ASKER)


def test_what_is_open_is_not_opened(cast: Cast, asked: Say) -> None:
    post = asked()
    refused(lambda: reopen(question_of(post), by=cast.siri), Refusal.OPEN_ALREADY)


def test_nobody_asks_what_they_meant_themselves(cast: Cast, begun: Say) -> None:
    post = begun()
    refused(lambda: ask_meaning(post, words="All?", by=cast.ravi), Refusal.OWN_WORDS)


def test_a_second_paraphrase_waits_for_the_first(cast: Cast, meant: Meaning) -> None:
    refused(lambda: ask_meaning(meant.post, words="Some?", by=cast.siri), Refusal.ASKED_ALREADY)


def test_nobody_but_the_author_says_what_was_meant(cast: Cast, meant: Meaning) -> None:
    for seat in (cast.meera, cast.tor, cast.facilitator, cast.contributor):
        for act in (
            partial(confirm_meaning, meant, by=seat),
            partial(correct_meaning, meant, words="Not all.", by=seat),
        ):
            assert refused(act, Refusal.NOT_THE_AUTHOR).who == "Ravi"


def test_what_was_meant_is_said_once(cast: Cast, meant: Meaning) -> None:
    confirm_meaning(meant, by=cast.ravi)
    for act in (
        lambda: confirm_meaning(meaning_of(meant), by=cast.ravi),
        lambda: correct_meaning(meaning_of(meant), words="No.", by=cast.ravi),
    ):
        refused(act, Refusal.ANSWERED_ALREADY)


def test_nobody_asks_their_own_side_in_front_of_the_others(cast: Cast) -> None:
    words = Words(text="Us?", asks=True, asked=cast.lumen)
    for seat in (cast.siri, cast.ingrid):
        refused(partial(begin, "T", words, room=cast.shared, by=seat), Refusal.OWN_SIDE_ASKED)


def test_nobody_asks_a_side_that_is_not_in_the_room(cast: Cast) -> None:
    words = Words(text="You?", asks=True, asked=cast.kaveri)
    refused(lambda: begin("T", words, room=cast.lumen_side, by=cast.siri), Refusal.NOT_IN_THIS_ROOM)


def test_unnamed_words_need_the_agreement_of_all(cast: Cast, begun: Say) -> None:
    post = begun()
    Terms.objects.create(
        partnership=cast.table, since=now(), reminder_days=[3, 1], unnamed_allowed=False
    )
    words = Words(text="Are we late?", unnamed=True)
    for act in (
        lambda: write(post.topic, words, room=cast.shared, by=cast.tor),
        lambda: begin("T", words, room=cast.shared, by=cast.tor),
    ):
        refused(act, Refusal.UNNAMED_NOT_AGREED)


def test_in_a_side_room_nobody_speaks_unnamed(cast: Cast) -> None:
    words = Words(text="Are we late?", unnamed=True)
    refused(
        lambda: begin("T", words, room=cast.lumen_side, by=cast.tor), Refusal.UNNAMED_NOT_AGREED
    )


# What is refused over HTTP: the address below /talk/posts/, by whom, with what, and a piece of the sentence.
PAGES: list[tuple[str, str, dict[str, str], str]] = [
    ("edit/", "ingrid", {"text": "x", "seen": "1"}, "These are the words of Ravi, so only Ravi"),
    ("edit/", "meera", {"text": "x", "seen": "1"}, "These are the words of Ravi, so only Ravi"),
    ("edit/", "contributor", {"text": "x", "seen": "1"}, "These are the words of Ravi"),
    ("take-back/", "ingrid", {}, "These are the words of Ravi, so only Ravi"),
    ("take-back/", "meera", {}, "These are the words of Ravi, so only Ravi"),
    ("meaning/", "ravi", {"words": "All?"}, "You can edit them instead"),
]


def test_a_refusal_is_a_page_with_its_reason_and_the_way_back(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun()
    for path, who, sent, words in PAGES:
        browser = visit(seat_of(cast, who))
        with nothing_written():
            answered = browser.post(f"{TALK}posts/{post.id}/{path}", sent)
        page = answered.content.decode()
        assert answered.status_code == 409, (path, who)
        assert words in page
        assert f"{TALK}{post.topic_id}/?at=1#post-1" in page


def test_the_form_for_what_is_not_mine_says_so_before_anything_is_typed(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post, browser = begun(), visit(cast.tor)
    for path in ("edit/", "take-back/"):
        answered = browser.get(f"{TALK}posts/{post.id}/{path}")
        assert answered.status_code == 409
        assert "These are the words of Ravi" in answered.content.decode()
        assert "<textarea" not in answered.content.decode()


def test_a_post_that_asks_nothing_has_no_answer(cast: Cast, visit: Visit, begun: Say) -> None:
    post, browser = begun(), visit(cast.tor)
    for path in ("answer/", "reopen/"):
        with nothing_written():
            sent = browser.post(f"{TALK}posts/{post.id}/{path}", {"answer": post.id})
        assert sent.status_code == 404


def test_no_sentence_of_a_refusal_blames_or_speaks_in_codes() -> None:
    for reason, sentence in SENTENCES.items():
        assert sentence.endswith("."), reason
        assert sentence[0].isupper(), reason
        for word in ("error", "invalid", "forbidden", "illegal", "failed", "must not"):
            assert word not in sentence.lower(), reason


def seat_of(cast: Cast, name: str) -> Seat:
    """One of the cast by name."""
    found: Seat = getattr(cast, name)
    return found


def test_an_ended_seat_says_nothing_more(cast: Cast, visit: Visit, begun: Say) -> None:
    post = begun()
    for name in ("ex_member", "ex_guest"):
        browser = visit(seat_of(cast, name))
        with nothing_written():
            answered = browser.post(f"{TALK}{post.topic_id}/reply/", {"text": "Still here."})
        assert answered.status_code in {403, 404}
