"""Quarters of the calendar, in UTC: where one ends must be the same for everybody at a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

MONTHS = 3
IN_A_YEAR = 4
NAME = re.compile(r"([12]\d{3})-q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, the first being January to March."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The quarter a moment lies in."""
        there = moment.astimezone(UTC)
        return cls(there.year, (there.month - 1) // MONTHS + 1)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """`2026-q3` as a quarter; nothing for any other words."""
        found = NAME.fullmatch(name)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def name(self) -> str:
        """How addresses call it: `2026-q3`."""
        return f"{self.year}-q{self.number}"

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, MONTHS * (self.number - 1) + 1, 1, tzinfo=UTC)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return self.next.begins

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        if self.number == IN_A_YEAR:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        if self.number == 1:
            return Quarter(self.year - 1, IN_A_YEAR)
        return Quarter(self.year, self.number - 1)


def back_from(last: Quarter, *, first: Quarter, most: int) -> Iterator[Quarter]:
    """Quarters from the last one back to the first, the newest so many."""
    found = last
    for _one in range(most):
        if found < first:
            return
        yield found
        found = found.before
