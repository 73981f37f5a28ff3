"""Signed notes and checkpoints agree with published ones and refuse what is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel import b64
from troth.ledger.rules.checkpoint import (
    BadCheckpoint,
    Checkpoint,
    cosigned_text,
    parse_checkpoint,
    split_cosignature,
)
from troth.ledger.rules.note import (
    MAX_BYTES,
    Algorithm,
    BadNote,
    BadSignature,
    Key,
    NobodyKnown,
    Note,
    Verifier,
    key_id,
    open_note,
    parse_key,
    parse_note,
    parse_private_key,
    parse_signature,
    private_key,
    signature_of,
)
from troth.ledger.rules.tree import leaf_hash

FOLDER = Path(__file__).parents[4] / "tests" / "data" / "tlog"
VECTORS: dict[str, Any] = json.loads((FOLDER / "signed-note.json").read_text())
OK: list[dict[str, Any]] = VECTORS["verify_ok"]


def verifier(vkey: str) -> Verifier:
    key = parse_key(vkey)

    def verify(text: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True

    return Verifier(key.name, key.id, verify)


def opened(case: dict[str, Any], *, note: str | None = None) -> int:
    known = [verifier(vkey) for vkey in case["vkeys"]]
    _, good = open_note((note or case["note"]).encode(), known)
    return len(good)


@pytest.mark.parametrize("case", VECTORS["sign"])
def test_a_note_is_signed_as_published(case: dict[str, str]) -> None:
    name, hexed, seed = parse_private_key(case["skey"])
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = Key(name, Algorithm.ED25519, private.public_key().public_bytes_raw())
    assert (key.id, str(key)) == (hexed, case["vkey"])
    assert private_key(key, seed) == case["skey"]
    signature = signature_of(case["text"], key, private.sign)
    assert str(Note(case["text"], (signature,))) == case["signed"]


@pytest.mark.parametrize("case", OK)
def test_a_published_note_verifies(case: dict[str, Any]) -> None:
    assert opened(case) == case.get("expected_verified", 1)
    assert str(parse_note(case["note"].encode())) == case["note"]


@pytest.mark.parametrize("case", OK)
def test_a_published_note_is_refused_when_spoilt(case: dict[str, Any]) -> None:
    stranger = verifier("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
    foreign = OK[0] if case is not OK[0] else OK[1]
    with pytest.raises(NobodyKnown):
        open_note(case["note"].encode(), [verifier(foreign["vkeys"][0])])
    with pytest.raises(NobodyKnown):
        open_note(OK[0]["note"].encode(), [stranger])
    with pytest.raises(BadSignature):
        opened(case, note="x" + case["note"])
    last = case["note"].rstrip("\n").split("\n")[-1]
    with pytest.raises(BadNote, match="too many"):
        opened(case, note=case["note"] + f"{last}\n" * 101)
    with pytest.raises(BadNote, match="two keys"):
        opened({**case, "vkeys": case["vkeys"] * 2})


def test_a_repeated_signature_counts_once() -> None:
    line = OK[0]["note"].split("\n")[2]
    assert opened(OK[0], note=OK[0]["note"] + f"{line}\n" * 99) == 1


@pytest.mark.parametrize("text", VECTORS["bad_vkeys"])
def test_published_bad_keys_are_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_key(text)


GOOD = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        GOOD.replace("530d903a", "530d903b"),
        GOOD.replace("530d903a", "530D903A"),
        GOOD.replace("530d903a", "30d903a"),
        GOOD.replace("foo", "f oo"),
        GOOD.replace("foo", "f\u00a0oo"),
        GOOD.replace("foo", "f\x00oo"),
        GOOD + "=",
        GOOD[:-4],
        GOOD.replace("AekyeRrm", "!ekyeRrm"),
        "example.com/foo+530d903a+",
    ],
)
def test_a_key_has_one_spelling(text: str) -> None:
    assert str(parse_key(GOOD)) == GOOD
    with pytest.raises(BadNote):
        parse_key(text)


def test_only_ed25519_keys_sign() -> None:
    packed = b64.encode(bytes([Algorithm.COSIGNATURE]) + bytes(32))
    with pytest.raises(BadNote, match="Ed25519"):
        parse_private_key(f"PRIVATE+KEY+witness+00000000+{packed}")
    with pytest.raises(BadNote):
        parse_private_key(f"witness+00000000+{packed}")


def test_plus_signs_in_base64_do_not_split_a_key() -> None:
    public = b"\xfb\xe0" * 16
    key = Key("example.com", Algorithm.COSIGNATURE, public)
    assert "+" in b64.encode(bytes([4]) + public)
    assert parse_key(str(key)) == key


@pytest.mark.parametrize("text", [*VECTORS["bad_note_texts_to_sign"], "", "a\tb\n", "a\x00\n"])
def test_what_is_no_text_of_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(BadNote):
        signature_of(text, parse_key(GOOD), lambda data: data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash AAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAA".encode(),
        "text\n\n\u2014 name\n".encode(),
        "text\n\n\u2014 na+me AAAAAAAA\n".encode(),
        "text\n\n\u2014  AAAAAAAA\n".encode(),
        "text\n\n\u2014 name AAAAAAAA=\n".encode(),
        "text\n\n\u2014 name AAAAAB==\n".encode(),
        "text\n\n\u2014 name AAAA\n".encode(),
        "te\rxt\n\n\u2014 name AAAAAAAA\n".encode(),
        "text\n\n\u2014 name AAAAAAAA\r\n".encode(),
        "text\n\n\u2014 name AAAAAAAA\n\n".encode(),
        b"te\xffxt\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"t" * MAX_BYTES + "\n\n\u2014 name AAAAAAAA\n".encode(),
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(BadNote):
        parse_note(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_note_or_refused(data: bytes) -> None:
    try:
        note = parse_note(data)
    except BadNote:
        return
    assert str(note).encode() == data


def test_a_published_checkpoint_is_read_and_written() -> None:
    note = parse_note((FOLDER / "example.checkpoint").read_bytes())
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text() == note.text
    assert note.signatures[0].name == checkpoint.origin


def test_what_a_witness_signs_is_as_published() -> None:
    note = parse_note((FOLDER / "example.checkpoint").read_bytes())
    expected = VECTORS["cosignature_v1_message_example"]
    assert cosigned_text(note.text, at=1679315147) == expected


def test_the_published_tree_note_is_a_checkpoint() -> None:
    published = VECTORS["tree_note"]
    root = leaf_hash(published["root_is_leaf_hash_of"].encode())
    made = Checkpoint("go.sum database tree", published["size"], root)
    assert made.text() == published["text"]
    assert parse_checkpoint(published["text"]) == made


def test_further_lines_of_a_checkpoint_are_passed_over() -> None:
    made = Checkpoint("example.com/log", 7, bytes(32))
    assert parse_checkpoint(made.text() + "more\nand more\n") == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        f"\n1\n{b64.encode(bytes(32))}\n",
        f"a\n01\n{b64.encode(bytes(32))}\n",
        f"a\n-1\n{b64.encode(bytes(32))}\n",
        f"a\n\u0661\n{b64.encode(bytes(32))}\n",
        f"a\n{'9' * 20}\n{b64.encode(bytes(32))}\n",
        f"a\n1\n{b64.encode(bytes(31))}\n",
        f"a\n1\n{b64.encode(bytes(32))}",
        f"a\n1\n{b64.encode(bytes(32))[:-1]}\n",
        f"a\n1\n{b64.encode(bytes(32))}\n\nmore\n",
        f"a\n1\n{b64.encode(bytes(32))}\nmore",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        parse_checkpoint(text)


def test_a_cosignature_is_a_time_and_a_signature() -> None:
    assert split_cosignature((7).to_bytes(8, "big") + bytes(64)) == (7, bytes(64))
    with pytest.raises(BadCheckpoint):
        split_cosignature(bytes(71))


def test_the_name_is_part_of_the_keys_id() -> None:
    here = key_id("example.com/a", Algorithm.ED25519, bytes(32))
    assert here != key_id("example.com/b", Algorithm.ED25519, bytes(32))
    assert here != key_id("example.com/a", Algorithm.COSIGNATURE, bytes(32))


def test_a_line_without_a_dash_is_no_signature() -> None:
    with pytest.raises(BadNote):
        parse_signature("- name AAAAAAAA")
