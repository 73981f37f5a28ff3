"""Why something cannot be done, and how pages say it."""

from enum import StrEnum

from troth.checkins.rules.words import gettext_noop as _


class Refusal(StrEnum):
    """One reason."""

    NO_PARTY = "no-party"
    NOT_OURS = "not-ours"
    ALREADY_GIVEN = "already-given"
    ALREADY_SKIPPED = "already-skipped"
    NEXT_HAS_BEGUN = "next-has-begun"
    NOTHING_WRITTEN = "nothing-written"
    REASON_MISSING = "reason-missing"
    NOBODY_ASKED = "nobody-asked"
    NOT_ASKED_OF_US = "not-asked-of-us"
    ALREADY_ANSWERED = "already-answered"
    ANSWER_MISSING = "answer-missing"
    DAY_HAS_PASSED = "day-has-passed"
    TOO_FAR = "too-far"
    ALREADY_OVER = "already-over"
    NOT_YOURS_TO_LIFT = "not-yours-to-lift"
    ENDS_BEFORE_IT_BEGINS = "ends-before-it-begins"
    TOO_LONG = "too-long"
    OVERLAPS = "overlaps"
    NOT_WAITING = "not-waiting"
    OWN_PROPOSAL = "own-proposal"
    ONLY_THE_PROPOSER = "only-the-proposer"
    ANSWERED_ALREADY = "answered-already"
    NOT_AGREED = "not-agreed"
    HAS_ENDED = "has-ended"
    END_IS_NOT_EARLIER = "end-is-not-earlier"
    END_WAITS = "end-waits"
    NOBODY_ASKED_TO_END = "nobody-asked-to-end"


# What is for another side to do.
FOR_OTHERS = frozenset(
    {
        Refusal.NOT_OURS,
        Refusal.NOT_ASKED_OF_US,
        Refusal.NOT_YOURS_TO_LIFT,
        Refusal.OWN_PROPOSAL,
        Refusal.ONLY_THE_PROPOSER,
    }
)

SENTENCES: dict[Refusal, str] = {
    Refusal.NO_PARTY: _("Only people who sit here for an organisation can do this."),
    Refusal.NOT_OURS: _("Each organisation writes its own check-in."),
    Refusal.ALREADY_GIVEN: _(
        "A colleague has sent this check-in already. What you wrote is kept below."
    ),
    Refusal.ALREADY_SKIPPED: _(
        "A colleague has said that you skip this one. What you wrote is kept below."
    ),
    Refusal.NEXT_HAS_BEGUN: _(
        "The next check-in has begun meanwhile. Your words are kept below: you can send them there."
    ),
    Refusal.NOTHING_WRITTEN: _("Write one line in any of the three fields. One is enough."),
    Refusal.REASON_MISSING: _("Please say why, in a few words. The other side will read it."),
    Refusal.NOBODY_ASKED: _("No help was asked for here."),
    Refusal.NOT_ASKED_OF_US: _("This was asked of somebody else; they can answer it."),
    Refusal.ALREADY_ANSWERED: _(
        "Somebody answered a moment before you. Your words are kept below."
    ),
    Refusal.ANSWER_MISSING: _("Write one line, so that they know what to expect."),
    Refusal.DAY_HAS_PASSED: _("That day has passed. Choose today or a later day."),
    Refusal.TOO_FAR: _("That is more than a year ahead. Choose a nearer day."),
    Refusal.ALREADY_OVER: _("This has been taken back already."),
    Refusal.NOT_YOURS_TO_LIFT: _("Whoever said it takes it back."),
    Refusal.ENDS_BEFORE_IT_BEGINS: _("The last day lies before the first. Choose a later one."),
    Refusal.TOO_LONG: _(
        "A pause lasts 92 days at most. For longer, it is better to agree on new dates."
    ),
    Refusal.OVERLAPS: _("There is a pause on some of these days already. Choose days beside it."),
    Refusal.NOT_WAITING: _("This pause no longer waits for an answer. Nothing was changed."),
    Refusal.OWN_PROPOSAL: _("Your side proposed this; the other side answers."),
    Refusal.ONLY_THE_PROPOSER: _("Only the side that proposed this can take it back."),
    Refusal.ANSWERED_ALREADY: _("Your side has agreed already; it waits for the others."),
    Refusal.NOT_AGREED: _("This pause has not been agreed, so there is nothing to end."),
    Refusal.HAS_ENDED: _("This pause is over. Nothing was changed."),
    Refusal.END_IS_NOT_EARLIER: _(
        "Choose a last day from today on, and earlier than the one that was agreed."
    ),
    Refusal.END_WAITS: _("There is a wish to end it earlier already; it waits for an answer."),
    Refusal.NOBODY_ASKED_TO_END: _("Nobody has asked to end this pause earlier."),
}
