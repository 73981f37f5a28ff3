"""Entries are written in one form, hold nothing personal in clear, and are read strictly."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
import rfc8785
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.fact import CLOCK, Actor, Fact, Salted
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.ledger.rules.entry import (
    EntryTooLarge,
    Origin,
    act_json,
    check_bytes,
    commitment,
    entry_json,
    has_stepped,
    parts_of,
)
from troth.ledger.rules.reading import BadEntry, canonical, fact_from, parse_entry, parse_origin
from troth.ledger.rules.values import Json, NotForTheRecord

JCS = Path(__file__).parents[4] / "tests" / "data" / "jcs"
ROOM = make_ulid(1, bytes(10))
INGRID = make_ulid(2, bytes(10))
RAVI = make_ulid(3, bytes(10))
LUMEN = make_ulid(4, bytes(10))
LAMP = make_ulid(5, bytes(10))
AT = datetime(2026, 11, 21, 16, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class LampPromised(Fact):
    """A lamp was promised."""

    kind: ClassVar[str] = "test-lamp:promised"
    lamp: Ulid
    due: date
    note: Salted[str]
    reader: Salted[Ulid] = None
    sure: int | None = None


def promised(**changes: Any) -> LampPromised:
    values = {"room": ROOM, "by": Actor(INGRID, LUMEN), "lamp": LAMP, "due": date(2026, 11, 27)}
    return LampPromised(**{**values, "note": "It will shine.", **changes})


def written(fact: Fact, *, stepped: bool = False) -> bytes:
    made = {part.role: commitment(bytes(32), rfc8785.dumps(part.value)) for part in parts_of(fact)}
    act = act_json(fact, nonce="once", parts=made)
    origin = str(Origin("example.com", ROOM, 1))
    entry = entry_json(act, origin=origin, idx=41, t=AT, stepped=stepped)
    return rfc8785.dumps(entry)


def values_of(fact: Fact) -> dict[str, Json]:
    return {part.role: part.value for part in parts_of(fact)}


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode"])
def test_canonical_json_as_published(name: str) -> None:
    loaded = json.loads((JCS / "input" / f"{name}.json").read_bytes())
    published = (JCS / "output" / f"{name}.json").read_bytes()
    assert rfc8785.dumps(loaded) == published
    if name != "structures":  # it has fractions, which no entry has
        assert canonical(loaded) == published


texts = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(names, inner),
)


@given(values)
def test_what_entries_hold_has_the_canonical_form_of_the_standard(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_an_entry_tells_ids_and_dates_and_nothing_personal() -> None:
    data = written(promised())
    assert b"It will shine" not in data
    assert INGRID.encode() not in data
    entry = json.loads(data)
    assert entry["act"]["data"] == {"lamp": LAMP, "due": "2026-11-27", "sure": None}
    assert entry["act"]["party"] == LUMEN
    assert (entry["origin"], entry["idx"]) == (f"example.com/ledger/{ROOM}/1", 41)
    assert entry["t"] == "2026-11-21T16:00:00Z"


def test_a_commitment_is_the_hash_that_the_specification_says() -> None:
    assert commitment(bytes(32), b'"hello"') == "Ty7qKgxv8d9XQBGCH4veYIzwjJDyWrJ5mmhHKwlhhdM="
    with pytest.raises(ValueError, match="32"):
        commitment(bytes(31), b'"hello"')


def test_the_author_and_each_salted_field_are_parts() -> None:
    parts = parts_of(promised(reader=RAVI))
    assert [(part.role, part.concerns) for part in parts] == [
        ("by", INGRID),
        ("note", INGRID),
        ("reader", RAVI),
    ]


def test_what_the_clock_did_has_no_author() -> None:
    entry = json.loads(written(promised(by=CLOCK)))
    assert "by" not in entry["act"]
    assert "party" not in entry["act"]


def test_what_is_unnamed_has_a_party_and_no_author() -> None:
    fact = promised(by=Actor(None, LUMEN))
    assert parse_entry(written(fact)).commitments().keys() == {"note"}
    assert [part.concerns for part in parts_of(fact)] == [None]


def test_a_fact_is_read_back_as_it_was() -> None:
    fact = promised(reader=RAVI, sure=80)
    content = parse_entry(written(fact))
    assert fact_from(content, room=ROOM, parts=values_of(fact)) == fact
    assert content.commitments().keys() == {"by", "note", "reader"}


def test_a_fact_whose_words_are_erased_still_tells_the_rest() -> None:
    fact = promised(reader=RAVI)
    back = fact_from(parse_entry(written(fact)), room=ROOM, parts={})
    assert back == promised(by=Actor(None, LUMEN), note=None, reader=None)


def test_an_unknown_kind_is_not_guessed() -> None:
    data = written(promised()).replace(b"test-lamp:promised", b"test-lamp:stolen")
    with pytest.raises(LookupError):
        fact_from(parse_entry(data), room=ROOM, parts={})


def test_a_clock_that_went_back_is_said_in_the_entry() -> None:
    assert parse_entry(written(promised(), stepped=True)).stepped
    assert not parse_entry(written(promised())).stepped
    assert has_stepped(AT, AT - timedelta(minutes=5, seconds=1))
    assert not has_stepped(AT, AT - timedelta(minutes=5))
    assert not has_stepped(None, AT)


def test_an_entry_that_is_too_large_is_refused() -> None:
    assert check_bytes(bytes(8192), author=None) == bytes(8192)
    with pytest.raises(EntryTooLarge, match="8193"):
        check_bytes(bytes(8193), author=None)
    with pytest.raises(BadEntry):
        parse_entry(bytes(8193))


def test_a_persons_id_in_clear_is_refused() -> None:
    with pytest.raises(NotForTheRecord, match="person"):
        check_bytes(written(promised(lamp=INGRID)), author=INGRID)
    assert check_bytes(written(promised()), author=INGRID) == written(promised())


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"example.com/ledger/{ROOM}",
        f"example.com/ledger/{ROOM}/0",
        f"example.com/ledger/{ROOM}/01",
        f"exa mple.com/ledger/{ROOM}/1",
        f"example+com/ledger/{ROOM}/1",
        "example.com/ledger/IIIIIIIIIIIIIIIIIIIIIIIIII/1",
    ],
)
def test_an_origin_names_host_room_and_epoch(text: str) -> None:
    with pytest.raises(BadEntry):
        parse_origin(text)
    origin = Origin("localhost:8000", ROOM, 2)
    assert parse_origin(str(origin)) == origin


def spoil(old: str, new: str) -> ParameterSet:
    return pytest.param(old.encode(), new.encode(), id=f"{old or 'start'} to {new or 'nothing'}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        spoil('"idx":41', '"idx": 41'),
        spoil('"idx":41', '"idx":41,"idx":41'),
        spoil('"idx":41', '"idx":-1'),
        spoil('"idx":41', '"idx":-0'),
        spoil('"idx":41', '"idx":41.0'),
        spoil('"idx":41', '"idx":true'),
        spoil('"idx":41', '"idx":"41"'),
        spoil('"idx":41', '"idx":9007199254740992'),
        spoil('"idx":41', '"idx":' + "9" * 5000),
        spoil('"idx":41', '"idx":NaN'),
        spoil('"idx":41', '"id":41'),
        spoil('"idx":41', '"extra":0,"idx":41'),
        spoil('"v":1', '"v":2'),
        spoil('"v":1', '"v":true'),
        spoil("16:00:00Z", "16:00:00+00:00"),
        spoil("16:00:00Z", "sometime"),
        spoil('"act":{', '"act":7,"att":{'),
        spoil('{"act"', '{"clock":"stepped","act"'),
        spoil("test-lamp:promised", "Test-Lamp"),
        spoil('"nonce":"once"', '"nonce":""'),
        spoil('"nonce":"once"', '"nonce":1'),
        spoil(f'"party":"{LUMEN}"', '"party":"Lumen"'),
        spoil('"r":"note"', '"r":"by"'),
        spoil('"parts":[', '"parts":[{"c":"x","r":"note"},'),
        spoil('"parts":[', '"parts":[{"r":"other"},'),
        spoil('"sure":null', '"sure":{"a":1}'),
        spoil('"sure":null', '"sure":[[1]]'),
        spoil('"sure":null', '"s\u00fcre":null'),
        spoil('"sure":null', '"sure":"\\ud800"'),
        spoil('"sure":null', '"sure":"\\u0041"'),
        spoil("", "\ufeff"),
        spoil("", "["),
    ],
)
def test_what_record_would_not_write_is_no_entry(old: bytes, new: bytes) -> None:
    data = written(promised())
    assert old in data
    with pytest.raises(BadEntry):
        parse_entry(data.replace(old, new, 1))


@pytest.mark.parametrize("part", ["data", "parts"])
def test_data_and_parts_have_their_own_shapes(part: str) -> None:
    entry = json.loads(written(promised()))
    entry["act"][part] = "x"
    with pytest.raises(BadEntry):
        parse_entry(rfc8785.dumps(entry))


def test_a_clock_does_nothing_but_step() -> None:
    entry = json.loads(written(promised(), stepped=True)) | {"clock": "stopped"}
    with pytest.raises(BadEntry):
        parse_entry(rfc8785.dumps(entry))


def test_other_encodings_are_no_entries() -> None:
    for data in (written(promised()).decode().encode("utf-16"), b"\xff", b'"\xed\xa0\x80"'):
        with pytest.raises(BadEntry):
            parse_entry(data)
    with pytest.raises(BadEntry):
        parse_entry(b"[" * 8000)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_entry_or_refused(data: bytes) -> None:
    with pytest.raises(BadEntry):
        parse_entry(data)
