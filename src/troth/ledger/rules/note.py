"""Signed notes (C2SP signed-note): a text, a blank line, one line for each signature.

Signing and verifying are passed in, so that this module needs no cryptography library.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from troth.foundation.kernel import b64

DASH = "\u2014 "
MAX_SIGNATURES = 100
MAX_BYTES = 1_000_000
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class Algorithm(IntEnum):
    """How a key signs: the byte before its public key."""

    ED25519 = 1
    COSIGNATURE = 4


class BadNote(ValueError):
    """Not a signed note, or not a key of one; the message says where."""


class BadSignature(BadNote):
    """A key that we know did not make this signature."""


class NobodyKnown(BadNote):
    """No signature on the note is by a key that we know."""


@dataclass(frozen=True)
class Key:
    """A public key by its name, as written `name+id+base64`."""

    name: str
    algorithm: Algorithm
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell the key in a signature line."""
        return key_id(self.name, self.algorithm, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64.encode(bytes([self.algorithm]) + self.public)}"


@dataclass(frozen=True)
class Signature:
    """One signature line: whose, by which key, and the signature's bytes."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {b64.encode(self.key_id + self.value)}"


@dataclass(frozen=True)
class Note:
    """A text and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)


@dataclass(frozen=True)
class Verifier:
    """A key that we know and how to check a signature by it: (text, signature) -> bool."""

    name: str
    key_id: bytes
    verify: Callable[[bytes, bytes], bool]


def key_id(name: str, algorithm: Algorithm, public: bytes) -> bytes:
    """The first four bytes of the hash over name, algorithm and public key."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + public).digest()[:4]


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: something, without spaces, control characters or `+`."""
    spaced = any(character.isspace() for character in name)
    return bool(name) and not spaced and "+" not in name and not CONTROL.search(name)


def split_key(text: str, *, prefix: str = "") -> tuple[str, bytes, Algorithm, bytes]:
    """Name, id, algorithm and key bytes of `name+id+base64`; base64 itself may hold a `+`."""
    name, mark, rest = text.removeprefix(prefix).partition("+")
    hexed, second, packed = rest.partition("+")
    if not (text.startswith(prefix) and mark and second and is_key_name(name)):
        raise BadNote("a key is written name+id+base64")
    if not KEY_ID.fullmatch(hexed):
        raise BadNote("a key's id is eight hexadecimal digits")
    try:
        data = b64.decode(packed)
        algorithm = Algorithm(data[0])
    except (ValueError, IndexError) as error:
        raise BadNote("the key's base64 cannot be read, or names an unknown algorithm") from error
    if len(data) != 33:
        raise BadNote("the key has not 32 bytes")
    return name, bytes.fromhex(hexed), algorithm, data[1:]


def parse_key(text: str) -> Key:
    """Read a public key. Raises `BadNote` where its id is not its own."""
    name, hexed, algorithm, public = split_key(text)
    key = Key(name, algorithm, public)
    if key.id != hexed:
        raise BadNote("the key's id does not fit the key")
    return key


def parse_private_key(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and seed of `PRIVATE+KEY+name+id+base64`; the id can only be checked by signing."""
    name, hexed, algorithm, seed = split_key(text, prefix="PRIVATE+KEY+")
    if algorithm is not Algorithm.ED25519:
        raise BadNote("only Ed25519 keys sign here")
    return name, hexed, seed


def private_key(key: Key, seed: bytes) -> str:
    """A private key as text: `PRIVATE+KEY+name+id+base64`."""
    packed = b64.encode(bytes([key.algorithm]) + seed)
    return f"PRIVATE+KEY+{key.name}+{key.id.hex()}+{packed}"


def check_text(text: str) -> None:
    """Raise `BadNote` for a text that cannot be signed."""
    if not text.endswith("\n"):
        raise BadNote("a note's text ends with a line break")
    if CONTROL.search(text):
        raise BadNote("a note holds no control characters")


def signature_of(text: str, key: Key, sign: Callable[[bytes], bytes]) -> Signature:
    """Sign a text as this key. Raises `BadNote` for a text that cannot be signed."""
    check_text(text)
    return Signature(key.name, key.id, sign(text.encode()))


def parse_signature(line: str) -> Signature:
    """Read one signature line. Raises `BadNote` where it is none."""
    name, space, packed = line.removeprefix(DASH).partition(" ")
    if not (line.startswith(DASH) and space and is_key_name(name)):
        raise BadNote("a signature line is a dash, a name and base64")
    try:
        data = b64.decode(packed)
    except ValueError as error:
        raise BadNote("a signature's base64 cannot be read") from error
    if len(data) < 5:
        raise BadNote("a signature has a key's id and more")
    return Signature(name, data[:4], data[4:])


def parse_note(data: bytes) -> Note:
    """Split a note into text and signatures, without checking any. Raises `BadNote`."""
    if len(data) > MAX_BYTES:
        raise BadNote("a note this long is none")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise BadNote("a note is UTF-8") from error
    head, gap, tail = whole.rpartition("\n\n")
    text = head + "\n"
    if not (gap and tail.endswith("\n")):
        raise BadNote("a note is a text, a blank line and signature lines")
    check_text(text)
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise BadNote("too many signatures")
    return Note(text, tuple(parse_signature(line) for line in lines))


def by_key(verifiers: Iterable[Verifier]) -> dict[tuple[str, bytes], Verifier]:
    """The known keys by name and id. Raises `BadNote` where two share both."""
    known: dict[tuple[str, bytes], Verifier] = {}
    for each in verifiers:
        if known.setdefault((each.name, each.key_id), each) is not each:
            raise BadNote(f"two keys share the name {each.name} and an id")
    return known


def open_note(data: bytes, verifiers: Sequence[Verifier]) -> tuple[Note, tuple[Signature, ...]]:
    """Read a note and check it; returns it with the signatures that verified, one for each key.

    Raises `BadNote` for what is no note, `BadSignature` where a known key's signature is wrong,
    `NobodyKnown` where none of the keys signed. Signatures of other keys are passed over.
    """
    note = parse_note(data)
    known = by_key(verifiers)
    good: dict[tuple[str, bytes], Signature] = {}
    for each in note.signatures:
        whose = (each.name, each.key_id)
        if whose not in known or whose in good:
            continue
        if not known[whose].verify(note.text.encode(), each.value):
            raise BadSignature(f"the signature of {each.name} is wrong")
        good[whose] = each
    if not good:
        raise NobodyKnown("nobody we know signed this")
    return note, tuple(good.values())
