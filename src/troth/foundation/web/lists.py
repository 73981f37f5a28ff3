"""Words after each other, as the reader's language lists them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def commas(words: Iterable[object]) -> str:
    """All that is not empty, with the comma of the language: “a, b, c”."""
    # The comma between the parts of a list, with its space.
    return _(", ").join(said for word in words if (said := str(word)))


def listed(words: Iterable[object]) -> str:
    """The same as people say it: “a, b and c”."""
    said = [str(word) for word in words]
    if len(said) < 2:
        return "".join(said)
    return _("%(first)s and %(last)s") % {"first": commas(said[:-1]), "last": said[-1]}
