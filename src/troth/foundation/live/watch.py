"""Looking into the database once a second, so that a word that got lost is only late."""

import asyncio
import logging
import time

from troth.foundation.live.database import Database, DatabaseAway
from troth.foundation.live.hub import Hub
from troth.foundation.live.permits import Permits
from troth.foundation.live.words import Cut

EVERY = 1.0
WINDOW = 60.0
BLIND = 10.0
log = logging.getLogger(__name__)


class Watch:
    """Finds lost cuts and hints; ends all streams when it has been blind for ten seconds."""

    def __init__(self, database: Database, hub: Hub, *, permits: Permits) -> None:
        self._database = database
        self._hub = hub
        self._permits = permits
        self._seen: set[str] = set()
        self._last = float("-inf")
        self._away = False

    @property
    def sees(self) -> bool:
        """Whether a look succeeded within the last ten seconds."""
        return time.monotonic() - self._last < BLIND

    async def run(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(EVERY)
            await self.try_to_look()
            if not self.sees:
                for reader in self._hub.readers():
                    reader.finish()

    async def try_to_look(self) -> None:
        """Look once; a database that is away is tried again."""
        try:
            await self.look()
        except DatabaseAway as away:
            if not self._away:
                log.warning("live cannot look into the database: %s", away)
            self._away = True
        else:
            if self._away:
                log.warning("live looks into the database again")
            self._away = False

    async def look(self) -> None:
        """Once: access taken away, then logs that are longer than was told."""
        # A window of time and not the last id seen: a late commit would be skipped by a cursor.
        changes = await self._database.changes(time.time() - WINDOW)
        for change in changes:
            if change.id not in self._seen:
                self.cut(change.cut)
        self._seen = {change.id for change in changes}
        for room, missed in (await self._database.behind(self._hub.known())).items():
            self._hub.missed(room, missed)
        self._last = time.monotonic()

    def cut(self, cut: Cut) -> None:
        """End the person's streams of this room, and let no earlier answer open one again."""
        self._permits.cut(cut.person, cut.room)
        self._hub.cut(cut.person, cut.room)
