"""A post as the page shows it, the same for everybody of one side: names, times, state, all in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.discussions.actions.asking import asked_of
from troth.discussions.models import Meaning, Post, Question
from troth.discussions.queries.limits import days_waited
from troth.discussions.queries.posts import Said
from troth.discussions.rendering import shown
from troth.discussions.rules.meanings import MeaningState
from troth.discussions.rules.questions import QuestionState, may_mark
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.discussions import Sign
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import on_record
from troth.partnerships.models import Seat
from troth.people.zones import known_zone
from troth.resources.models import Version

EXCERPT = 90


@dataclass(frozen=True)
class Given:
    """One kind of sign under a post, with who gave it."""

    sign: str
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Understood:
    """Somebody's words for what a post means, and what its author says."""

    id: str
    who: str
    words: str
    waits: bool
    agreed: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Everything an article says about one post."""

    post: Post
    name: str
    short: str
    organisation: str
    colour: int
    when: str
    html: Markup
    answers: tuple[int, str] | None
    question: Question | None
    question_words: str
    is_open: bool
    may_settle: bool
    answer_of: Sequence[Question]
    meanings: tuple[Understood, ...]
    given: tuple[Given, ...]
    files: tuple[Version, ...]
    may_translate: bool


def sign_words() -> dict[str, str]:
    """What each sign says."""
    return {
        Sign.THANKS.value: _("Thank you"),
        Sign.GLAD.value: _("Glad"),
        Sign.SAME.value: _("Same here"),
        Sign.SEEN.value: _("Seen"),
    }


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """For whom posts are put into words: a side, or one person who sits for none."""

    party: Ulid | None
    person: Ulid | None
    may_write: bool


def viewer_of(seat: Seat) -> Viewer:
    """The same for everybody who shares an audience with this seat."""
    may = granted(seat.kind, Permission.TALK_WRITE) and seat.partnership.phase == "open"
    if seat.party_id:
        return Viewer(party=Ulid(seat.party_id), person=None, may_write=may)
    return Viewer(party=None, person=Ulid(seat.person_id), may_write=may)


def spoken(rows: Iterable[Said], viewer: Viewer) -> list[Spoken]:
    """All of them, in words."""
    moment = now()
    return [article(one, moment, viewer) for one in rows]


def settles(said: Said, viewer: Viewer) -> bool:
    """Whether this is a reply to an open question, and the viewer can say that it is the answer."""
    asked = said.replies_to
    if asked is None or said.post.taken_back_at or not viewer.may_write:
        return False
    view, nobody = asked_of(asked), Ulid("")
    is_open = view.state is QuestionState.OPEN
    return is_open and may_mark(view, person=viewer.person or nobody, party=viewer.party)


def article(said: Said, moment: datetime, viewer: Viewer) -> Spoken:
    """One of them."""
    post, seat = said.post, said.post.seat
    question = said.question
    return Spoken(
        post=post,
        name=seat.person.name if seat else _("Somebody, unnamed"),
        short=seat.person.short if seat else "",
        organisation=place_of(seat) if seat else "",
        colour=seat.party.colour if seat and seat.party else 0,
        when=when(post.at, seat),
        html=shown(post.html),
        answers=(post.answers.number, first_name(post.answers)) if post.answers else None,
        question=question,
        question_words=question_line(question, moment) if question else "",
        is_open=question is not None and question.state == QuestionState.OPEN,
        may_settle=settles(said, viewer),
        answer_of=said.answer_of,
        meanings=tuple(understood(one, post) for one in said.meanings),
        given=given(said),
        files=tuple(one.version for one in said.files),
        may_translate=bool(settings.TRANSLATE_URL) and not post.taken_back_at,
    )


def place_of(seat: Seat) -> str:
    """For whom somebody speaks: their side, or what they are here without one."""
    if seat.party:
        return seat.party.short
    return _("facilitator") if seat.kind is Role.FACILITATOR else _("guest")


def first_name(post: Post) -> str:
    """Whose post it is, shortly."""
    return post.seat.person.name.split(" ")[0] if post.seat else _("somebody")


def when(at: datetime, seat: Seat | None) -> str:
    """On the clock of whoever spoke; unnamed words are on no clock that would tell."""
    if seat is None:
        return on_record(at, "UTC", "UTC")
    if seat.party:
        return on_record(at, known_zone(seat.party.zone), seat.party.place)
    return on_record(at, known_zone(seat.person.zone), seat.person.place)


def question_line(question: Question, moment: datetime) -> str:
    """Where the question stands, as one clause."""
    who = question.asked.short if question.asked else _("everybody")
    if question.state == QuestionState.ANSWERED:
        by = question.answered_by.person.name.split(" ")[0] if question.answered_by else ""
        return _("A question to %(who)s, answered; %(by)s marked the answer") % {
            "who": who,
            "by": by,
        }
    if question.state == QuestionState.TAKEN_BACK:
        return ""
    return _("A question to %(who)s, open; %(age)s") % {"who": who, "age": age(question, moment)}


def age(question: Question, moment: datetime) -> str:
    """How long it has waited, in the asked side's working days, and when an answer was agreed for."""
    seat = question.post.seat
    party = question.asked or (seat.party if seat else None)
    zone, place = (known_zone(party.zone), party.place) if party else ("UTC", "")
    by = {"day": on_record(question.answer_by, zone, place)}
    if moment <= question.answer_by:
        return _("an answer is due by %(day)s") % by
    if party is None:
        return _("an answer was due by %(day)s") % by
    waited = {"n": days_waited(question, party=party, at=moment), "who": party.short}
    return _("it has waited %(n)s of %(who)s’s working days; an answer was due by %(day)s") % (
        waited | by
    )


def understood(one: Meaning, post: Post) -> Understood:
    """One paraphrase, in words."""
    names = {"who": one.asker.person.name.split(" ")[0], "author": first_name(post)}
    headings = {
        MeaningState.ASKED: _("%(who)s asks %(author)s: is this what you meant?"),
        MeaningState.CONFIRMED: _("What %(author)s meant, in the words of %(who)s"),
        MeaningState.CORRECTED: _("What %(author)s meant, after %(who)s asked"),
    }
    state = MeaningState(one.state)
    agreed = {MeaningState.CONFIRMED: one.words, MeaningState.CORRECTED: one.correction}
    return Understood(
        id=one.id,
        who=names["who"],
        words=one.words,
        waits=state is MeaningState.ASKED,
        agreed=agreed.get(state, ""),
        heading=headings[state] % names,
    )


def given(said: Said) -> tuple[Given, ...]:
    """Signs by kind, in a fixed order, with names and no ranking."""
    words = sign_words()
    found = {
        sign: tuple(
            one.seat.person.name.split(" ")[0] for one in said.reactions if one.sign == sign
        )
        for sign in words
    }
    return tuple(Given(sign, words[sign], who) for sign, who in found.items() if who)


def excerpt(post: Post) -> str:
    """The beginning of a post, for a line that leads to it."""
    words = " ".join(post.text.split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"
