"""What is said about what is uneven, how a private question begins, and why something is not possible."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.commitments.models import Commitment
from troth.foundation.facts.outreach import Share
from troth.foundation.web.clock import now
from troth.foundation.web.times import date_words, day, in_zone
from troth.outreach.models import Change, Exchange, Signal
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import ChangeKind, SignalState
from troth.outreach.rules.unevenness import Usual
from troth.partnerships.models import Seat
from troth.people.zones import known_zone

WHY_NOT: dict[Reason, LazyWords | str] = {
    Reason.NO_SIDE: gettext_lazy("You sit here without an organisation."),
    Reason.NOBODY_ASKED: gettext_lazy("Choose whom you ask."),
    Reason.OWN_SIDE: gettext_lazy("Choose somebody of another organisation."),
    Reason.NOT_OF_THE_TWO: gettext_lazy("One more person of each of the two sides can be there."),
    Reason.HAS_LEFT: gettext_lazy("One of these people no longer sits here. Choose again."),
    Reason.WORDS_MISSING: gettext_lazy("Please write a few words."),
    Reason.OPEN_ALREADY: gettext_lazy(
        "You have asked this person already, and it is still open. Go on there."
    ),
    Reason.ENOUGH_TODAY: gettext_lazy("You have asked many people today. Go on tomorrow."),
    Reason.ENDED: gettext_lazy("This was ended. You can ask anew."),
    Reason.ENOUGH_SAID: gettext_lazy("A lot stands here already. Ask anew to go on."),
    Reason.NOTHING_PROPOSED: gettext_lazy("Nothing waits for an answer here any more."),
    Reason.PROPOSED_ALREADY: gettext_lazy("Something is proposed already. Answer it first."),
    Reason.OWN_PROPOSAL: gettext_lazy("Your own side proposed this; the other side answers it."),
    Reason.NOT_YOUR_PROPOSAL: gettext_lazy("The other side proposed this; you can answer it."),
    Reason.NOTHING_CHOSEN: gettext_lazy("Give at least one promise another day."),
    Reason.TOO_MANY: gettext_lazy("That is a lot at once. Choose twenty at most."),
    Reason.DAY_PASSED: gettext_lazy("That day has passed. Choose one that is still to come."),
    Reason.SAME_DATE: gettext_lazy("That is the date it has already. Choose another one."),
    Reason.CHANGED_MEANWHILE: gettext_lazy(
        "This changed a moment before you. Nothing was moved; look at how it stands now."
    ),
    Reason.ANSWERED_ALREADY: gettext_lazy("Somebody of your side was quicker."),
}


def why_not(refused: NotPossible) -> str:
    """The refusal as a sentence."""
    return str(WHY_NOT[refused.reason])


# ------------------------------------------------------------------------------ what is uneven


def response_words(one: Signal) -> str:
    """Answers in time, on both sides."""
    values: dict[str, object] = {"who": one.party.short, "since": day(one.since)}
    values |= {"did": one.did, "of": one.of, "others": one.others_did, "all": one.others_of}
    return (
        _(
            "Since %(since)s %(who)s answered %(did)s of %(of)s within the agreed time, "
            "and the other side %(others)s of %(all)s."
        )
        % values
    )


def load_words(one: Signal) -> str:
    """What waits for this side, and what is usual here."""
    usual = round(Usual(one.others, sides=one.sides).share * one.of)
    values = {"who": one.party.short, "did": one.did, "of": one.of, "usual": usual}
    return (
        _(
            "Of the %(of)s promises and questions that are open now, %(did)s wait for %(who)s; "
            "about %(usual)s would be usual here."
        )
        % values
    )


SENTENCES: Mapping[str, Callable[[Signal], str]] = {
    Share.RESPONSE.value: response_words,
    Share.LOAD.value: load_words,
}
TITLES: Mapping[str, LazyWords | str] = {
    Share.RESPONSE.value: gettext_lazy("Answers on both sides"),
    Share.LOAD.value: gettext_lazy("How much waits for each side"),
}
# What a side might say of itself, openly; it changes the words as it likes.
OPENLY: Mapping[str, LazyWords | str] = {
    Share.RESPONSE.value: gettext_lazy(
        "Some of our answers have taken longer than we agreed. This is how it is for us at the moment: "
    ),
    Share.LOAD.value: gettext_lazy(
        "A lot waits for us at the moment. This is how it is for us, and what would help: "
    ),
}
ASKING: Mapping[str, LazyWords | str] = {
    Share.RESPONSE.value: gettext_lazy(
        "We noticed that some questions have waited a while lately. How are these weeks for you? "
        "We could ask less at once, or agree on other times."
    ),
    Share.LOAD.value: gettext_lazy(
        "It looks as if a lot waits for you at the moment. How is this for you? "
        "We could move dates, or take something over."
    ),
}
PLAIN_ASKING = gettext_lazy(
    "How is this for you at the moment? Is there something we could do differently?"
)


def sentence_of(one: Signal) -> str:
    """What was found, in one neutral sentence."""
    found = SENTENCES.get(one.kind)
    return found(one) if found else ""


def title_of(kind: str) -> str:
    """What it is about."""
    return str(TITLES.get(kind, ""))


def question_for(kind: str) -> str:
    """How a private question may begin."""
    return str(ASKING.get(kind, PLAIN_ASKING))


def openly_for(kind: str) -> str:
    """How a word to everybody may begin."""
    return str(OPENLY.get(kind, ""))


def until_words(one: Signal) -> str:
    """Until when only this side sees it."""
    zone = known_zone(one.party.zone)
    local, today = in_zone(one.until, zone).date(), in_zone(now(), zone).date()
    values = {"who": one.party.short, "day": date_words(local, today=today)}
    return _("Only %(who)s sees this until %(day)s.") % values


def state_words(one: Signal) -> str:
    """Where it stands."""
    return {
        SignalState.SHOWN: until_words(one),
        SignalState.SAID: _("Your side has said something since. Nothing more follows."),
        SignalState.SET_ASIDE: _("Put aside for now."),
        SignalState.EASED: _("It has evened out."),
        SignalState.OFFERED: _(
            "The admins of the other side were offered a private question to one of you."
        ),
    }[one.stands]


# ------------------------------------------------------------------------------ private questions


def first_name(seat: Seat) -> str:
    """What somebody is called in a sentence."""
    return seat.person.name.split(" ")[0]


def asks_words(one: Exchange) -> str:
    """All that a mail says of it."""
    return _("%(who)s asks how something is for you") % {"who": first_name(one.asker)}


def names_of(one: Exchange) -> str:
    """Who asked whom."""
    return _("%(who)s and %(whom)s") % {"who": first_name(one.asker), "whom": first_name(one.asked)}


def moved_words(promise: Commitment, *, was: datetime, due: datetime) -> str:
    """One promise as everybody at the table will read it."""
    values = {"what": str(promise), "was": in_words(was, promise), "due": in_words(due, promise)}
    return _("“%(what)s” is due %(due)s and no longer %(was)s, by agreement.") % values


def in_words(moment: datetime, promise: Commitment) -> str:
    """A day on the clock of the promise."""
    zone = known_zone(promise.zone)
    local, today = in_zone(moment, zone).date(), in_zone(now(), zone).date()
    return date_words(local, today=today)


def pause_words(first: date, last: date, resting: Sequence[Commitment]) -> list[str]:
    """A pause as everybody will read it, and what rests in it."""
    values = {"first": day(first), "last": day(last)}
    said = [_("A pause from %(first)s to %(last)s, by agreement.") % values]
    return said + [
        _("“%(what)s” rests, and is due as many days later.") % {"what": str(one)}
        for one in resting
    ]


def change_words(one: Change) -> list[str]:
    """What will be visible to all once both agree."""
    moves = list(one.moves.all())
    if one.kind == ChangeKind.PAUSE and one.first and one.last:
        return pause_words(one.first, one.last, [move.commitment for move in moves])
    return [moved_words(move.commitment, was=move.was, due=move.due) for move in moves]
