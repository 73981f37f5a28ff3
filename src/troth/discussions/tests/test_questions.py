"""Questions: open until somebody marks the answer, ageing where everybody can see it."""

from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Question
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import TALK, page, text_of
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.models import Entry
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def question_of(key: str) -> Question:
    """As the views find it."""
    rows = Question.objects.select_related("asked", "answer", "post__topic", "post__seat")
    found: Question = rows.get(pk=key)
    return found


def test_a_question_is_open_for_kaveri_until_she_marks_the_answer(cast: Cast, visit: Visit) -> None:
    line = {"line": "Which time zone do the labels use?"}
    assert visit(cast.siri).post(f"{TALK}ask/", line).status_code == 302
    question = Question.objects.get()
    assert question.asked == cast.kaveri
    listed = text_of(visit(cast.ingrid), f"{TALK}questions/")
    assert "One question is open." in listed
    assert listed.index("Waits for <bdi>Kaveri") < listed.index("Which time zone")
    assert "Siri asks: “Which time zone do the labels use?”" in text_of(visit(cast.meera), "/")
    sent = {"text": "UTC, always.", "answers": question.id, "settles": "on"}
    assert visit(cast.meera).post(page(question.post.topic, "reply/"), sent).status_code == 302
    question.refresh_from_db()
    assert question.state == "answered"
    assert question.answer is not None
    assert question.answer.text == "UTC, always."
    assert "No question is open." in text_of(visit(cast.ingrid), f"{TALK}questions/")
    assert "Siri asks" not in text_of(visit(cast.meera), "/")
    said = text_of(visit(cast.tor), page(question.post.topic))
    assert "Marked as the answer" in said
    assert "answered; Meera marked the answer" in said


def test_a_reply_alone_leaves_the_question_open(cast: Cast, asked: Say, said: Say) -> None:
    question = asked()
    said(question, "I will look.", cast.meera, answers=question)
    assert Question.objects.get().state == "open"


def test_the_asker_marks_it_too_with_one_button(
    cast: Cast, visit: Visit, asked: Say, said: Say
) -> None:
    question = asked()
    reply = said(question, "UTC.", cast.meera, answers=question)
    shown = text_of(visit(cast.siri), page(question.topic))
    assert (
        f'formaction="{TALK}posts/{question.id}/answer/" name="answer" value="{reply.id}"' in shown
    )
    url = f"{TALK}posts/{question.id}/answer/"
    assert visit(cast.siri).post(url, {"answer": reply.id}).status_code == 302
    assert Question.objects.get().answered_by == cast.siri


def test_of_two_who_mark_at_once_one_wins_and_the_other_is_told(
    cast: Cast, asked: Say, said: Say
) -> None:
    post = asked()
    reply = said(post, "UTC.", cast.meera, answers=post)
    first, second = question_of(post.id), question_of(post.id)
    answer(first, with_post=reply, by=cast.meera)
    with pytest.raises(NotPossible) as refused:
        answer(second, with_post=reply, by=cast.siri)
    assert refused.value.reason is Refusal.NOT_OPEN
    assert Entry.objects.filter(kind="question:answered").count() == 1


def test_whoever_neither_asked_nor_was_asked_marks_nothing(
    cast: Cast, visit: Visit, asked: Say, said: Say
) -> None:
    post = asked()
    reply = said(post, "UTC.", cast.meera, answers=post)
    for seat in (cast.facilitator, cast.contributor):
        sent = visit(seat).post(f"{TALK}posts/{post.id}/answer/", {"answer": reply.id})
        assert sent.status_code == 409
        assert "says what the answer is" in sent.content.decode()
    assert Question.objects.get().state == "open"


@pytest.mark.parametrize("which", ["the question", "elsewhere", "taken back", "nothing"])
def test_what_cannot_be_an_answer_is_none(cast: Cast, visit: Visit, asked: Say, which: str) -> None:
    post, other = asked(), begin("Else", Words(text="x"), room=cast.shared, by=cast.ravi)
    gone = write(post.topic, Words(text="Oh."), room=cast.shared, by=cast.meera)
    take_back(gone, by=cast.meera)
    key = {"the question": post.id, "elsewhere": other.id, "taken back": gone.id}.get(which, "x")
    sent = visit(cast.siri).post(f"{TALK}posts/{post.id}/answer/", {"answer": key})
    assert sent.status_code == 409
    assert Question.objects.get().state == "open"


def test_the_asking_side_can_say_that_it_is_still_open(
    cast: Cast, visit: Visit, asked: Say, said: Say
) -> None:
    post = asked()
    reply = said(post, "Soon.", cast.meera, answers=post)
    answer(question_of(post.id), with_post=reply, by=cast.meera)
    with pytest.raises(NotPossible) as refused:
        reopen(question_of(post.id), by=cast.meera)
    assert refused.value.reason is Refusal.ONLY_THE_ASKER
    assert visit(cast.tor).post(f"{TALK}posts/{post.id}/reopen/").status_code == 302
    assert Question.objects.get().state == "open"
    assert Question.objects.get().answer is None


def test_it_ages_in_the_asked_sides_working_days(cast: Cast, visit: Visit, asked: Say) -> None:
    post = asked()
    due = Question.objects.get().answer_by
    with clock.at(due + timedelta(days=7)):
        said = text_of(visit(cast.siri), f"{TALK}questions/")
    assert "it has waited 10 of Kaveri’s working days" in said
    assert "One has waited longer than you agreed." in said
    assert post.text in said


def test_open_questions_are_listed_the_longest_due_first(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    asked("The older one?")
    with clock.at(now() + timedelta(days=4)):
        asked("The younger one?")
    said = text_of(visit(cast.siri), f"{TALK}questions/")
    assert said.index("The older one?") < said.index("The younger one?")


def test_a_question_taken_back_waits_for_nobody(cast: Cast, visit: Visit, asked: Say) -> None:
    post = asked()
    take_back(post, by=cast.siri)
    assert "No question is open." in text_of(visit(cast.meera), f"{TALK}questions/")
    assert "Siri asks" not in text_of(visit(cast.meera), "/")


def test_a_question_to_everybody_waits_for_the_others_alone(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    asked(everybody=True)
    assert "Siri asks" in text_of(visit(cast.meera), "/")
    assert "Siri asks" not in text_of(visit(cast.tor), "/")


def test_nobody_asks_their_own_side_at_the_table(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        begin("T", Words(text="Us?", asks=True, asked=cast.lumen), room=cast.shared, by=cast.siri)
    assert refused.value.reason is Refusal.OWN_SIDE_ASKED


def test_a_party_of_another_table_cannot_be_asked(cast: Cast, begun: Say) -> None:
    first = begun()
    away = cast.neighbour.party
    with pytest.raises(NotPossible) as refused:
        write(
            first.topic, Words(text="You?", asks=True, asked=away), room=cast.shared, by=cast.siri
        )
    assert refused.value.reason is Refusal.NOT_IN_THIS_ROOM


def test_a_guest_who_reads_cannot_ask_and_one_who_contributes_can(cast: Cast, visit: Visit) -> None:
    def ask(seat: Seat) -> int:
        sent = {"line": "When?", "to": cast.kaveri.id}
        return visit(seat).post(f"{TALK}ask/", sent).status_code

    assert ask(cast.guest) == 403
    assert ask(cast.contributor) == 302
