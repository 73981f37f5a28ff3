"""The one text that organisations sign: words, days and measures, so that nothing binding stands outside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from troth.goals.rules.plan import MeasureTerms, Terms


@dataclass(frozen=True, kw_only=True)
class Labels:
    """How the parts are called in the language in which the version is written, and how a day is said."""

    by_when: str
    launch_on: str
    measured_by: str
    from_to: str
    day: Callable[[date], str]


def compose(terms: Terms, labels: Labels) -> str:
    """The text, one line to a part, so that a difference shows exactly what moved."""
    lines = [terms.words.strip(), ""]
    if terms.launch_on:
        lines.append(f"{labels.launch_on}: {labels.day(terms.launch_on)}")
    if terms.by_when:
        lines.append(f"{labels.by_when}: {labels.day(terms.by_when)}")
    if terms.measures:
        lines += [f"{labels.measured_by}:", *measured(terms.measures, labels)]
    return "\n".join(lines).strip()


def measured(measures: tuple[MeasureTerms, ...], labels: Labels) -> Iterator[str]:
    """A line for each measure."""
    for one in measures:
        values = {"start": plain(one.start), "target": plain(one.target), "unit": one.unit}
        yield f"– {one.name}: {(labels.from_to % values).strip()}"


def plain(number: Decimal) -> str:
    """A number without idle noughts: 20, 0.5, -3."""
    return f"{number.normalize() + 0:f}"
