"""Reading entries back: strictly, so that no two readers can take the same bytes for two things."""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

from troth.foundation.facts.fact import KIND, Actor, Fact, fact_of_kind
from troth.foundation.facts.fields import fields_of
from troth.foundation.kernel.instants import read_instant
from troth.foundation.kernel.ulid import Ulid, is_ulid, parse_ulid
from troth.ledger.rules.entry import BY, MAX_BYTES, VERSION, Act, Content, Origin
from troth.ledger.rules.values import LARGEST, Json, read_fields, read_value

ORIGIN = re.compile(
    r"(?P<host>[!-*,-~]+)/ledger/(?P<log>[0-9A-Z]{26})/(?P<epoch>[1-9][0-9]*)", re.ASCII
)


class BadEntry(ValueError):
    """Bytes that are no entry of a log; the message says why."""


def parse_origin(text: str) -> Origin:
    """Read an origin. Raises `BadEntry`."""
    match = ORIGIN.fullmatch(text)
    if not match or not is_ulid(match["log"]):
        raise BadEntry("an origin is host/ledger/room/epoch")
    return Origin(match["host"], Ulid(match["log"]), int(match["epoch"]))


def no_float(text: str) -> NoReturn:
    """Refuse numbers that two readers could read differently."""
    raise BadEntry(f"the number {text[:20]} has no place in an entry")


def exact_int(text: str) -> int:
    """A number that every reader of JSON holds exactly. Raises `BadEntry`."""
    value = int(text)
    if abs(value) > LARGEST:
        raise BadEntry("a number this large has no place in an entry")
    return value


# Made once: json.loads and json.dumps would make new ones for every entry.
DECODER = json.JSONDecoder(parse_int=exact_int, parse_float=no_float, parse_constant=no_float)
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(data: bytes) -> Json:
    """JSON without fractions. Raises `BadEntry`."""
    try:
        loaded: Json = DECODER.decode(data.decode())
    except (ValueError, RecursionError) as error:
        raise BadEntry(f"not an entry's JSON: {error}") from error
    return loaded


def canonical(value: Json) -> bytes:
    """RFC 8785 for what entries hold: keys in ASCII, numbers whole, no half surrogates."""
    return ENCODER.encode(value).encode("utf-8", "replace")


def need(right: bool, what: str) -> None:  # noqa: FBT001  # reads as a sentence
    """Raise `BadEntry` unless it is right."""
    if not right:
        raise BadEntry(what)


def exact(value: Json, *, needed: frozenset[str], allowed: frozenset[str]) -> dict[str, Json]:
    """A JSON object with the needed keys and no others than allowed. Raises `BadEntry`."""
    if not isinstance(value, dict):
        raise BadEntry("an object is missing")
    need(needed <= value.keys() <= allowed, "keys are missing or unknown")
    return value


def string(value: Json) -> str:
    """A JSON string. Raises `BadEntry`."""
    if not isinstance(value, str):
        raise BadEntry("a text is missing")
    return value


def number(value: Json) -> int:
    """A JSON number. Raises `BadEntry`, also for true, which Python takes for 1."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadEntry("a number is missing")
    return value


ENTRY_NEEDS = frozenset({"v", "origin", "idx", "t", "act"})
ENTRY_MAY = ENTRY_NEEDS | {"att", "clock"}
ACT_NEEDS = frozenset({"kind", "nonce", "data", "parts"})
ACT_MAY = ACT_NEEDS | {"party", "by"}
PART_NEEDS = frozenset({"r", "c"})


def read_parts(value: Json) -> dict[str, str]:
    """Commitments by role, each role once. Raises `BadEntry`."""
    if not isinstance(value, list):
        raise BadEntry("parts are a list")
    parts: dict[str, str] = {}
    for each in value:
        part = exact(each, needed=PART_NEEDS, allowed=PART_NEEDS)
        role = string(part["r"])
        need(role not in parts and role != BY, "a part has a name of its own")
        parts[role] = string(part["c"])
    return parts


def is_plain(name: str, value: Json) -> bool:
    """Whether `record` could write this into `data`: no objects, no lists of lists."""
    items = value if isinstance(value, list) else [value]
    return name.isascii() and not any(isinstance(each, list | dict) for each in items)


def read_act(value: Json) -> Act:
    """An act. Raises `BadEntry`."""
    act = exact(value, needed=ACT_NEEDS, allowed=ACT_MAY)
    kind, nonce, data = string(act["kind"]), string(act["nonce"]), act["data"]
    need(KIND.fullmatch(kind) is not None, "a kind is a noun and what was done")
    need(nonce != "", "an act has a nonce")
    if not isinstance(data, dict):
        raise BadEntry("data is an object")
    need(all(map(is_plain, data, data.values())), "data holds plain values under plain names")
    party = Ulid(string(act["party"])) if "party" in act else None
    need(party is None or is_ulid(party), "a party is a ULID")
    by = string(act["by"]) if "by" in act else None
    return Act(kind, nonce, party, by, data, read_parts(act["parts"]))


def parse_entry(data: bytes) -> Content:
    """Read an entry out of its bytes. Raises `BadEntry` for anything that `record` would not write.

    The bytes must be the one canonical form: else two readers could take them for two things.
    """
    need(len(data) <= MAX_BYTES, "an entry this large is none")
    whole = exact(load(data), needed=ENTRY_NEEDS, allowed=ENTRY_MAY)
    need(canonical(whole) == data, "not in canonical form")
    need(number(whole["v"]) == VERSION, "a version we do not know")
    idx = number(whole["idx"])
    need(idx >= 0, "idx is a place in the log")
    try:
        t = read_instant(string(whole["t"]))
    except ValueError as error:
        raise BadEntry(f"t: {error}") from error
    need(whole.get("clock", "stepped") == "stepped", "the clock stepped or it did not")
    return Content(string(whole["origin"]), idx, t, read_act(whole["act"]), "clock" in whole)


def fact_from(content: Content, *, room: Ulid, parts: Mapping[str, Json]) -> Fact:
    """The typed fact of an entry; `parts` are values by role, and what is erased is None.

    Raises `LookupError` for an unknown kind, `NotForTheRecord` where values do not fit it.
    """
    kind = fact_of_kind(content.act.kind)
    fields = fields_of(kind)
    values = read_fields(content.act.data, fields)
    for field in fields:
        if field.salted:
            value = parts.get(field.name)
            values[field.name] = None if value is None else read_value(value, field)
    author = parts.get(BY)
    person = None if author is None else parse_ulid(string(author))
    return kind(room=room, by=Actor(person, content.act.party), **values)
