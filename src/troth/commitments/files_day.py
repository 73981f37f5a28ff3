"""Of which day the figures of a room speak that come from files."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from troth.commitments.models import Batch, Commitment
from troth.foundation.web.times import day
from troth.ledger.kept import Kept


@dataclass(frozen=True)
class FilesDay:
    """The newest day as of which a file of the room was read; `alone` where nothing newer counts."""

    day: date
    alone: bool


known: Kept[FilesDay | None] = Kept()


def files_day(room: str) -> FilesDay | None:
    """The day of the room's files; None where no visible file named one."""
    return known.get(room, partial(found_day, room))


def found_day(room: str) -> FilesDay | None:
    """The same, looked up."""
    files = Batch.objects.in_rooms([room]).filter(visible_at__isnull=False)
    days = list(files.order_by("-as_of").values_list("as_of", flat=True).distinct())
    named = [one for one in days if one is not None]
    if not named:
        return None
    counting = Commitment.objects.in_rooms([room]).that_count().filter(batch__isnull=True)
    alone = len(named) == len(days) and not counting.filter(accepted_at__isnull=False).exists()
    return FilesDay(max(named), alone)


def as_of_words(room: str) -> str:
    """What stands beside figures of this room; nothing where no file named its day."""
    found = files_day(room)
    if found is None:
        return ""
    return day_words(found.day) if found.alone else some_words(found.day)


def day_words(named: date) -> str:
    """Beside figures that a file alone gives."""
    return _("As of %(day)s, the day of the file.") % {"day": day(named)}


def some_words(named: date) -> str:
    """Beside figures to which a file gives its part."""
    return _("Some of this comes from a file and is as of %(day)s.") % {"day": day(named)}
