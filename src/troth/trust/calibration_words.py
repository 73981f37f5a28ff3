"""How our forecasts came out, in sentences that say no more than the figures do."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.trust.rules.calibration import TOWARD, Against, Bin, Calibration


def came_out(found: Calibration) -> str:
    """What was kept beside what was expected, and whether chance alone would part them so."""
    figures = {"count": found.count, "kept": found.kept, "expected": round(found.expected)}
    values = {name: grouped(figure) for name, figure in figures.items()}
    said = _("Of %(count)s promises %(kept)s were kept; our forecasts had expected %(expected)s.")
    return f"{said % values} {apart(found.gap)}"


def grouped(figure: int) -> str:
    """A large number in the reader's way of writing: 41,655."""
    return number_format(figure, force_grouping=True)


def apart(gap: float) -> str:
    """Whether they hoped too much, too little, or neither as far as one can tell."""
    if abs(gap) <= TOWARD:
        return _("That is no further apart than chance allows.")
    if gap > 0:
        return _("They were too cautious: more was kept than they said.")
    return _("They hoped too much: less was kept than they said.")


def beside(plain: Against) -> str:
    """Ours beside a plain way, never without its interval."""
    if not plain.is_told_apart:
        return _("cannot be told apart yet")
    if plain.better > 0:
        return _("ours is closer")
    return _("ours is further off")


def tenth_words(one: Bin) -> str:
    """`between 7 and 8 of 10`."""
    return _("between %(begin)s and %(end)s of 10") % {
        "begin": round(one.begin * 10),
        "end": round(one.end * 10),
    }


def picture_words(found: Calibration) -> str:
    """The picture as a sentence for whoever does not see it."""
    outside = [one for one in found.bins if not one.low <= one.said <= one.high]
    if not outside:
        return _("Every group of like forecasts came out as said, as far as one can tell.")
    said = ngettext(
        "Of %(all)s groups of like forecasts, one came out otherwise than said.",
        "Of %(all)s groups of like forecasts, %(num)s came out otherwise than said.",
        len(outside),
    )
    return said % {"num": len(outside), "all": len(found.bins)}
