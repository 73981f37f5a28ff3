"""Why something cannot be done with the library: a closed list of reasons, each with its sentence."""

from enum import StrEnum

from troth.resources.rules.words import gettext_noop as _


class Refusal(StrEnum):
    """Why an act is not possible, or not possible for this person, now."""

    HERE_ALREADY = "here-already"
    SAME_VERSION = "same-version"
    OTHER_KIND = "other-kind"
    WITHDRAWN = "withdrawn"
    NOT_YOURS = "not-yours"
    NO_ROOM_LEFT = "no-room-left"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    TOO_MANY_OPEN = "too-many-open"
    OUT_OF_REACH = "out-of-reach"


# Values a sentence may name: what (another resource, or a size), who (the side it belongs to).
SENTENCES: dict[Refusal, str] = {
    Refusal.HERE_ALREADY: _(
        "The same is in the library already, as “%(what)s”. Nothing was added."
    ),
    Refusal.SAME_VERSION: _("This is the version that is there already, to the last byte."),
    Refusal.OTHER_KIND: _(
        "A file gets newer files and a link newer links. Add this one as something new instead."
    ),
    Refusal.WITHDRAWN: _("This was withdrawn a moment ago, so nothing was added to it."),
    Refusal.NOT_YOURS: _("This belongs to %(who)s, so only %(who)s can withdraw it."),
    Refusal.NO_ROOM_LEFT: _(
        "Your organisation has room for %(what)s more, and this needs more than that. Nothing was "
        "kept. Withdrawing what nobody needs any more makes room."
    ),
    Refusal.TOO_LARGE: _("This is larger than %(what)s, the most a file here can have."),
    Refusal.EMPTY: _("This file is empty: 0 bytes. Was it saved before you chose it?"),
    Refusal.OUT_OF_REACH: _(
        "The place where files are kept cannot be reached just now. Nothing was kept; please try "
        "again in some minutes."
    ),
    Refusal.TOO_MANY_OPEN: _(
        "You are sending %(what)s files already. Let one of them arrive or stop it first."
    ),
}
