"""What is said about adjustments: where one stands, what each side said, and why something is not possible."""

from datetime import date

from django.utils import timezone
from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.adjustments.models import Adjustment, Did, Step
from troth.adjustments.rules.helpful import Known
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.rules.states import State
from troth.foundation.facts.adjustments import Helped
from troth.foundation.facts.trust import Dimension
from troth.foundation.web.clock import now
from troth.foundation.web.times import date_words, day

WHY_NOT: dict[Reason, LazyWords | str] = {
    Reason.NO_SIDE: gettext_lazy(
        "You sit here without an organisation; an adjustment is agreed between two."
    ),
    Reason.BETWEEN_OTHERS: gettext_lazy("This is between two other sides; you read along."),
    Reason.SAME_SIDE: gettext_lazy(
        "An adjustment is between two sides. Choose two different ones."
    ),
    Reason.NOT_AT_THIS_TABLE: gettext_lazy(
        "Both sides must sit at the shared table to agree on something."
    ),
    Reason.OWN_WORDS: gettext_lazy("These are your side’s own words; the other side answers them."),
    Reason.NOT_YOUR_WORDS: gettext_lazy(
        "These are the other side’s words, so only they can take them back. You can decline them."
    ),
    Reason.CHANGED_MEANWHILE: gettext_lazy(
        "It was changed a moment before you. Read how it stands now; what you wrote is kept here."
    ),
    Reason.AGREED_ALREADY: gettext_lazy("Both sides have agreed to this already. Now it holds."),
    Reason.NOT_AGREED_YET: gettext_lazy("The other side has not agreed to this yet."),
    Reason.SAID_ALREADY: gettext_lazy(
        "Your side has said already how it went. Now it waits for the other side."
    ),
    Reason.DECLINED: gettext_lazy("This was declined. You can propose something else."),
    Reason.TAKEN_BACK: gettext_lazy("This was taken back. You can propose something else."),
    Reason.OVER: gettext_lazy("Both sides have said how it went. You can agree on something new."),
    Reason.STANDS_ALREADY: gettext_lazy(
        "For this there is an adjustment already. One at a time, so that you see which one helped."
    ),
    Reason.WORDS_MISSING: gettext_lazy(
        "Say in a few words what it is called and what changes, or choose an idea above."
    ),
    Reason.ITS_DAY_PASSED: gettext_lazy(
        "The day on which you would look at it has passed. Propose another one."
    ),
    Reason.REASON_MISSING: gettext_lazy("Please write a few words. The other side will read them."),
    Reason.KEEPER_ELSEWHERE: gettext_lazy("Choose one of the two sides, or somebody of theirs."),
    Reason.OTHER_DIMENSION: gettext_lazy("Choose one of the ideas shown here, or your own words."),
    Reason.DAY_MISSING: gettext_lazy("Name the day on which you look at it again."),
    Reason.DAY_PASSED: gettext_lazy("Choose a day from tomorrow on."),
    Reason.DAY_TOO_FAR: gettext_lazy("That is more than a year away. Look at the year again."),
}
NAMES: dict[Dimension, LazyWords | str] = {
    Dimension.RELIABILITY: gettext_lazy("reliability"),
    Dimension.TRUTH: gettext_lazy("truth"),
    Dimension.ABILITY: gettext_lazy("ability"),
    Dimension.OPENNESS: gettext_lazy("open communication"),
    Dimension.CARE: gettext_lazy("care"),
}
# What a side can say at a re-check, as the form has it.
SAYING: dict[Helped, LazyWords | str] = {
    Helped.HELPED: gettext_lazy("It helped"),
    Helped.PARTLY: gettext_lazy("It helped in part"),
    Helped.NOT: gettext_lazy("It did not help"),
    Helped.TOO_EARLY: gettext_lazy("It is too early to say"),
}
# What came of it, as a sign beside its name.
OUTCOMES: dict[Helped, LazyWords | str] = {
    Helped.HELPED: gettext_lazy("helped"),
    Helped.PARTLY: gettext_lazy("helped in part"),
    Helped.NOT: gettext_lazy("did not help"),
}


def why_not(refused: NotPossible) -> str:
    """The reason in words."""
    return str(WHY_NOT[refused.reason])


def way_words(one: Adjustment) -> str:
    """`Lumen about Kaveri: open communication`."""
    return _("%(who)s about %(other)s: %(what)s") % {
        "who": one.towards.short,
        "other": one.about.short,
        "what": NAMES[Dimension(one.dimension)],
    }


def keeper_words(one: Adjustment) -> str:
    """Who sees to it."""
    if one.person is None:
        return str(one.keeper.name)
    return _("%(who)s of %(party)s") % {"who": one.person.person.name, "party": one.keeper.short}


def recheck_words(one: Adjustment) -> str:
    """On which day it is looked at again."""
    return date_words(one.recheck_on, today=timezone.localtime(now()).date())


def state_words(one: Adjustment, steps: list[Step]) -> str:
    """Where it stands, as one sentence that would do as the whole answer."""
    values = {"day": recheck_words(one), "who": who_acts(one, steps)}
    if one.stands is State.PROPOSED:
        return _("Waits for a word from %(who)s.") % values
    if one.stands is State.AGREED:
        if one.asked_at or any(is_look(step, one) for step in steps):
            return _("Agreed. Now it waits for a word from %(who)s whether it helped.") % values
        return _("Agreed. You look at it together on %(day)s.") % values
    if one.stands is State.CLOSED:
        return closed_words(one)
    values["day"] = day(one.ended_at) if one.ended_at else ""
    values["who"] = steps[-1].party.short if steps else ""
    if one.stands is State.DECLINED:
        return _("%(who)s declined it on %(day)s.") % values
    return _("%(who)s took it back on %(day)s.") % values


def closed_words(one: Adjustment) -> str:
    """What both sides said of it in the end."""
    values = {"day": day(one.ended_at) if one.ended_at else ""}
    sentences = {
        Helped.HELPED: _("Both sides say that it helped, on %(day)s."),
        Helped.PARTLY: _("Taken together, it helped in part, on %(day)s."),
        Helped.NOT: _("Both sides say that it did not help, on %(day)s."),
    }
    return sentences[Helped(one.outcome)] % values


def is_look(step: Step, one: Adjustment) -> bool:
    """Whether this is a word of the present round."""
    return step.did == Did.LOOKED and step.round == one.round


def who_acts(one: Adjustment, steps: list[Step]) -> str:
    """The side or sides whose word is next."""
    if one.stands is State.AGREED:
        done = {step.party_id for step in steps if is_look(step, one)}
    else:
        done = {step.party_id for step in steps if step.version == one.version}
    names = [party.short for party in (one.about, one.towards) if party.id not in done]
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return "".join(names)


def step_words(step: Step) -> str:
    """What somebody did; `who` is put in by the page."""
    if step.did == Did.LOOKED:
        return looked_words(Helped(step.said), step.again_on)
    sentences = {
        Did.PROPOSED: _("%(who)s proposed it."),
        Did.CHANGED: _("%(who)s proposed other words; they stand above."),
        Did.AGREED: _("%(who)s agreed."),
        Did.DECLINED: _("%(who)s declined it:"),
        Did.WITHDRAWN: _("%(who)s took it back."),
    }
    return sentences[Did(step.did)]


def looked_words(said: Helped, again_on: date | None) -> str:
    """What somebody said of it at a re-check; `who` is put in by the page."""
    if said is Helped.TOO_EARLY and again_on:
        return _("%(who)s says that it is too early, and would look again on {day}.").format(
            day=day(again_on)
        )
    sentences = {
        Helped.HELPED: _("%(who)s says that it helped."),
        Helped.PARTLY: _("%(who)s says that it helped in part."),
        Helped.NOT: _("%(who)s says that it did not help."),
    }
    return sentences[said]


def known_words(known: Known | None) -> str:
    """What other partnerships found, in numbers that tell of none; empty where they are too few."""
    if known is None or not known.agreed:
        return ""
    said = _("Agreed in at least %(n)s other partnerships on this server.") % {"n": known.agreed}
    if not known.helped:
        return said
    helped = _("In at least %(n)s of them both sides say that it helped.") % {"n": known.helped}
    return f"{said} {helped}"
