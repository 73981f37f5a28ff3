"""Pieces of pages that are the same for a whole audience: asked of web once, served from memory."""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass

from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.live.database import Database, DatabaseAway
from troth.foundation.live.hub import Hub
from troth.foundation.live.questions import Ask, Browser, Reply, WebAway

KEPT = 3
IN_ALL = 32 * 1024 * 1024
PATH = re.compile(
    r"/live/fragment/(?P<room>\w{26})/(?P<idx>[0-9]{1,15})"
    r"/(?P<audience>\w[\w.-]{0,95})/(?P<name>\w[\w.-]{0,95})",
    re.ASCII,
)
AWAY = Reply(503, b"", b"")
MISSING = Reply(404, b"", b"")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page: its room, for whom it is, its name."""

    room: str
    audience: str
    name: str

    @property
    def path(self) -> str:
        """Where web renders it."""
        return f"/internal/fragment/{self.room}/{self.audience}/{self.name}"


def read_path(path: str) -> tuple[Piece, int] | None:
    """The piece and the index an address names, or nothing."""
    found = PATH.fullmatch(path)
    if found is None or not is_ulid(found["room"]):
        return None
    return Piece(found["room"], found["audience"], found["name"]), int(found["idx"])


class Fragments:
    """The last three renderings of each piece, the least used thrown away when all get too large."""

    def __init__(self, ask: Ask, hub: Hub, *, database: Database) -> None:
        self._ask = ask
        self._hub = hub
        self._database = database
        self._size = 0
        self._kept: OrderedDict[tuple[bytes, Piece], dict[int, Reply]] = OrderedDict()
        self._running: dict[tuple[bytes, Piece, int], asyncio.Future[Reply]] = {}

    async def get(self, piece: Piece, idx: int, *, browser: Browser) -> Reply:
        """The piece as it was at this index or later. Whoever asks has been found to be allowed."""
        kept = self._find((browser.host, piece), idx)
        if kept:
            return kept
        try:
            if not await self._happened(piece.room, idx):
                return MISSING
        except DatabaseAway:
            return AWAY
        key = (browser.host, piece, idx)
        if key not in self._running:
            running = asyncio.ensure_future(self._fetch(piece, idx, browser=browser))
            self._running[key] = running
            running.add_done_callback(lambda _: self._running.pop(key))
        return await asyncio.shield(self._running[key])

    def _find(self, key: tuple[bytes, Piece], idx: int) -> Reply | None:
        kept = self._kept.get(key, {})
        fresh = min((at for at in kept if at >= idx), default=None)
        if fresh is None:
            return None
        self._kept.move_to_end(key)
        return kept[fresh]

    async def _happened(self, room: str, idx: int) -> bool:
        # Otherwise what is rendered today would be kept under an index that is still to come.
        heard = self._hub.room(room)
        if heard and idx <= heard.newest:
            return True
        return idx <= (await self._database.heads([room]))[room]

    async def _fetch(self, piece: Piece, idx: int, *, browser: Browser) -> Reply:
        try:
            reply = await self._ask(f"{piece.path}?at={idx}", browser.nobody())
        except WebAway:
            return AWAY
        if reply.status != 200:
            return MISSING
        self._keep((browser.host, piece), idx, reply)
        return reply

    def _keep(self, key: tuple[bytes, Piece], idx: int, reply: Reply) -> None:
        kept = self._kept.setdefault(key, {})
        self._kept.move_to_end(key)
        kept[idx] = reply
        self._size += len(reply.body)
        if len(kept) > KEPT:
            self._size -= len(kept.pop(min(kept)).body)
        while self._size > IN_ALL:
            _, oldest = self._kept.popitem(last=False)
            self._size -= sum(len(one.body) for one in oldest.values())
