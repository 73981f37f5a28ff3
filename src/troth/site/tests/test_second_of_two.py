"""Two write at once: the second is told, reads what the first wrote, and sends the form as it came back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from troth.agreements import actions as agreements
from troth.agreements.models import Version
from troth.charter.actions import draft_charter
from troth.charter.rules.answers import Answers
from troth.charter.tests.conftest import Fields, Filled
from troth.conftest import Visit
from troth.decisions import actions as decisions
from troth.decisions.actions.raising import Proposal
from troth.decisions.models import Wording as Question
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Wording as Said
from troth.foundation.web.testing import hidden
from troth.goals.actions import draft_goal
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import Cast
from troth.statements.actions import using

pytestmark = pytest.mark.django_db
AT = "/p/lumen-kaveri/"


@dataclass(frozen=True)
class Written:
    """A text in the shared room: where it is changed, which field holds its words, how many versions it has."""

    url: str
    field: str
    versions: Callable[[], int]


def a_text(cast: Cast) -> Written:
    """An agreement in words of its own."""
    one = agreements.draft(title="Answering", text="As it was.", room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}agreements/{one.id}/revise/", "text", Version.objects.count)


def a_statement(cast: Cast) -> Written:
    """Something for the outside."""
    one = using.draft(title="Press note", text="As it was.", room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}agreements/statements/{one.id}/revise/", "text", Version.objects.count)


def a_charter(cast: Cast) -> Written:
    """How they work with each other."""
    answers = Answers(limits=Limits(operator="Lumen runs this server, in Bergen"))
    draft_charter(answers, title="How we work", room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}agreements/charter/revise/", "words_conflicts", Version.objects.count)


def a_goal(cast: Cast) -> Written:
    """What they want to reach."""
    one = draft_goal(title="Beta", words="As it was.", room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}agreements/goals/{one.id}/change/", "words", Version.objects.count)


def a_question(cast: Cast) -> Written:
    """What is put to the vote."""
    one = decisions.put(Proposal(question="Mondays?"), room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}agreements/decisions/{one.id}/revise/", "words", Question.objects.count)


def a_post(cast: Cast) -> Written:
    """What was said in talk; its writer has two windows open."""
    one = begin("Customs", Words(text="As it was."), room=cast.shared, by=cast.ingrid)
    return Written(f"{AT}talk/posts/{one.id}/edit/", "text", lambda: Said.objects.count() + 1)


def filled(html: str) -> Fields:
    """The form as it stands there, and why; without the key that lets one form count once."""
    found = Filled(html).fields | {"why": "It reads better."}
    return {name: value for name, value in found.items() if name != "once"}


EACH = pytest.mark.parametrize(
    "make",
    [a_text, a_statement, a_charter, a_goal, a_question, a_post],
    ids=lambda one: one.__name__,
)


@EACH
def test_the_second_of_two_reads_the_first_and_sends_the_form_as_it_came_back(
    cast: Cast, visit: Visit, make: Callable[[Cast], Written]
) -> None:
    one, browser = make(cast), visit(cast.ingrid)
    sent = filled(browser.get(one.url).content.decode())
    first = browser.post(one.url, sent | {one.field: "What the first wrote."})
    assert first.status_code == 302, first.content.decode()
    mine = sent | {one.field: "What the second wrote."}
    told = browser.post(one.url, mine)
    page = told.content.decode()
    assert told.status_code == 409
    assert "What the first wrote." in page
    assert "What the second wrote." in page
    assert one.versions() == 2
    again = mine | {"seen": hidden(page)}
    assert browser.post(one.url, again).status_code == 302
    assert one.versions() == 3


@EACH
def test_a_form_that_came_back_for_another_reason_does_not_pass_over_what_nobody_showed(
    cast: Cast, visit: Visit, make: Callable[[Cast], Written]
) -> None:
    one, browser = make(cast), visit(cast.ingrid)
    sent = filled(browser.get(one.url).content.decode())
    browser.post(one.url, sent | {one.field: "What the first wrote."})
    back = browser.post(one.url, sent | {one.field: "x" * 30_000})
    assert back.status_code == 422
    assert hidden(back.content.decode()) == "1"
    later = sent | {one.field: "What the second wrote.", "seen": hidden(back.content.decode())}
    assert browser.post(one.url, later).status_code == 409
    assert one.versions() == 2
