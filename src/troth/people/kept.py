"""What workers keep for each other for a while, as JSON in `site_cache`.

Django's own cache keeps pickles, and whoever can write a pickle where the server reads it can make
the server run anything. JSON is data and stays data.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from troth.people.actions.kept import claim, give_up, keep, keep_longer
from troth.people.models import Cached

FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)
LAST = FOR_EVER.timestamp()


class Json:
    """How a value is written and read; what cannot be read is as good as not there."""

    def dumps(self, value: object) -> bytes:
        """The value in bytes; a number stays one, so that Redis can count it up."""
        return json.dumps(value, separators=(",", ":")).encode()

    def loads(self, data: bytes | str) -> object:
        """What was written, or None."""
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return None


class KeptRows(BaseCache):
    """Django's interface over the table `site_cache`; one statement for each call."""

    def __init__(self, _table: str, params: dict[str, object]) -> None:
        super().__init__(params)
        self.json = Json()

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """What is kept under this name."""
        return self.get_many([key], version=version).get(key, default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, object]:
        """What is kept under these names."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        living = Cached.objects.filter(pk__in=names, expires__gt=datetime.now(UTC))
        rows = living.values_list("cache_key", "value")
        return {names[key]: self.json.loads(value) for key, value in rows}

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep it, whatever was there."""
        name = self.make_and_validate_key(key, version=version)
        keep(name, self.json.dumps(value).decode(), until=self.end(timeout))

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep it unless there is something; of several at once exactly one hears True."""
        name = self.make_and_validate_key(key, version=version)
        return claim(name, self.json.dumps(value).decode(), until=self.end(timeout))

    def touch(
        self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep it for longer; whether it was there."""
        name = self.make_and_validate_key(key, version=version)
        return keep_longer(name, until=self.end(timeout))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Keep it no longer; whether it was there."""
        name = self.make_and_validate_key(key, version=version)
        return give_up([name])

    def clear(self) -> None:
        """Keep nothing."""
        give_up()

    def end(self, timeout: float | None) -> datetime:
        """When something kept for so many seconds runs out."""
        moment = self.get_backend_timeout(timeout)
        return FOR_EVER if moment is None else datetime.fromtimestamp(min(moment, LAST), UTC)
