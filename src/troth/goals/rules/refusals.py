"""Why something cannot be done with a goal: a closed list of reasons, each with its sentence."""

from enum import StrEnum

from troth.goals.rules.words import gettext_noop as _


class Refusal(StrEnum):
    """Why an act is not possible, or not for this seat, now."""

    NO_PARTY = "no-party"
    CHANGED_MEANWHILE = "changed-meanwhile"
    NOT_THERE = "not-there"
    NOT_YOURS = "not-yours"
    SIGNED_BY_ANOTHER = "signed-by-another"
    WHY_MISSING = "why-missing"
    NOTHING_CHANGED = "nothing-changed"
    TOO_MANY_MEASURES = "too-many-measures"
    MEASURE_NAMELESS = "measure-nameless"
    MEASURE_TWICE = "measure-twice"
    TARGET_IS_START = "target-is-start"
    OUT_OF_RANGE = "out-of-range"
    DAY_FAR = "day-far"
    LAUNCH_AFTER_END = "launch-after-end"
    NO_LAUNCH_DAY = "no-launch-day"
    NOT_AGREED = "not-agreed"
    LAUNCHED_ALREADY = "launched-already"
    DAY_TO_COME = "day-to-come"
    TAKEN_BACK_ALREADY = "taken-back-already"
    TOO_MANY_READINGS = "too-many-readings"
    OBSTACLE_ANSWERED = "obstacle-answered"
    TOO_MANY_CHECKS = "too-many-checks"
    TOO_MANY_RESULTS = "too-many-results"
    AIM_UNKNOWN = "aim-unknown"
    CHECK_MOVED = "check-moved"
    CHECK_AGREED = "check-agreed"
    CHECK_NOT_AGREED = "check-not-agreed"
    CHECK_HOLDS = "check-holds"
    WORDS_MISSING = "words-missing"
    AGAIN_BEFORE = "again-before"
    OWN_WORDS = "own-words"
    SAID_ALREADY = "said-already"
    NOTHING_SHOWN = "nothing-shown"
    RESULTS_CHANGED = "results-changed"
    NOT_PUBLIC = "not-public"


SENTENCES: dict[Refusal, str] = {
    Refusal.NO_PARTY: _("This is for people who sit here for one of the organisations."),
    Refusal.CHANGED_MEANWHILE: _("Somebody wrote another version a moment before you."),
    Refusal.NOT_THERE: _("This is no longer there."),
    Refusal.NOT_YOURS: _("Only the side that wrote it can take it back."),
    Refusal.SIGNED_BY_ANOTHER: _(
        "Another organisation has signed it. Propose a change instead of taking it back."
    ),
    Refusal.WHY_MISSING: _("Please say why, in a few words. The others will read it."),
    Refusal.NOTHING_CHANGED: _(
        "Nothing is different from the version before, so there is nothing to sign."
    ),
    Refusal.TOO_MANY_MEASURES: _("Eight measures are the most; the best goals have one or two."),
    Refusal.MEASURE_NAMELESS: _("A measure needs a name, such as “units calibrated”."),
    Refusal.MEASURE_TWICE: _("Two measures have the same name. Give one of them another."),
    Refusal.TARGET_IS_START: _(
        "Start and target are the same, so nothing could be seen to move. Change one of them."
    ),
    Refusal.OUT_OF_RANGE: _(
        "This number is too large, or has more than four decimal places. Choose another unit, such as thousands."
    ),
    Refusal.DAY_FAR: _("Please look at the year again."),
    Refusal.LAUNCH_AFTER_END: _("The launch lies after the day by which the goal is reached."),
    Refusal.NO_LAUNCH_DAY: _(
        "This goal has no launch day that all have signed. Propose a change that gives it one."
    ),
    Refusal.NOT_AGREED: _("A goal can be launched once every organisation has signed it."),
    Refusal.LAUNCHED_ALREADY: _("This was launched already; its launch day stays as it was."),
    Refusal.DAY_TO_COME: _("This day is still to come. A reading is of a day that has begun."),
    Refusal.TAKEN_BACK_ALREADY: _("This reading was replaced or taken back already."),
    Refusal.TOO_MANY_READINGS: _("This measure has as many readings as it can hold."),
    Refusal.OBSTACLE_ANSWERED: _("This obstacle was answered already."),
    Refusal.TOO_MANY_CHECKS: _(
        "Twenty checks are the most that a goal can carry, with those that were replaced."
    ),
    Refusal.TOO_MANY_RESULTS: _("This check holds as many results as it can."),
    Refusal.AIM_UNKNOWN: _("The United Nations have goals 1 to 17."),
    Refusal.CHECK_MOVED: _("Somebody was a moment before you. Read how it stands now."),
    Refusal.CHECK_AGREED: _("Every side has agreed to it. Propose another one in its place."),
    Refusal.CHECK_NOT_AGREED: _("Every side agrees to a check before it is looked at."),
    Refusal.CHECK_HOLDS: _("A sustainability check holds the launch until it has passed."),
    Refusal.WORDS_MISSING: _("Please say what was seen, in a sentence. The others will read it."),
    Refusal.AGAIN_BEFORE: _("The next look comes after this one."),
    Refusal.OWN_WORDS: _("Your own side wrote this; it is for the others to answer."),
    Refusal.SAID_ALREADY: _("Your organisation has said that already."),
    Refusal.NOTHING_SHOWN: _(
        "There is nothing to show yet: no check has a result that every side has confirmed."
    ),
    Refusal.RESULTS_CHANGED: _(
        "Something changed since these words were put together. Put them together anew."
    ),
    Refusal.NOT_PUBLIC: _("This is not shown to everybody now."),
}
