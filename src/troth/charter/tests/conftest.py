"""What the tests of the charter can ask for: answers, a charter that both signed, and the form's fields."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from html.parser import HTMLParser
from typing import Any

import pytest

from troth.agreements.actions import sign
from troth.agreements.models import Agreement
from troth.charter import actions
from troth.charter.models import Charter
from troth.charter.rules.answers import Answers, Question
from troth.charter.words import default_words
from troth.partnerships.models import Seat
from troth.partnerships.rules.terms import (
    Channel,
    Deadlock,
    DecidedBy,
    DecisionRule,
    Limits,
    Rhythm,
    Unit,
)
from troth.partnerships.testing import Cast

Fields = dict[str, Any]
# S1: two working days, consent, conflicts in three, a check-in every week.
STORY = Limits(
    answer_days=2,
    question_days=2,
    channels=((Channel.MAIL, 3),),
    conflict_days=3,
    rhythm=Rhythm(every=1, weekday=3, at=time(10), who="the two leads"),
    operator="Lumen runs this server, in Bergen",
    signed=True,
)
# Nothing in it is what holds without a charter.
UNUSUAL = Limits(
    consent_rule="majority:2/3",
    answer_days=7,
    question_days=4,
    channels=((Channel.CHAT, 1), (Channel.CALL, 2)),
    conflict_days=8,
    decision=DecisionRule(
        by=DecidedBy.MAJORITY,
        share="2/3",
        quorum=71,
        days=9,
        proxies=True,
        deadlock=Deadlock.AS_IT_IS,
    ),
    rhythm=Rhythm(every=3, unit=Unit.MONTHS, weekday=0, at=time(16, 30), zone="Asia/Kolkata"),
    reminder_days=(11, 6),
    silence_days=44,
    ease_days=17,
    outreach_days=19,
    shown_first_days=23,
    recheck_weeks=5,
    unnamed_allowed=False,
    retention_months=61,
    operator="The municipality’s own IT runs this server",
    signed=True,
)
Sign = Callable[..., None]


def with_words(limits: Limits, **said: str) -> Answers:
    """These limits beside the template's words, some of them said otherwise."""
    more = {Question(name): words for name, words in said.items()}
    return Answers(limits=limits, words=default_words() | more)


class Filled(HTMLParser):
    """What a browser would send for the form of a page, as it stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is filled in, chosen or ticked."""
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        boxed = said.get("type") in {"radio", "checkbox"}
        if tag == "input" and name and (not boxed or "checked" in said):
            self.fields[name] = value or ("on" if boxed else "")
        elif tag in {"select", "textarea"}:
            self.open = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in said:
            self.fields[self.open] = value

    def handle_endtag(self, tag: str) -> None:
        """A field of several lines or choices ends."""
        self.open = "" if tag in {"select", "textarea"} else self.open

    def handle_data(self, data: str) -> None:
        """The words of a field of several lines; between the choices of a list stands nothing."""
        if self.open.startswith(("words_", "why")):
            self.fields[self.open] += data


def fresh(charter: Charter) -> Agreement:
    """The agreement as it stands now."""
    return Agreement.objects.select_related("room__partnership").get(pk=charter.pk)


def signed_by(charter: Charter, *seats: Seat) -> None:
    """Let these sign the latest version."""
    for seat in seats:
        one = fresh(charter)
        sign(one, version=one.latest, by=seat)


@pytest.fixture
def draft(cast: Cast) -> Charter:
    """Ingrid wrote a charter."""
    return actions.draft_charter(
        with_words(STORY), title="How we work", room=cast.shared, by=cast.ingrid
    )


@pytest.fixture
def charter(cast: Cast, draft: Charter) -> Charter:
    """Both have signed it."""
    signed_by(draft, cast.ingrid, cast.ravi)
    return Charter.objects.select_related("agreement__room__partnership").get(pk=draft.pk)


@pytest.fixture
def revised(cast: Cast, charter: Charter) -> Callable[..., Charter]:
    """Write another version of it with other limits."""

    def revise(**limits: Any) -> Charter:
        one = fresh(charter)
        charter.agreement = one
        answers = with_words(replace(STORY, **limits))
        actions.revise_charter(charter, answers, why="We learned.", seen=one.latest, by=cast.ravi)
        return charter

    return revise


@pytest.fixture
def fields() -> Fields:
    """Everything the form asks for."""
    return {
        "title": "How we work",
        "mail_days": "3",
        "answer_days": "2",
        "question_days": "2",
        "reminder_days": "3, 1",
        "silence_days": "30",
        "decided_by": "consent",
        "share": "1/2",
        "quorum": "50",
        "vote_days": "5",
        "deadlock": "talk",
        "consent_rule": "unanimous",
        "every": "1",
        "unit": "weeks",
        "weekday": "3",
        "at": "10:00",
        "zone": "",
        "who": "the two leads",
        "conflict_days": "3",
        "ease_days": "14",
        "outreach_days": "7",
        "shown_first_days": "7",
        "recheck_weeks": "12",
        "unnamed_allowed": "on",
        "retention_months": "24",
        "operator": "Lumen runs this server, in Bergen",
        "words_conflicts": "First we listen.",
    }
