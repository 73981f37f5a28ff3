"""Who listens to which room, and the telling of hints: the same bytes to every reader."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from troth.foundation.live import events
from troth.foundation.live.database import Missed
from troth.foundation.live.rooms import Room
from troth.foundation.live.words import EVERY_ROOM, Hint

PAUSE = 0.25
Write = Callable[[bytes], None]


class Reader(Protocol):
    """One open stream, as the hub sees it."""

    @property
    def rooms(self) -> Collection[str]:
        """The rooms it listens to."""

    @property
    def person(self) -> str:
        """Whose stream it is."""

    @property
    def browser(self) -> bytes:
        """Which browser it runs in, as a key."""

    @property
    def audiences(self) -> Mapping[str, str]:
        """By room, the audience it belongs to."""

    def tell(self, data: bytes) -> None:
        """Write to it."""

    def finish(self) -> None:
        """End it; its browser may come back and ask again."""


@dataclass(slots=True, eq=False)
class Table:
    """A room with its readers, and what was told in this turn of the loop."""

    id: str
    room: Room = field(default_factory=Room)
    readers: dict[Reader, Write] = field(default_factory=dict)
    out: list[bytes] = field(default_factory=list)

    def flush(self) -> None:
        """One write for each reader, whatever came in this turn of the loop."""
        data = b"".join(self.out)
        self.out.clear()
        for write in list(self.readers.values()):
            write(data)


Key = TypeVar("Key")


def _discard(index: dict[Key, set[Reader]], key: Key, reader: Reader) -> None:
    readers = index.get(key, set())
    readers.discard(reader)
    if not readers:
        index.pop(key, None)


class Hub:
    """All rooms that somebody listens to."""

    def __init__(self) -> None:
        self._tables: dict[str, Table] = {}
        self._people: defaultdict[str, set[Reader]] = defaultdict(set)
        self._browsers: defaultdict[bytes, set[Reader]] = defaultdict(set)

    def join(self, reader: Reader) -> None:
        """From now on this reader is told of its rooms, and found by its person."""
        self._people[reader.person].add(reader)
        self._browsers[reader.browser].add(reader)
        for room in reader.rooms:
            table = self._tables.get(room) or self._tables.setdefault(room, Table(room))
            table.readers[reader] = reader.tell

    def direct(self, reader: Reader, write: Write) -> None:
        """Replace the way this reader is written to."""
        for room in reader.rooms:
            table = self._tables.get(room)
            if table and reader in table.readers:
                table.readers[reader] = write

    def leave(self, reader: Reader) -> None:
        """Forget the reader, and its rooms where it was the last."""
        for room in reader.rooms:
            table = self._tables.get(room)
            if table:
                table.readers.pop(reader, None)
                if not table.readers:
                    del self._tables[room]
        _discard(self._people, reader.person, reader)
        _discard(self._browsers, reader.browser, reader)

    def may(self, browser: bytes, room: str, *, audience: str) -> bool:
        """Whether this browser listens to the room as one of this audience."""
        readers = self._browsers.get(browser, ())
        return any(reader.audiences.get(room) == audience for reader in readers)

    def readers(self) -> set[Reader]:
        """Everybody who listens."""
        return set().union(*self._people.values())

    def known(self) -> dict[str, int]:
        """How far each listened-to room has been told, where that is known."""
        return {
            table.id: table.room.known
            for table in self._tables.values()
            if table.room.known is not None
        }

    def room(self, room: str) -> Room | None:
        """What is known of a room somebody listens to."""
        table = self._tables.get(room)
        return table.room if table else None

    def settle(self, room: str, head: int) -> None:
        """The room's log was this long when a reader joined."""
        table = self._tables.get(room)
        if table and table.room.known is None:
            table.room.settle(head)

    def hint(self, hint: Hint) -> None:
        """Tell the room's readers now or when the noun's pause is over; never twice."""
        table = self._tables.get(hint.room)
        if table is None or not table.room.hear(hint.idx):
            return
        if table.room.told(hint):
            self._pause(table, hint.noun)
            self._tell(table, hint)

    def missed(self, room: str, missed: Missed) -> None:
        """The database knew of more than was heard of: tell it, or say that it is too much."""
        table = self._tables.get(room)
        if table is None:
            return
        if not missed.too_many:
            for hint in missed.hints:
                self.hint(hint)
            return
        table.room.skip_to(missed.head)
        self._queue(table, events.catch_up(room, missed.head, pages=len(table.readers)))

    def inbox(self, person: str) -> None:
        """Tell one person's streams that something waits."""
        for reader in self._people.get(person, ()):
            reader.tell(events.INBOX)

    def cut(self, person: str, room: str) -> None:
        """End the person's streams that carry this room."""
        for reader in list(self._people.get(person, ())):
            if room == EVERY_ROOM or room in reader.rooms:
                reader.finish()

    def _pause(self, table: Table, noun: str) -> None:
        asyncio.get_running_loop().call_later(PAUSE, self._pause_over, table, noun)

    def _pause_over(self, table: Table, noun: str) -> None:
        hint = table.room.turn(noun)
        if hint:
            self._pause(table, noun)
            self._tell(table, hint)

    def _tell(self, table: Table, hint: Hint) -> None:
        resume = table.room.resume()
        self._queue(table, events.event(hint, resume=resume, pages=len(table.readers)))

    def _queue(self, table: Table, frame: bytes) -> None:
        if not table.out:
            asyncio.get_running_loop().call_soon(table.flush)
        table.out.append(frame)
