"""Single parties of a table, also those that a file has only named."""

from collections.abc import Iterable

from troth.foundation.kernel.ulid import is_ulid
from troth.partnerships.models import Party


def parties_named(partnership: str, wanted: Iterable[str]) -> dict[str, Party]:
    """Those of the wanted parties that belong to this table, whatever their standing."""
    keys = {key for key in wanted if is_ulid(key)}
    rows = Party.objects.filter(partnership_id=partnership, pk__in=keys) if keys else ()
    return {str(party.id): party for party in rows}
