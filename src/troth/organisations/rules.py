"""Who an organisation cannot do without, when it can be away, and how much it says of itself."""

from collections.abc import Collection
from typing import Final

from troth.foundation.kernel.ulid import Ulid

SATURDAY_AND_SUNDAY: Final = "56"  # days of the week as digits, 0 is Monday
MOST_DAYS_OFF: Final = 60
LONGEST_WEEKEND: Final = 6


class NoWorkingDay(Exception):
    """A week without a working day: no answer would ever be due."""


class TooManyDaysOff(Exception):
    """More days of its own than an organisation can name."""


# What people can still read in one go, and partners still answer.
MOST_STRENGTHS = 40


class TooManyStrengths(Exception):
    """It says so much of itself already that nobody could read more."""


class ChangedMeanwhile(Exception):
    """A colleague wrote something else between looking and acting."""


class LastAdmin(Exception):
    """The others would stay behind without an admin."""


class NotAMember(Exception):
    """This person does not belong to the organisation, or does not decide for it."""


def leaves_no_admin(person: Ulid, *, members: Collection[Ulid], admins: Collection[Ulid]) -> bool:
    """Whether others would stay behind without an admin when this person goes or steps back."""
    return bool(set(members) - {person}) and set(admins) <= {person}
