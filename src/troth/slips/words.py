"""What is said about slips: the labels of the four lines, where one stands, and why something is not possible."""

from datetime import datetime

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.foundation.web.lists import commas
from troth.foundation.web.times import day, when
from troth.partnerships.models import Party, Seat
from troth.people.zones import known_zone
from troth.slips.models import Said, Slip
from troth.slips.rules.refusals import NotPossible, Reason
from troth.slips.rules.states import State

# `who`: the side that owns the slip.
WHY_NOT: dict[Reason, LazyWords | str] = {
    Reason.NO_SIDE: gettext_lazy(
        "You sit here without an organisation; a slip is owned and answered by one."
    ),
    Reason.OWNER_ONLY: gettext_lazy("%(who)s said this of itself, so only %(who)s can do that."),
    Reason.OWN_SLIP: gettext_lazy("This is your own side’s word; the other side answers it."),
    Reason.FOR_ANOTHER: gettext_lazy("This is between %(who)s and another side; you read along."),
    Reason.TAKEN_BACK: gettext_lazy("%(who)s has taken this back."),
    Reason.ALREADY_ACKNOWLEDGED: gettext_lazy(
        "Your side has acknowledged this already. You can still answer it."
    ),
    Reason.ALREADY_SAID: gettext_lazy(
        "Your side has said already that it is repaired. Now it waits for the other side."
    ),
    Reason.ALREADY_REPAIRED: gettext_lazy("The repair is confirmed. Nothing more is needed."),
    Reason.NOT_SAID_YET: gettext_lazy("%(who)s has not said yet that it is repaired."),
    Reason.HEARD_ALREADY: gettext_lazy(
        "The other side has answered this, so it stays. You can add a word."
    ),
    Reason.ENOUGH_SAID: gettext_lazy("A lot stands here already. Go on in a talk of its own."),
    Reason.WORDS_MISSING: gettext_lazy("Please write a few words. The other side will read them."),
    Reason.NOT_IN_SIDE_ROOM: gettext_lazy(
        "In your side room nobody else would read it. Say it at the shared table."
    ),
    Reason.NOT_YOUR_PROMISE: gettext_lazy(
        "%(who)s promised this, so only %(who)s can say what happened with it."
    ),
    Reason.NOT_PROMISED: gettext_lazy("Nobody has accepted this yet, so nothing was promised."),
    Reason.FROM_A_FILE: gettext_lazy(
        "What came from a file stays as it is. You can own a slip without naming the promise."
    ),
    Reason.NOT_IN_THIS_ROOM: gettext_lazy(
        "Whoever it concerns must be able to read it. Choose an organisation that is in this room."
    ),
    Reason.TOWARDS_OWN_SIDE: gettext_lazy("Choose the other side: whom it concerns."),
    Reason.ALREADY_OWNED: gettext_lazy(
        "Your side has said what happened with this already. Your words are kept here; "
        "you can add them there."
    ),
    Reason.DAY_PASSED: gettext_lazy("That day has passed. Choose one that is still to come."),
    Reason.DAY_TOO_FAR: gettext_lazy("That is more than a year away. Look at the year again."),
}


def why_not(refused: NotPossible) -> str:
    """The reason in words."""
    return str(WHY_NOT[refused.reason]) % ({"who": ""} | refused.values)


def answer_words(agreed: tuple[int, datetime] | None, seat: Seat) -> str:
    """That a word is enough; and by when, where so many working days were agreed."""
    gentle = _("A word is enough: that you have read it, or how it looks from your side.")
    if agreed is None:
        return gentle
    days, until = agreed
    said = ngettext(
        "Your agreement gives one working day, until %(until)s.",
        "Your agreement gives %(n)s working days, until %(until)s.",
        days,
    )
    moment = when(until, known_zone(seat.person.zone), seat.person.place)
    return f"{gentle} {said % {'n': days, 'until': moment}}"


def name_of(towards: Party | None) -> str:
    """Whom it concerns, as a sentence names them."""
    return towards.short if towards else _("everybody")


def effect_label(towards: Party | None) -> str:
    """What the second line is called."""
    if towards is None:
        return _("What it means for the others")
    return _("What it means for %(who)s") % {"who": towards.short}


def lines_of(slip: Slip) -> list[tuple[str, str]]:
    """The four lines with what they are called."""
    return [
        (_("What happened"), slip.what),
        (effect_label(slip.towards), slip.effect),
        (_("How it is made good"), slip.repair),
        (_("What comes next"), slip.next),
    ]


def state_words(slip: Slip) -> str:
    """Where it stands, as one sentence that would do as the whole answer."""
    values = {"who": slip.party.short, "other": name_of(slip.towards)}
    if slip.stands is State.WITHDRAWN:
        return _("%(who)s took this back before anybody had answered.") % values
    if slip.stands is State.REPAIRED and slip.repaired_at:
        values |= {"other": confirmer(slip) or values["other"]}
        values["day"] = day(slip.repaired_at, slip.party.zone)
        return _("Owned by %(who)s and repaired; %(other)s confirmed it on %(day)s.") % values
    if slip.stands is State.SAID:
        return _("%(who)s says that it is repaired, and waits for a word from %(other)s.") % values
    return " ".join(part for part in (heard_words(slip) % values, repair_words(slip)) if part)


def heard_words(slip: Slip) -> str:
    """How far it was heard: acknowledged, answered, or only said; `who` is put in by the page."""
    said = slip.said.all()
    for kind, words in (
        (Said.ACKNOWLEDGED, _("%(names)s acknowledged it.")),
        (Said.ANSWERED, _("%(names)s answered.")),
    ):
        names = dict.fromkeys(one.party.short for one in said if one.kind == kind)
        if names:
            # A name may hold a sign that the next filling would read as its own.
            return (words % {"names": commas(names)}).replace("%", "%%")
    return _("%(who)s has said what happened, and how it is made good.")


def repair_words(slip: Slip) -> str:
    """By which day it is to be made good, if a day was named."""
    if slip.repair_by is None:
        return ""
    return _("It is to be made good by %(day)s.") % {"day": day(slip.repair_by)}


def confirmer(slip: Slip) -> str:
    """The side that confirmed the repair."""
    names = (one.party.short for one in slip.said.all() if one.kind == Said.REPAIRED)
    return next(names, "")


def said_words(kind: str) -> str:
    """What somebody did below a slip; `who` is put in by the page."""
    sentences = {
        Said.ACKNOWLEDGED: _("%(who)s acknowledged it."),
        Said.ANSWERED: _("%(who)s answered."),
        Said.ADDED: _("%(who)s added a word."),
        Said.REPAIR_SAID: _("%(who)s says that it is repaired."),
        Said.REPAIRED: _("%(who)s confirmed that it is repaired."),
    }
    return sentences[Said(kind)]
