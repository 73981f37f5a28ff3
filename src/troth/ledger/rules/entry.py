"""Entries: a fact's act with commitments to its salted parts, at its place in a log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from troth.foundation.facts.fact import Fact
from troth.foundation.facts.fields import fields_of
from troth.foundation.kernel import b64
from troth.foundation.kernel.instants import write_instant
from troth.foundation.kernel.ulid import Ulid, parse_ulid
from troth.ledger.rules.values import Json, NotForTheRecord, write_value

VERSION = 1
MAX_BYTES = 8 * 1024
SALT = 32
BY = "by"
STEPPED = timedelta(minutes=5)


class EntryTooLarge(ValueError):
    """A fact whose entry would be larger than a log may hold."""


@dataclass(frozen=True)
class Part:
    """One salted part: its role, its value and the person whose erasure removes it."""

    role: str
    value: Json
    concerns: Ulid | None


@dataclass(frozen=True)
class SaltedPart:
    """A part with its salt and the canonical text that is committed to."""

    role: str
    salt: bytes
    text: str
    concerns: Ulid | None

    @property
    def commitment(self) -> str:
        """What the entry says of it."""
        return commitment(self.salt, self.text.encode())


@dataclass(frozen=True)
class Origin:
    """Which log this is: whose server, which room, and how often it had to begin anew."""

    host: str
    log: Ulid
    epoch: int

    def __str__(self) -> str:
        return f"{self.host}/ledger/{self.log}/{self.epoch}"


class Act(NamedTuple):
    """What is recorded, as read back: without the values of its parts."""

    kind: str
    nonce: str
    party: Ulid | None
    by: str | None
    data: dict[str, Json]
    parts: dict[str, str]


class Content(NamedTuple):
    """What an entry's bytes say: an act with its place and time."""

    origin: str
    idx: int
    t: datetime
    act: Act
    stepped: bool

    def commitments(self) -> dict[str, str]:
        """Commitment of every part by its role, the author's under `by`."""
        author = {BY: self.act.by} if self.act.by else {}
        return {**self.act.parts, **author}


def commitment(salt: bytes, canonical: bytes) -> str:
    """Base64 of the hash over a salt of 32 bytes and a value's canonical JSON."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return b64.encode(sha256(b"troth-part-v1\n" + salt + canonical).digest())


def plain_of(fact: Fact) -> dict[str, Json]:
    """The fields of a fact that stay readable. Raises `NotForTheRecord`."""
    return {
        field.name: write_value(getattr(fact, field.name), field)
        for field in fields_of(type(fact))
        if not field.salted
    }


def parts_of(fact: Fact) -> list[Part]:
    """The parts of a fact, its author first; what is None makes no part."""
    author = fact.by.person
    parts = [] if author is None else [Part(BY, parse_ulid(author), author)]
    for field in fields_of(type(fact)):
        value = getattr(fact, field.name)
        if field.salted and value is not None:
            concerned = fact.concerns(field.name)
            parts.append(Part(field.name, write_value(value, field), concerned))
    return parts


def act_json(fact: Fact, *, nonce: str, parts: Mapping[str, str]) -> dict[str, Json]:
    """The act of a fact: what a passkey can sign, since it tells neither place nor time.

    `parts` are the commitments by role, the author's under `by`.
    """
    act: dict[str, Json] = {"kind": fact.kind, "nonce": nonce, "data": dict(plain_of(fact))}
    act["parts"] = [{"r": role, "c": made} for role, made in parts.items() if role != BY]
    if BY in parts:
        act["by"] = parts[BY]
    if fact.by.party is not None:
        act["party"] = parse_ulid(fact.by.party)
    return act


def entry_json(
    act: dict[str, Json], *, origin: str, idx: int, t: datetime, stepped: bool = False
) -> dict[str, Json]:
    """The entry at a place in a log; `stepped` says that the clock went back before it."""
    entry: dict[str, Json] = {"v": VERSION, "origin": origin, "idx": idx, "act": act}
    entry["t"] = write_instant(t)
    if stepped:
        entry["clock"] = "stepped"
    return entry


def has_stepped(before: datetime | None, now: datetime) -> bool:
    """Whether the clock went back so far that the entry must say so."""
    return before is not None and now < before - STEPPED


def check_bytes(data: bytes, *, author: Ulid | None) -> bytes:
    """The bytes of an entry, if a log may hold them.

    Raises `EntryTooLarge`, and `NotForTheRecord` where they would name their author in clear.
    """
    if len(data) > MAX_BYTES:
        raise EntryTooLarge(f"an entry of {len(data)} bytes; a log holds {MAX_BYTES} at most")
    if author is not None and author.encode() in data:
        raise NotForTheRecord("a plain field holds the id of the person who acts")
    return data
