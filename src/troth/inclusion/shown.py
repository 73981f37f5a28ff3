"""A report as its page says it: a table for each kind, in alphabetical order, and why a line is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.inclusion.models import Figure, Report
from troth.inclusion.rules.audit import Hidden
from troth.inclusion.rules.report import Cut, Kind

HEADINGS: dict[Kind, LazyWords | str] = {
    Kind.WRITING: gettext_lazy("Writing"),
    Kind.ASKING: gettext_lazy("Asking"),
    Kind.ANSWERING: gettext_lazy("Answering"),
    Kind.DECIDING: gettext_lazy("Deciding"),
}
COUNTED: dict[Kind, LazyWords | str] = {
    Kind.WRITING: gettext_lazy("Posts with a name in the shared room."),
    Kind.ASKING: gettext_lazy("Questions asked in the shared room."),
    Kind.ANSWERING: gettext_lazy("Answers that were marked as one."),
    Kind.DECIDING: gettext_lazy("Decisions in which somebody had a say."),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a name, its share of the people and of what was done; or why neither is shown."""

    name: str
    share: str
    of_people: str
    hidden: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """All lines of one kind; `why` where none of them is shown."""

    id: str
    heading: str
    counted: str
    rows: Sequence[Row]
    why: str


def tables(figures: Sequence[Figure], names: Mapping[str, str]) -> list[Table]:
    """The tables of a report, each kind in its order."""
    return [table(kind, [one for one in figures if one.kind == kind], names) for kind in Kind]


def table(kind: Kind, figures: Sequence[Figure], names: Mapping[str, str]) -> Table:
    """The lines of one kind, organisation by organisation."""
    whole = next((one for one in figures if one.cut == Cut.ALL), None)
    why = whole_words(Hidden(whole.hidden)) if whole and whole.hidden else ""
    if whole is None:
        why = _("Not worked out: more people sit at this table than a balance is made for.")
    named = sorted(
        (one for one in figures if one.cut == Cut.PARTY),
        key=lambda one: called(one, names).casefold(),
    )
    return Table(
        id=kind.value,
        heading=str(HEADINGS[kind]),
        counted=str(COUNTED[kind]),
        rows=[] if why else [row(one, names) for one in named],
        why=why,
    )


def row(figure: Figure, names: Mapping[str, str]) -> Row:
    """One line in words."""
    return Row(
        name=called(figure, names),
        share=percent(figure.share),
        of_people=percent(figure.of_people),
        hidden=hidden_words(Hidden(figure.hidden)) if figure.hidden else "",
    )


def called(figure: Figure, names: Mapping[str, str]) -> str:
    """What a line is called; an organisation that has left is named no more."""
    return names.get(figure.key, _("An organisation that has left"))


def percent(share: int | None) -> str:
    """A share in steps of five, as a sentence says it."""
    if share is None:
        return ""
    if share == 0:
        return _("hardly any")
    return _("about %(n)s %%") % {"n": share}


def hidden_words(why: Hidden) -> str:
    """Why one line is hidden."""
    if why is Hidden.FEW_PEOPLE:
        return _("Hidden: fewer than five people, so their share would be one person’s.")
    return _("Hidden: with what is shown besides, fewer than five people could be worked out.")


def whole_words(why: Hidden) -> str:
    """Why nothing of a kind is shown."""
    if why is Hidden.FEW_PEOPLE:
        return _("Not shown: fewer than five people sit at this table.")
    if why is Hidden.NOTHING_DONE:
        return _("Nothing of this kind happened in that month.")
    return _(
        "Not shown: fewer than five people took part, or could be worked out from the months before."
    )


@dataclass(frozen=True, kw_only=True)
class Month:
    """An earlier or later report, and whether it is the one on the page."""

    day: str
    name: str
    current: bool


def months(reports: Sequence[Report], shown: Report | None) -> list[Month]:
    """The months there is a report of, the latest first."""
    return [
        Month(
            day=one.month.isoformat(),
            name=month_words(one.month),
            current=shown is not None and one.id == shown.id,
        )
        for one in reports
    ]


def month_words(month: date) -> str:
    """A month with its year."""
    return formats.date_format(month, "F Y")
