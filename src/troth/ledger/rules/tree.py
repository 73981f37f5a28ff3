"""The Merkle tree of RFC 6962: hashes, growth, proofs and their verifiers.

A *range* is a pair (first leaf, end); every range here begins where a perfect subtree of its size
may begin, so that it splits into perfect subtrees named (level, index).
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH = 32
EMPTY = sha256(b"").digest()

Range = tuple[int, int]
Subtree = tuple[int, int]


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """One hash for perfect subtrees that stand side by side, the largest first."""
    if not hashes:
        return EMPTY
    whole = hashes[-1]
    for left in reversed(hashes[:-1]):
        whole = node_hash(left, whole)
    return whole


class Frontier:
    """The right edge of a growing tree: its perfect subtrees, the largest first."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if size < 0 or size.bit_count() != len(self.hashes):
            raise ValueError(f"a tree of {size} leaves has not {len(self.hashes)} perfect subtrees")
        if any(len(each) != HASH for each in self.hashes):
            raise ValueError(f"a hash has {HASH} bytes")

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """Read what `to_bytes` wrote. Raises `ValueError` where it does not fit the size."""
        return cls(size, [data[at : at + HASH] for at in range(0, len(data), HASH)])

    def to_bytes(self) -> bytes:
        """The hashes side by side."""
        return b"".join(self.hashes)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf hash; returns the hashes of the perfect subtrees it completes, smallest first.

        The first is the leaf itself (level 0), the last one becomes part of the edge.
        """
        complete = [leaf]
        size = self.size
        while size & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            complete.append(leaf)
            size >>= 1
        self.hashes.append(leaf)
        self.size += 1
        return complete

    def root(self) -> bytes:
        """Root hash of the tree so far."""
        return fold(self.hashes)


def root(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes."""
    edge = Frontier()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def split(size: int) -> int:
    """The largest power of two below `size`: where RFC 6962 cuts a tree in two."""
    return 1 << ((size - 1).bit_length() - 1)


def subtrees(part: Range) -> list[Subtree]:
    """The perfect subtrees of a range, the largest first."""
    start, end = part
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """What a proof that leaf `index` is in a tree of `size` consists of, from the leaf upwards.

    Raises `ValueError` where there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """What a proof that a tree of `new` leaves begins with that of `old` consists of.

    Raises `ValueError` unless 0 < old <= new: about an empty tree there is nothing to prove.
    """
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof from {old} to {new}")
    start, end, path = 0, new, []
    while old < end:
        middle = start + split(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:
        path.append((start, end))
    return path[::-1]


def assemble(ranges: Iterable[Range], node: Callable[[Subtree], bytes]) -> list[bytes]:
    """The proof: one hash for each range, from the hashes of perfect subtrees."""
    return [fold([node(each) for each in subtrees(part)]) for part in ranges]


def well_formed(*hashes: bytes) -> bool:
    """Whether these can be hashes at all."""
    return all(len(each) == HASH for each in hashes)


def climb(number: int, last: int, *, here: bytes, proof: Sequence[bytes]) -> bytes | None:
    """The root reached from `here`, or None where the proof has not the right length."""
    for step in proof:
        if last == 0:
            return None
        if number & 1 or number == last:
            here = node_hash(step, here)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            here = node_hash(here, step)
        number, last = number >> 1, last >> 1
    return here if last == 0 else None


def verify_inclusion(
    index: int, size: int, *, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows the leaf at `index` of the tree of `size` with this root."""
    if not (0 <= index < size and well_formed(leaf, root, *proof)):
        return False
    return climb(index, size - 1, here=leaf, proof=proof) == root


def verify_consistency(
    old: int, new: int, *, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the tree of `new` leaves begins with the tree of `old`.

    From an empty tree nothing is proven, so `old` 0 is refused, whatever the proof.
    """
    if 0 < old == new:
        return not proof and old_root == new_root
    if not (0 < old < new and well_formed(old_root, new_root, *proof)):
        return False
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    # A tree of a power of two leaves is a node of the larger tree: the proof leaves it out.
    path = list(proof) if number else [old_root, *proof]
    if not path:
        return False
    return climb_twice(number, last, path=path) == (old_root, new_root)


def climb_twice(number: int, last: int, *, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Old and new root reached from the first hash, or None where the path is too long or short."""
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if number & 1 or number == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node_hash(new, step)
        number, last = number >> 1, last >> 1
    return (old, new) if last == 0 else None
