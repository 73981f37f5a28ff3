"""What people read about decisions: rules, choices, outcomes with their numbers, refusals."""

from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from troth.decisions.rules.count import Because, Result
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.decisions.rules.rule import Rule
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.web.clock import now
from troth.foundation.web.times import date_words

METHOD_WORDS: Final[dict[Method, Promise]] = {
    Method.CONSENT: _("Consent: nobody objects with a reason"),
    Method.UNANIMITY: _("Unanimity: every organisation says yes"),
    Method.ORGANISATIONS: _("Organisations: one voice each, a share decides"),
    Method.PEOPLE: _("People: one voice each, a share decides"),
}
SHARE_WORDS: Final[dict[str, Promise]] = {
    "1/2": _("more than half"),
    "2/3": _("more than two thirds"),
    "3/4": _("more than three quarters"),
}
RULE_WORDS: Final[dict[Method, Promise]] = {
    Method.CONSENT: _("It is carried when no organisation objects with a reason."),
    Method.UNANIMITY: _(
        "It is carried when every organisation says yes, less those that stand aside."
    ),
    Method.ORGANISATIONS: _(
        "One voice for each organisation. It is carried when %(share)s of those that say yes or no say yes."
    ),
    Method.PEOPLE: _(
        "One voice for each person. It is carried when %(share)s of those who say yes or no say yes."
    ),
}
CHOICE_WORDS: Final[dict[Choice, Promise]] = {
    Choice.YES: _("yes"),
    Choice.NO: _("no"),
    Choice.ASIDE: _("stands aside"),
    Choice.OBJECT: _("objects"),
}
SAY_WORDS: Final[dict[Choice, Promise]] = {
    Choice.YES: _("Yes"),
    Choice.NO: _("No"),
    Choice.ASIDE: _("Stand aside: let the others decide"),
    Choice.OBJECT: _("Object, and say why"),
}
BECAUSE_WORDS: Final[dict[Because, Promise]] = {
    Because.NO_OBJECTION: _("Carried: %(present)s of %(voices)s took part, and nobody objected."),
    Because.ALL_YES: _("Carried: %(yes)s of %(voices)s said yes, and nobody said no."),
    Because.SHARE_PASSED: _(
        "Carried: %(yes)s yes and %(against)s no, where %(needed)s yes were needed."
    ),
    Because.OBJECTED: _("Not carried: %(against)s of %(voices)s objected with a reason."),
    Because.SAID_NO: _("Not carried: %(against)s of %(voices)s said no, and every yes was needed."),
    Because.SHARE_MISSED: _(
        "Not carried: %(yes)s yes and %(against)s no, where %(needed)s yes were needed."
    ),
    Because.NOBODY_FOR_IT: _("Not carried: nobody of the %(voices)s on the roll said yes."),
    Because.TOO_FEW: _(
        "Not carried: %(present)s of %(voices)s took part, and %(needed)s were needed."
    ),
    Because.ROLL_TOO_SHORT: _(
        "Not carried: %(needed)s had to take part, and only %(voices)s are left on the roll."
    ),
}
WHY_NOT: Final[dict[Reason, Promise]] = {
    Reason.VOTING_OVER: _("The vote is over, so nothing was changed. Look at what came out."),
    Reason.STILL_OPEN: _("It is still open."),
    Reason.NO_SIDE: _("You sit here for no organisation, and only their people vote."),
    Reason.ADMINS_VOTE: _(
        "Here each organisation has one voice, and its admins speak it. Ask one of yours."
    ),
    Reason.NOT_ON_ROLL: _(
        "This voice is not yours. The roll was written down when the vote was opened."
    ),
    Reason.HANDED_ON: _("%(who)s speaks for you here. Take your voice back first."),
    Reason.CHOICE_UNKNOWN: _("Choose one of the answers."),
    Reason.REASON_NEEDED: _(
        "An objection needs its reason, so that the others can find better words."
    ),
    Reason.NEW_WORDS: _(
        "The words have changed a moment before you. Your vote was not sent and your argument is kept here: "
        "read the new words, then decide again."
    ),
    Reason.SOMEBODY_WAS_QUICKER: _(
        "%(who)s spoke this voice a moment before you. Nothing of yours was sent; your words are kept here."
    ),
    Reason.PROXIES_OFF: _("For this vote nobody can speak for another one."),
    Reason.PROXY_TO_SELF: _("Choose another one on the roll."),
    Reason.PROXY_VOTED: _("This voice has spoken already, so it cannot be handed on."),
    Reason.PROXY_GIVEN: _("This voice has been handed on already. Take it back first."),
    Reason.PROXY_CHAIN: _(
        "That voice has been handed on itself, and what was handed on goes no further. Choose another one."
    ),
    Reason.PROXY_HOLDS: _(
        "Somebody has handed you their voice, and it goes no further. Speak for both, or ask them to take it back."
    ),
    Reason.NO_PROXY: _("This voice is yours already."),
    Reason.NOBODY_VOTES: _("There is nobody here who could vote."),
    Reason.QUORUM_TOO_HIGH: _(
        "Nobody could ever carry this: %(quorum)s would have to take part, and %(voices)s are on the roll. "
        "Choose a number between 1 and %(voices)s."
    ),
    Reason.RULE_UNKNOWN: _("Choose one of the shares."),
    Reason.PEOPLE_ONLY: _("Among yourselves each person has a voice; choose that rule."),
    Reason.QUESTION_MISSING: _("Write the question."),
    Reason.DAY_PASSED: _("That moment has passed. Choose a day that is still to come."),
    Reason.DAY_TOO_FAR: _("A vote lasts a year at most. Choose a nearer day."),
    Reason.DAY_OFF: _(
        "%(day)s is no working day for %(who)s. %(next)s is the next day on which everybody works."
    ),
    Reason.PROPOSER_ONLY: _("Only %(who)s, who put this to the vote, can do that."),
    Reason.VOTES_THERE: _(
        "Somebody has voted already, so it stays. You can put it in other words instead."
    ),
    Reason.NOTHING_NEW: _("These are the same words. Change them, or leave it as it is."),
    Reason.ENOUGH_OPEN: _("%(count)s things wait for a vote already. Let some be decided first."),
    Reason.TOO_MANY_VOICES: _("A vote here takes at most %(voices)s voices."),
}


def share_words(share: str) -> str:
    """A share as people say it; one that nobody offers is said as it is written."""
    known = SHARE_WORDS.get(share)
    return str(known) if known else str(_("more than %(share)s")) % {"share": share}


def rule_words(rule: Rule, *, share: str) -> str:
    """The rule in one sentence, without its quorum."""
    return str(RULE_WORDS[rule.method]) % {"share": share_words(share)}


def quorum_words(rule: Rule, voices: int) -> str:
    """How many must take part, of how many; empty where the rule asks for all anyway."""
    if rule.method is Method.UNANIMITY:
        return ""
    quorum = rule.quorum_of(voices)
    said = ngettext(
        "At least %(quorum)s of %(voices)s must take part.",
        "At least %(quorum)s of %(voices)s must take part.",
        quorum,
    )
    return said % {"quorum": quorum, "voices": voices}


def result_words(said: Result) -> str:
    """What came out and why, in one sentence with its numbers."""
    counts = said.counts
    values = {
        "yes": counts.yes,
        "against": counts.against,
        "present": counts.present,
        "voices": counts.voices,
        "needed": said.needed,
    }
    return str(BECAUSE_WORDS[said.because]) % values


def why_not(refused: NotPossible) -> str:
    """The sentence for a refusal, with its names and days."""
    values = dict(refused.values)
    for name in values.keys() & {"day", "next"}:
        values[name] = date_words(date.fromisoformat(values[name]), today=now().date())
    return str(WHY_NOT[refused.reason]) % values
