"""From answers to the fields of a form and back: every limit is asked for, so none is left to a default."""

from dataclasses import fields as fields_of
from typing import Any

from troth.charter.rules.answers import Answers, Question
from troth.partnerships.rules.terms import (
    Channel,
    Deadlock,
    DecidedBy,
    DecisionRule,
    Limits,
    Rhythm,
    Unit,
)

PARTS: dict[Question, tuple[str, ...]] = {
    Question.PLACES: ("mail_days", "chat_days", "call_days"),
    Question.ANSWERS: ("answer_days", "question_days", "reminder_days", "silence_days"),
    Question.DECISIONS: (
        "decided_by",
        "share",
        "quorum",
        "vote_days",
        "proxies",
        "deadlock",
        "consent_rule",
    ),
    Question.MEETINGS: (),
    Question.CHECKINS: ("every", "unit", "weekday", "at", "zone", "who"),
    Question.CONFLICTS: (
        "conflict_days",
        "ease_days",
        "outreach_days",
        "shown_first_days",
        "recheck_weeks",
    ),
    Question.KEEPING: ("unnamed_allowed", "retention_months"),
    Question.SERVER: ("operator",),
}
# Limits the form asks for under their own name.
PLAIN = frozenset(one.name for one in fields_of(Limits)) & {
    name for names in PARTS.values() for name in names
}


def initial_of(answers: Answers) -> dict[str, Any]:
    """What the form shows before anybody has written into it."""
    limits = answers.limits
    days = dict(limits.channels)
    said = {name: getattr(limits, name) for name in PLAIN}
    said |= {f"{one}_days": days.get(one) for one in Channel}
    said |= {f"words_{question}": answers.said(question) for question in Question}
    rule, rhythm = limits.decision, limits.rhythm
    return said | {
        "reminder_days": ", ".join(str(day) for day in limits.reminder_days),
        "decided_by": rule.by.value,
        "share": rule.share,
        "quorum": rule.quorum,
        "vote_days": rule.days,
        "proxies": rule.proxies,
        "deadlock": rule.deadlock.value,
        "every": rhythm.every,
        "unit": rhythm.unit.value,
        "weekday": str(rhythm.weekday),
        "at": rhythm.at,
        "zone": rhythm.zone,
        "who": rhythm.who,
    }


def limits_said(said: dict[str, Any]) -> Limits:
    """The limits from cleaned fields; every one of them is said, so no default is left."""
    days = {one: said[f"{one}_days"] for one in Channel}
    return Limits(
        **{name: said[name] for name in PLAIN},
        channels=tuple((one, n) for one, n in days.items() if n),
        decision=DecisionRule(
            by=DecidedBy(said["decided_by"]),
            share=said["share"],
            quorum=said["quorum"],
            days=said["vote_days"],
            proxies=said["proxies"],
            deadlock=Deadlock(said["deadlock"]),
        ),
        rhythm=Rhythm(
            every=said["every"],
            unit=Unit(said["unit"]),
            weekday=int(said["weekday"]),
            at=said["at"],
            zone=said["zone"],
            who=said["who"],
        ),
        signed=True,
    )
