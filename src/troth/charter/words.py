"""A working agreement in sentences: questions, limits, and the template with its mild words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.charter.rules.answers import Answers, Question
from troth.charter.rules.text import Chapter, together
from troth.foundation.web.lists import listed
from troth.partnerships.rules.terms import Channel, Deadlock, DecidedBy, Limits, Unit
from troth.partnerships.sentences import rule_words

QUESTIONS: Final[Mapping[Question, Promise]] = {
    Question.PLACES: gettext_lazy("Where do we talk?"),
    Question.ANSWERS: gettext_lazy("How soon do we answer?"),
    Question.DECISIONS: gettext_lazy("How do we decide?"),
    Question.MEETINGS: gettext_lazy("How do we meet?"),
    Question.CHECKINS: gettext_lazy("When do we check in with each other?"),
    Question.CONFLICTS: gettext_lazy("What do we do when something is hard?"),
    Question.KEEPING: gettext_lazy("What is kept, and what is erased?"),
    Question.SERVER: gettext_lazy("Who runs this server?"),
}
REACHED: Final[Mapping[Channel, Callable[[int], str]]] = {
    Channel.MAIL: lambda n: ngettext(
        "Mail is answered within %(n)s working day.",
        "Mail is answered within %(n)s working days.",
        n,
    ),
    Channel.CHAT: lambda n: ngettext(
        "Chat is answered within %(n)s working day.",
        "Chat is answered within %(n)s working days.",
        n,
    ),
    Channel.CALL: lambda n: ngettext(
        "A missed call is returned within %(n)s working day.",
        "A missed call is returned within %(n)s working days.",
        n,
    ),
}
DECIDED: Final[Mapping[DecidedBy, Promise]] = {
    DecidedBy.CONSENT: gettext_lazy("We decide by consent: it is decided when nobody objects."),
    DecidedBy.UNANIMITY: gettext_lazy("We decide together: it is decided when everybody says yes."),
    DecidedBy.MAJORITY: gettext_lazy(
        "Each organisation has one voice: it is decided when more than %(share)s of them say yes."
    ),
    DecidedBy.SHARE: gettext_lazy(
        "Each person has one voice: it is decided when more than %(share)s of those who vote say yes."
    ),
}
SHARES: Final[Mapping[str, Promise]] = {
    "1/2": gettext_lazy("half"),
    "2/3": gettext_lazy("two thirds"),
    "3/4": gettext_lazy("three quarters"),
}
DEADLOCKS: Final[Mapping[Deadlock, Promise]] = {
    Deadlock.TALK: gettext_lazy("Where we come to no end, the leads talk and put it once more."),
    Deadlock.FACILITATOR: gettext_lazy(
        "Where we come to no end, we ask somebody neutral whom all of us accept."
    ),
    Deadlock.AS_IT_IS: gettext_lazy("Where we come to no end, it stays as it is."),
}
DEFAULT_WORDS: Final[Mapping[Question, Promise]] = {
    Question.PLACES: gettext_lazy(
        "What matters to all stands here, where all can find it again.\n"
        "What was said in a call is written down here afterwards, in two lines."
    ),
    Question.ANSWERS: gettext_lazy(
        "“I need until Friday” is an answer too.\nNobody is expected to answer in the evening or on a day off."
    ),
    Question.DECISIONS: gettext_lazy("Whoever objects says what would make it good enough."),
    Question.MEETINGS: gettext_lazy(
        "Everybody knows a day before what it is about.\n"
        "We begin and end on time, and everybody is heard once before anybody is heard twice.\n"
        "The awkward hour goes from side to side.\nWhat was decided is written down before we part."
    ),
    Question.CHECKINS: gettext_lazy(
        "Three lines each: what went well, what is hard, what would help."
    ),
    Question.CONFLICTS: gettext_lazy(
        "First we listen, and say back what we heard.\n"
        "Then the two leads talk, without an audience.\n"
        "Then we ask somebody neutral whom all of us accept."
    ),
    Question.KEEPING: gettext_lazy(
        "Everybody can take along what they may see, on any day.\n"
        "What a person wrote is erased when they ask; the record keeps that something stood there."
    ),
}
# Limits that nothing on this server counts: people keep them, and the page says so.
BY_HAND: Final = ("conflict_days", "outreach_days", "retention_months")
ELSEWHERE: Final = "on "


def count_words(words: str, n: int, **more: object) -> str:
    """A sentence with its number in it."""
    return words % {"n": n, **more}


def limit_lines(limits: Limits) -> dict[Question, dict[str, str]]:
    """Every limit as a sentence, by question and by the name of what it says."""
    return {
        Question.PLACES: dict(place_lines(limits)),
        Question.ANSWERS: dict(answer_lines(limits)),
        Question.DECISIONS: dict(decision_lines(limits)),
        Question.CHECKINS: {"rhythm": rhythm_words(limits)},
        Question.CONFLICTS: dict(conflict_lines(limits)),
        Question.KEEPING: dict(keeping_lines(limits)),
        Question.SERVER: {"operator": operator_words(limits)},
    }


def place_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """Each place where people are reached besides here, with its time."""
    if not limits.channels:
        yield "channels", _("Here, and nowhere else.")
    for channel, days in limits.channels:
        yield f"{ELSEWHERE}{channel}", count_words(REACHED[channel](days), days)


def answer_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """Answer times, reminders, and how long a silence may last."""
    n = limits.answer_days
    words = ngettext(
        "A promise or a delivery is answered within %(n)s working day of whoever is asked.",
        "A promise or a delivery is answered within %(n)s working days of whoever is asked.",
        n,
    )
    yield "answer_days", count_words(words, n)
    n = limits.question_days
    words = ngettext(
        "A question that is asked here is answered within %(n)s working day.",
        "A question that is asked here is answered within %(n)s working days.",
        n,
    )
    yield "question_days", count_words(words, n)
    yield "reminder_days", reminder_words(limits.reminder_days)
    n = limits.silence_days
    words = ngettext(
        "A promise about which nothing was heard for %(n)s day after its date counts as dropped.",
        "A promise about which nothing was heard for %(n)s days after its date counts as dropped.",
        n,
    )
    yield "silence_days", count_words(words, n)


def reminder_words(days: tuple[int, ...]) -> str:
    """Before a date, who promised is reminded."""
    if not days:
        return _("Nobody is reminded before a date.")
    said = listed(ngettext("%(n)s day", "%(n)s days", n) % {"n": n} for n in days)
    return _("Whoever promised something is reminded %(days)s before its date.") % {"days": said}


def decision_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """How it is decided, who must take part, what affects all."""
    rule = limits.decision
    share = str(SHARES.get(rule.share, rule.share))
    yield "decision", str(DECIDED[rule.by]) % {"share": share}
    words = ngettext(
        "A vote is open for %(n)s working day, and at least %(quorum)s %% of the voices must take part.",
        "A vote is open for %(n)s working days, and at least %(quorum)s %% of the voices must take part.",
        rule.days,
    )
    yield "vote", count_words(words, rule.days, quorum=rule.quorum)
    yield (
        "proxies",
        _("Who is away can give their voice to somebody else.")
        if rule.proxies
        else _("Everybody speaks for themselves: voices are not handed on."),
    )
    yield "deadlock", str(DEADLOCKS[rule.deadlock])
    needs = rule_words(limits.consent_rule)
    yield (
        "consent_rule",
        _("For what affects all (who sits here, who can see what, closing): %(rule)s.")
        % {"rule": needs},
    )


def rhythm_words(limits: Limits) -> str:
    """How often, on which day, at which hour, on whose clock."""
    rhythm = limits.rhythm
    often = (
        ngettext("every week", "every %(n)s weeks", rhythm.every)
        if rhythm.unit is Unit.WEEKS
        else ngettext("every month", "every %(n)s months", rhythm.every)
    ) % {"n": rhythm.every}
    day = (
        _("on a %(day)s") if rhythm.unit is Unit.WEEKS else _("on the first %(day)s of the month")
    ) % {"day": WEEKDAYS[rhythm.weekday]}
    values = {
        "often": often,
        "day": day,
        "time": f"{rhythm.at:%H:%M}",
        "place": rhythm.zone.rpartition("/")[2].replace("_", " "),
        "who": rhythm.who,
    }
    words = (
        _("We check in %(often)s, %(day)s at %(time)s, on each side’s clock in turn.")
        if rhythm.alternates
        else _("We check in %(often)s, %(day)s at %(time)s %(place)s.")
    ) % values
    who = _("Who comes: %(who)s.") % values
    return f"{words} {who}" if rhythm.who else words


def conflict_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """When it is hard: how soon a concern is answered, easing off, a kind word, what is looked at."""
    n = limits.conflict_days
    words = ngettext(
        "A concern is answered within %(n)s working day.",
        "A concern is answered within %(n)s working days.",
        n,
    )
    yield "conflict_days", count_words(words, n)
    n = limits.ease_days
    words = ngettext(
        "When somebody says that it is too much, we ease off for %(n)s day.",
        "When somebody says that it is too much, we ease off for %(n)s days.",
        n,
    )
    yield "ease_days", count_words(words, n)
    n = limits.outreach_days
    words = ngettext(
        "After %(n)s day of silence a kind word is suggested.",
        "After %(n)s days of silence a kind word is suggested.",
        n,
    )
    yield "outreach_days", count_words(words, n)
    yield from looking_lines(limits)


def looking_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """What one side sees first, and when what was agreed about it is looked at again."""
    n = limits.shown_first_days
    words = ngettext(
        "What looks out of balance is shown to the side it concerns for %(n)s day before the others see it.",
        "What looks out of balance is shown to the side it concerns for %(n)s days before the others see it.",
        n,
    )
    yield "shown_first_days", count_words(words, n)
    n = limits.recheck_weeks
    words = ngettext(
        "What we agree to do differently is looked at again after %(n)s week.",
        "What we agree to do differently is looked at again after %(n)s weeks.",
        n,
    )
    yield "recheck_weeks", count_words(words, n)


def keeping_lines(limits: Limits) -> Iterator[tuple[str, str]]:
    """Names, and how long things are kept."""
    yield (
        "unnamed_allowed",
        _("Where a page offers it, something can be said without a name.")
        if limits.unnamed_allowed
        else _("Everything is said with a name."),
    )
    n = limits.retention_months
    words = ngettext(
        "What we shared is kept for %(n)s month after the partnership has ended.",
        "What we shared is kept for %(n)s months after the partnership has ended.",
        n,
    )
    yield "retention_months", count_words(words, n)


def operator_words(limits: Limits) -> str:
    """Who runs the server, and what that means."""
    if not limits.operator:
        return _(
            "Nobody has said yet who runs this server. Whoever does can read what stands on it."
        )
    return _("%(who)s. Whoever runs a server can read what stands on it.") % {
        "who": limits.operator
    }


def chapters(answers: Answers) -> list[Chapter]:
    """The eight answers in sentences, each with the own words below."""
    lines = limit_lines(answers.limits)
    return [
        Chapter(
            title=str(words),
            lines=tuple(
                line
                for line in (*lines.get(question, {}).values(), *answers.said(question).split("\n"))
                if line
            ),
        )
        for question, words in QUESTIONS.items()
    ]


def compose(answers: Answers) -> str:
    """The text that is signed."""
    return together(chapters(answers))


def sentences(limits: Limits) -> dict[str, str]:
    """Every limit as a sentence, by its name, for comparing two sets of them."""
    return {name: words for lines in limit_lines(limits).values() for name, words in lines.items()}


def kept_by_hand(limits: Limits) -> list[str]:
    """What no clock here watches, in sentences: places outside, and the limits in `BY_HAND`."""
    return [
        words
        for name, words in sentences(limits).items()
        if name in BY_HAND or name.startswith(ELSEWHERE)
    ]


def default_words() -> dict[Question, str]:
    """The template's own words, mild, for a first draft."""
    return {question: str(words) for question, words in DEFAULT_WORDS.items()}
