"""What anybody may read: approved versions, by address; what was never approved is nowhere here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from troth.foundation.kernel.ulid import is_ulid
from troth.partnerships.models import Partnership
from troth.statements.models import Publication, Statement
from troth.statements.rules.checking import Known

MOST = 200


@dataclass(frozen=True)
class Shown:
    """One approved version as the public page shows it, among all that were approved."""

    statement: Statement
    one: Publication
    all: tuple[Publication, ...]

    @property
    def in_use(self) -> bool:
        """Whether this very version may be used."""
        return self.one.withdrawn_at is None

    @property
    def title(self) -> str:
        """How it is called."""
        return self.one.title

    @property
    def table(self) -> str:
        """The partnership's name in addresses."""
        return str(self.statement.room.partnership.slug)

    @property
    def current(self) -> Publication | None:
        """The version that may be used, if any."""
        return next((one for one in self.all if one.withdrawn_at is None), None)

    @property
    def known(self) -> list[Known]:
        """All versions, for the check."""
        return [
            Known(one.number, one.text, one.checksum, one.withdrawn_at is None) for one in self.all
        ]


def shown_at(table: str, key: str, *, number: int | None = None) -> Shown | None:
    """The version in use (else the last one), or this one; two statements."""
    if not is_ulid(key):
        return None
    rows = Statement.objects.select_related("room__partnership")
    found = rows.filter(pk=key, room__partnership__slug=table).first()
    return shown_behind(found, number) if found else None


def shown_behind(statement: Statement, number: int | None = None) -> Shown | None:
    """The same for a statement at hand."""
    rows = tuple(
        Publication.objects.filter(statement=statement)
        .select_related("withdrawn_by")
        .order_by("-number")[:MOST]
    )
    usable = [one for one in rows if one.withdrawn_at is None]
    wanted = [one for one in rows if one.number == number] if number is not None else usable or rows
    return Shown(statement, wanted[0], rows) if wanted else None


def in_use_at(table: str) -> Sequence[Publication]:
    """Everything of one table that may be used now, the newest first."""
    rows = Publication.objects.filter(
        statement__room__partnership__slug=table, withdrawn_at__isnull=True
    )
    return list(rows.select_related("statement__room__partnership").order_by("-approved_at")[:MOST])


def table_at(slug: str) -> Partnership:
    """The partnership of this name in addresses; asked only where it shows something. Raises `DoesNotExist`."""
    return Partnership.objects.get(slug=slug)


def path_of(shown: Shown) -> str:
    """Where it is read by everybody."""
    return reverse("public.statement", kwargs={"slug": shown.table, "pk": shown.statement.id})
