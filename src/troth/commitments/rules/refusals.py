"""Why something is not possible: a closed list of reasons, each with its sentence."""

from enum import StrEnum

from troth.commitments.rules.words import gettext_noop as _


class Refusal(StrEnum):
    """Why an act is not possible, or not possible for this party, now."""

    NO_PARTY = "no-party"
    ONLY_PROMISER = "only-promiser"
    ONLY_RECEIVER = "only-receiver"
    ONLY_THE_TWO = "only-the-two"
    NOT_ACCEPTED_YET = "not-accepted-yet"
    ALREADY_ACCEPTED = "already-accepted"
    NOT_DELIVERED_YET = "not-delivered-yet"
    ALREADY_DELIVERED = "already-delivered"
    ALREADY_SENT_BACK = "already-sent-back"
    ALREADY_CONFIRMED = "already-confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DAY_HAS_PASSED = "day-has-passed"
    NO_MOVE_AFTER_THE_DAY = "no-move-after-the-day"
    ANSWER_TIME_HAS_PASSED = "answer-time-has-passed"
    NOBODY_ASKED_TO_MOVE = "nobody-asked-to-move"
    OWN_MOVE = "own-move"
    MOVE_WAITS_FOR_ANSWER = "move-waits-for-answer"
    SAME_DATE = "same-date"
    DATE_HAS_PASSED = "date-has-passed"
    TOO_FAR = "too-far"
    WORDS_MISSING = "words-missing"
    PROMISE_TO_ITSELF = "promise-to-itself"
    NOT_IN_THIS_ROOM = "not-in-this-room"
    SURENESS_OUT_OF_RANGE = "sureness-out-of-range"


# The asker is on the wrong side; the other side may do it.
FOR_OTHERS = frozenset(
    {
        Refusal.NO_PARTY,
        Refusal.ONLY_PROMISER,
        Refusal.ONLY_RECEIVER,
        Refusal.ONLY_THE_TWO,
        Refusal.OWN_MOVE,
    }
)

# Values a sentence may name: promiser, receiver, due, answer_by (all put into words by the page).
SENTENCES: dict[Refusal, str] = {
    Refusal.NO_PARTY: _(
        "You sit here without an organisation. %(promiser)s and %(receiver)s do this."
    ),
    Refusal.ONLY_PROMISER: _("%(promiser)s promised this, so only %(promiser)s can do that."),
    Refusal.ONLY_RECEIVER: _(
        "This was promised to %(receiver)s, so only %(receiver)s can answer it."
    ),
    Refusal.ONLY_THE_TWO: _(
        "This is between %(promiser)s and %(receiver)s; one asks, the other answers."
    ),
    Refusal.NOT_ACCEPTED_YET: _(
        "%(receiver)s has not accepted this yet. Until then nothing is promised."
    ),
    Refusal.ALREADY_ACCEPTED: _("%(receiver)s has accepted this already."),
    Refusal.NOT_DELIVERED_YET: _("%(promiser)s has not delivered this yet."),
    Refusal.ALREADY_DELIVERED: _("%(promiser)s has delivered this. Now it waits for %(receiver)s."),
    Refusal.ALREADY_SENT_BACK: _(
        "This was sent back with what is missing. Now it waits for %(promiser)s."
    ),
    Refusal.ALREADY_CONFIRMED: _("%(receiver)s has confirmed this. Nothing more is needed."),
    Refusal.DECLINED: _("%(receiver)s declined this. A new promise can take its place."),
    Refusal.WITHDRAWN: _("%(promiser)s withdrew this. A new promise can take its place."),
    Refusal.DAY_HAS_PASSED: _(
        "The day named here, %(due)s, has passed. Ask %(promiser)s for a promise with a new day."
    ),
    Refusal.NO_MOVE_AFTER_THE_DAY: _(
        "A date moves before it is due, and this was due %(due)s. "
        "Say what happened and what comes next instead."
    ),
    Refusal.ANSWER_TIME_HAS_PASSED: _(
        "The time to send this back ended %(answer_by)s; it counts as received. "
        "You can still talk about it, or ask for a new promise."
    ),
    Refusal.NOBODY_ASKED_TO_MOVE: _("Nobody has asked to move this date. %(due)s stands."),
    Refusal.OWN_MOVE: _("Your side asked to move this, so the answer is for the other side."),
    Refusal.MOVE_WAITS_FOR_ANSWER: _(
        "The other side has asked to move this. Agree, keep the date, or suggest another day."
    ),
    Refusal.SAME_DATE: _(
        "That is the date you have now. Choose another one, or leave it as it is."
    ),
    Refusal.DATE_HAS_PASSED: _("That moment has passed already. Choose one that is still to come."),
    Refusal.TOO_FAR: _("That is more than ten years away. Please look at the year again."),
    Refusal.WORDS_MISSING: _("Please say why, in a few words. The other side will read it."),
    Refusal.PROMISE_TO_ITSELF: _("A promise needs two sides. Choose who receives it."),
    Refusal.NOT_IN_THIS_ROOM: _(
        "Whoever receives a promise must be able to read it. Choose an organisation that is in this room."
    ),
    Refusal.SURENESS_OUT_OF_RANGE: _("Write how sure you are as a whole number from 0 to 100."),
}
