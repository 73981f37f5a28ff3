"""What is said about missing voices: where an initiative and a group stand, and why something is not possible."""

from collections.abc import Sequence

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.foundation.web.lists import commas
from troth.inclusion.actions.holding import NotPossible
from troth.inclusion.rules.standing import Refusal, Stand, Voices

# `who`: the side that named the group.
WHY_NOT: dict[Refusal, LazyWords | str] = {
    Refusal.NO_SIDE: gettext_lazy(
        "You sit here without an organisation; the organisations do this."
    ),
    Refusal.NOT_YOURS: gettext_lazy(
        "%(who)s put this group on the list, so only %(who)s can take it off."
    ),
    Refusal.NAME_MISSING: gettext_lazy("Tick a group, or say in your own words who is affected."),
    Refusal.WORDS_MISSING: gettext_lazy("Please say why, in a few words. The others will read it."),
    Refusal.NAMED_ALREADY: gettext_lazy("This group stands on the list already."),
    Refusal.TOO_MANY: gettext_lazy(
        "Sixty groups stand here already. Put some of them together under one name."
    ),
    Refusal.GONE: gettext_lazy("This group was taken off the list a moment before you."),
    Refusal.STAYS: gettext_lazy(
        "Somebody has spoken for this group or acknowledged the gap, so it stays on the list."
    ),
    Refusal.NOT_SITTING: gettext_lazy(
        "Choose somebody who is in this room. Whoever is not can be invited as a guest."
    ),
    Refusal.SPEAKS_ALREADY: gettext_lazy("This person speaks for the group already."),
    Refusal.NOBODY_SPEAKS: gettext_lazy("This person does not speak for the group any more."),
    Refusal.DAY_TO_COME: gettext_lazy("This day is still to come. Record the talk once it was."),
    Refusal.DAY_FAR: gettext_lazy("Please look at the year again."),
    Refusal.ENOUGH_TALKS: gettext_lazy("A lot stands here already. Go on in a talk of its own."),
    Refusal.NOT_MISSING: gettext_lazy(
        "Somebody speaks for this group, or has spoken with it. There is no gap to acknowledge."
    ),
    Refusal.SAID_ALREADY: gettext_lazy("Your organisation has said that already."),
    Refusal.GROUPS_NAMED: gettext_lazy(
        "Somebody has named a group that is affected. Your words are kept here; say them about the group."
    ),
    Refusal.LAUNCHED: gettext_lazy(
        "It has been launched, so nothing waits for this any more. Talks can still be recorded."
    ),
}
STANDS: dict[Stand, LazyWords | str] = {
    Stand.SPOKEN_FOR: gettext_lazy("spoken for"),
    Stand.HEARD: gettext_lazy("spoken with"),
    Stand.ACKNOWLEDGED: gettext_lazy("missing, and acknowledged"),
    Stand.MISSING: gettext_lazy("nobody speaks for them yet"),
}


def why_not(refused: NotPossible) -> str:
    """The reason in words."""
    return str(WHY_NOT[refused.reason]) % {"who": refused.who or _("Whoever named it")}


def state_words(voices: Voices) -> str:
    """Where an initiative stands, as one sentence that would do as the whole answer."""
    if not voices.groups:
        return nobody_words(voices)
    count, heard = len(voices.groups), sum(one.is_heard for one in voices.groups)
    said = ngettext(
        "One group is affected besides you.", "%(count)s groups are affected besides you.", count
    ) % {"count": count}
    if heard and count > 1:
        said += " " + ngettext("One of them is heard.", "%(heard)s of them are heard.", heard) % {
            "heard": heard
        }
    return f"{said} {gap_words(voices)}"


def gap_words(voices: Voices) -> str:
    """What is missing, and what that means for the launch."""
    missing = len(voices.missing)
    known = sum(voices.stand(one) is Stand.ACKNOWLEDGED for one in voices.groups)
    if missing and voices.launched:
        return ngettext("One voice is missing.", "%(n)s voices are missing.", missing) % {
            "n": missing
        }
    if missing:
        return ngettext(
            "One voice is missing, and the launch waits for it.",
            "%(n)s voices are missing, and the launch waits for them.",
            missing,
        ) % {"n": missing}
    if known:
        return ngettext(
            "One is missing, and every organisation has said why it goes on.",
            "%(n)s are missing, and every organisation has said why it goes on.",
            known,
        ) % {"n": known}
    return _("No voice is missing from those you named.")


def nobody_words(voices: Voices) -> str:
    """Where nobody was named: whether that was said, or not asked yet."""
    if voices.is_asked:
        return _("Every organisation has said why nobody else is affected.")
    if voices.nobody_else:
        return _("One side says that nobody else is affected. The others have not said so.")
    if voices.launched:
        return _("It was launched before anybody had asked who else is affected.")
    return _("Nobody has asked yet who else is affected. The launch waits for it.")


def hold_words(voices: Voices, names: Sequence[str]) -> str:
    """Why the launch is held, in one sentence; `names`: the groups that are missing."""
    if not voices.groups:
        return _("Before the launch, say who else is affected and who of them is missing here.")
    shown = commas(names[:3])
    more = len(names) - 3
    if more > 0:
        shown = ngettext("%(shown)s and one more", "%(shown)s and %(n)s more", more) % {
            "shown": shown,
            "n": more,
        }
    return _("Nobody speaks here for: %(groups)s") % {"groups": shown}
