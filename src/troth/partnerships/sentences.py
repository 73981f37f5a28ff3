"""What people read: why something is not possible, what acts and rules are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.partnerships import Act, MotionOutcome
from troth.partnerships.models import Motion
from troth.partnerships.rules.refusals import NotPossible, Reason

WAY_OUT_WORDS: Final[dict[str, Promise]] = {
    "talk": _("The leads talk, and it is put once more in other words."),
    "facilitator": _("Somebody neutral whom you all accept helps you find words that hold."),
    "as-it-is": _("It stays as it is, until it is put once more in other words."),
}
OVERTAKEN = _(
    "A colleague changed this a moment before you. Nothing of yours was kept; your words are below. "
    "Read theirs, then keep yours or change them."
)
WHY_NOT: Final[dict[Reason, Promise]] = {
    Reason.CLOSED: _(
        "This partnership is closed. Everything stays readable, and nothing is added any more."
    ),
    Reason.NOT_OPEN_YET: _(
        "This waits until everybody who was invited has accepted. Until then nothing is shared."
    ),
    Reason.ALREADY_OPEN: _("The table is open already."),
    Reason.SEAT_ENDED: _("You no longer sit here. Nothing was changed."),
    Reason.ADMINS_ONLY: _("Only admins decide this for their organisation. Ask one of yours."),
    Reason.OWN_SIDE_ONLY: _("That is for the other side to decide. Nothing was changed."),
    Reason.NO_SIDE: _("You sit here for no organisation, and only organisations decide this."),
    Reason.LAST_ADMIN: _(
        "%(who)s is the only admin of %(party)s at “%(table)s”. Make somebody else admin first, "
        "or let %(party)s leave that table."
    ),
    Reason.LAST_ORGANISATION_ADMIN: _(
        "%(who)s is the only one who decides for %(organisation)s. Let somebody else decide too, first."
    ),
    Reason.NOT_A_MEMBER: _("%(who)s does not belong to %(organisation)s."),
    Reason.SOMEBODY_WAS_QUICKER: _(
        "%(who)s was a moment quicker, so this has happened already. Look at how it stands now."
    ),
    Reason.SAME_ROLE: _("%(who)s has this role already."),
    Reason.NOT_FOR_GUESTS: _(
        "Guests and facilitators sit for no organisation. Invite them as a colleague instead."
    ),
    Reason.SITS_HERE_ALREADY: _("This person sits here for %(party)s already."),
    Reason.NAME_TAKEN: _("There is an organisation called “%(name)s” at this table already."),
    Reason.NAME_MISSING: _("Give it a name."),
    Reason.ORGANISATION_HERE_ALREADY: _("%(organisation)s sits at this table already."),
    Reason.NOT_ADMIN_THERE: _(
        "You do not decide for %(organisation)s. Ask one of its admins to do this."
    ),
    Reason.ORGANISATION_NEEDED: _("Say for which organisation you accept."),
    Reason.FOUNDER_NEEDED: _("A table needs at least one other organisation."),
    Reason.ADDRESS_TWICE: _(
        "%(address)s stands there twice. Each organisation needs its own person."
    ),
    Reason.OTHER_ADDRESS: _(
        "This invitation was written to %(address)s, and you are signed in as %(yours)s. "
        "Say that you mean it, or come in with the other address."
    ),
    Reason.DAY_NEEDED: _("Say until which day. A guest’s visit has an end."),
    Reason.DAY_HAS_PASSED: _("That day has passed. Choose one that is still to come."),
    Reason.TOO_FAR_AWAY: _("A visit lasts a year at most; it can be renewed."),
    Reason.ROOM_NEEDED: _("Choose at least one room."),
    Reason.ROOM_NOT_YOURS: _("That room is not among yours."),
    Reason.NEVER_A_SIDE_ROOM: _("Guests never come into a side room. Choose another room."),
    Reason.NEVER_A_CLOSED_ROOM: _(
        "Guests never come into a room of a few named people. Choose another room."
    ),
    Reason.PARTIES_NEEDED: _("Choose organisations that sit at this table, at least two."),
    Reason.OWN_SIDE_TOO: _(
        "%(party)s must be in the room too: you open it for yourselves and others."
    ),
    Reason.RULE_UNKNOWN: _("Choose one of the rules."),
    Reason.RULE_IN_FORCE: _("That rule is in force already."),
    Reason.TWO_ALONE: _(
        "With two at the table neither can remove the other. You can leave, on any day, or propose to close."
    ),
    Reason.LEAVE_INSTEAD: _("You can leave by yourselves, on any day. Nobody is asked why."),
    Reason.NO_VOTE: _("%(party)s has no vote on this one."),
    Reason.ALREADY_SETTLED: _("This was settled already. Your answer was not needed any more."),
    Reason.SAME_MOTION: _("The very same thing waits for an answer already."),
    Reason.NOT_WIDER: _("Sharing goes to more people, not to fewer. Choose a wider room."),
    Reason.NEEDS_CONSENT: _(
        "This belongs to several organisations. It goes to more people only when they agree; propose it."
    ),
    Reason.SHARE_IT_YOURSELF: _("This is your own: you can share it without asking anybody."),
    Reason.NOTHING_THERE: _("There is nothing of that kind in this room."),
    Reason.NOT_AS_IT_STANDS: _(
        "As it stands now, this cannot be shown to more people. Make a new one there instead."
    ),
    Reason.ENOUGH_LETTERS: _(
        "You have sent %(count)s invitations within a day. The next ones can go out tomorrow."
    ),
    Reason.ENOUGH_ROOMS: _(
        "This table has %(count)s rooms, and more would only be lost among each other. Use one that is there."
    ),
    Reason.ENOUGH_MOTIONS: _(
        "%(count)s things wait for an answer already. Let some be answered, or take some of yours back."
    ),
    Reason.REASON_NEEDED: _("Please say why, in a few words. Everybody who answers will read it."),
}

SETTLED_BY: Final = _(
    "%(who)s settled this a moment before you: %(outcome)s. Your words are kept here."
)
MATTER_WORDS: Final = {
    Act.ADD_PARTY: _("invite %(what)s to this table"),
    Act.REMOVE_PARTY: _("ask %(what)s to leave this table"),
    Act.WIDEN: _("show “%(what)s” to more people"),
    Act.SEAT_FACILITATOR: _("ask %(what)s to sit here as a neutral facilitator"),
    Act.CHANGE_RULE: _("change the rule: from then on %(what)s"),
    Act.CLOSE: _("close this partnership for good"),
}
OUTCOME_WORDS: Final = {
    MotionOutcome.OPEN: _("waits for an answer"),
    MotionOutcome.CARRIED: _("carried"),
    MotionOutcome.REFUSED: _("not carried"),
    MotionOutcome.WITHDRAWN: _("withdrawn"),
}

RULE_WORDS: Final = {
    "unanimous": _("every organisation must say yes"),
    "all-but-one": _("all but one must say yes; with two, both"),
    "majority:1/2": _("more than half must say yes"),
    "majority:2/3": _("more than two thirds must say yes"),
    "majority:3/4": _("more than three quarters must say yes"),
}

# What a permission lets somebody do, as the end of “Only admins …”.
ACT_WORDS: Final = {
    Permission.PARTNERSHIP_INVITE: _("invite people to this table"),
    Permission.PARTNERSHIP_MANAGE: _("change who sits here for their organisation"),
    Permission.CONSENT_PROPOSE: _("propose what affects everybody"),
    Permission.CONSENT_GIVE: _("answer for their organisation"),
    Permission.AGREEMENT_SIGN: _("sign for their organisation"),
    Permission.STATEMENT_WITHDRAW: _("withdraw a public statement"),
    Permission.COMMITMENT_IMPORT: _("bring in a file of promises"),
}


def why_not(refused: NotPossible) -> str:
    """The sentence for a refusal, with its names."""
    if refused.reason is Reason.ALREADY_SETTLED and "outcome" in refused.values:
        outcome = OUTCOME_WORDS[MotionOutcome(refused.values["outcome"])]
        return str(SETTLED_BY) % {"who": refused.values["who"], "outcome": outcome}
    return str(WHY_NOT[refused.reason]) % refused.values


def rule_words(rule: str) -> str:
    """A consent rule in words; a share nobody offers is said as it is written."""
    known = RULE_WORDS.get(rule)
    if known:
        return str(known)
    return gettext("more than %(share)s must say yes") % {"share": rule.partition(":")[2]}


def way_out_words(way: str) -> str:
    """What the charter names where a decision comes to no end."""
    return str(WAY_OUT_WORDS.get(way, WAY_OUT_WORDS["talk"]))


def matter_words(motion: Motion) -> str:
    """What a motion asks for, as the end of “Lumen proposes to …”."""
    act = Act(motion.act)
    what = rule_words(motion.what) if act is Act.CHANGE_RULE else motion.what
    return str(MATTER_WORDS[act]) % {"what": what}
