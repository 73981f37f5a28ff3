"""The tree agrees with published vectors and with its own definition."""

import json
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.ledger.rules.tree import (
    EMPTY,
    Frontier,
    Subtree,
    assemble,
    consistency_ranges,
    fold,
    inclusion_ranges,
    leaf_hash,
    node_hash,
    root,
    subtrees,
    verify_consistency,
    verify_inclusion,
)

VECTORS = Path(__file__).parents[4] / "tests" / "data" / "merkle"
leaves_of = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=80)


def vectors(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((VECTORS / name).read_text())
    return loaded


def unpacked(case: dict[str, Any], key: str) -> list[bytes]:
    return [b64decode(each) for each in case.get(key) or []]


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def prove(ranges: list[tuple[int, int]], leaves: Sequence[bytes]) -> list[bytes]:
    def node(subtree: Subtree) -> bytes:
        level, index = subtree
        return by_definition(leaves[index << level : (index + 1) << level])

    return assemble(ranges, node)


def inclusion_cases() -> list[Any]:
    return [
        pytest.param(case, id=case["_case"])
        for case in vectors("transparency-dev-inclusion.json")["cases"]
    ]


def consistency_cases() -> list[Any]:
    return [
        pytest.param(case, id=case["_case"])
        for case in vectors("transparency-dev-consistency.json")["cases"]
    ]


@pytest.mark.parametrize("case", inclusion_cases())
def test_inclusion_as_published(case: dict[str, Any]) -> None:
    proven = verify_inclusion(
        case["leafIdx"],
        case["treeSize"],
        leaf=b64decode(case["leafHash"]),
        proof=unpacked(case, "proof"),
        root=b64decode(case["root"]),
    )
    assert proven is not case["wantErr"]


@pytest.mark.parametrize("case", consistency_cases())
def test_consistency_as_published(case: dict[str, Any]) -> None:
    proven = verify_consistency(
        case["size1"],
        case["size2"],
        old_root=b64decode(case["root1"]),
        new_root=b64decode(case["root2"]),
        proof=unpacked(case, "proof"),
    )
    assert proven is not case["wantErr"]


def test_all_published_cases_are_here() -> None:
    assert len(inclusion_cases()) == len(consistency_cases()) == 98


def test_the_reference_tree() -> None:
    tree = vectors("rfc6962-reference-tree.json")
    leaves = [leaf_hash(bytes.fromhex(each)) for each in tree["leaf_inputs_hex"]]
    roots = [root(leaves[:size]).hex() for size in range(len(leaves) + 1)]
    assert roots == tree["root_hash_by_size_hex"]
    levels: list[list[str]] = [[], [], [], []]
    edge = Frontier()
    for leaf in leaves:
        for level, made in enumerate(edge.append(leaf)):
            levels[level].append(made.hex())
    assert levels == tree["node_hashes_by_level_hex"]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == fold([]) == EMPTY
    assert EMPTY.hex().startswith("e3b0c442")


@given(leaves_of)
def test_the_growing_edge_has_the_root_of_the_definition(leaves: list[bytes]) -> None:
    edge = Frontier()
    for size, leaf in enumerate(leaves, 1):
        edge.append(leaf)
        assert edge.root() == by_definition(leaves[:size])
        edge = Frontier.from_bytes(size, edge.to_bytes())


@given(leaves_of, st.data())
def test_every_leaf_can_be_proven(leaves: list[bytes], data: st.DataObject) -> None:
    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = prove(inclusion_ranges(index, size), leaves)
    assert verify_inclusion(index, size, leaf=leaves[index], proof=proof, root=root(leaves))


@given(leaves_of, st.data())
def test_every_earlier_tree_can_be_proven(leaves: list[bytes], data: st.DataObject) -> None:
    new = len(leaves)
    old = data.draw(st.integers(1, new))
    proof = prove(consistency_ranges(old, new), leaves)
    roots = {"old_root": root(leaves[:old]), "new_root": root(leaves)}
    assert verify_consistency(old, new, proof=proof, **roots)


def flipped(data: bytes, bit: int) -> bytes:
    return bytes(each ^ (1 << bit % 8 if at == bit // 8 else 0) for at, each in enumerate(data))


def spoilt(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    """The proof with one bit, one hash, or the order changed."""
    way = data.draw(st.sampled_from(["bit", "drop", "add", "short", "long"]))
    at = data.draw(st.integers(0, max(len(proof) - 1, 0)))
    if way == "add" or not proof:
        return [*proof[:at], data.draw(st.binary(min_size=32, max_size=32)), *proof[at:]]
    if way == "drop":
        return proof[:at] + proof[at + 1 :]
    bit = data.draw(st.integers(0, 255))
    changed = {"bit": flipped(proof[at], bit), "short": proof[at][1:], "long": proof[at] + b"\0"}
    return [*proof[:at], changed[way], *proof[at + 1 :]]


@settings(max_examples=300)
@given(leaves_of, st.data())
def test_a_spoilt_proof_proves_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    size = len(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    inclusion = spoilt(prove(inclusion_ranges(index, size), leaves), data)
    consistency = spoilt(prove(consistency_ranges(old, size), leaves), data)
    whole, before = root(leaves), root(leaves[:old])
    assert not verify_inclusion(index, size, leaf=leaves[index], proof=inclusion, root=whole)
    assert not verify_consistency(old, size, old_root=before, new_root=whole, proof=consistency)


@given(st.sets(st.binary(min_size=32, max_size=32), min_size=2, max_size=80), st.data())
def test_a_proof_holds_for_its_own_leaf_only(leaves: set[bytes], data: st.DataObject) -> None:
    row, size = sorted(leaves), len(leaves)
    index, other = data.draw(st.permutations(range(-1, size + 1)))[:2]
    proof = prove(inclusion_ranges(index, size), row) if 0 <= index < size else []
    leaf = row[index % size]
    assert not verify_inclusion(other, size, leaf=leaf, proof=proof, root=root(row))


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33)])
def test_hashes_of_a_wrong_length_are_refused(wrong: bytes) -> None:
    right = leaf_hash(b"")
    two = node_hash(right, right)
    assert not verify_inclusion(0, 1, leaf=wrong, proof=[], root=wrong)
    assert not verify_inclusion(0, 2, leaf=right, proof=[wrong], root=two)
    assert not verify_inclusion(0, 2, leaf=right, proof=[right], root=wrong)
    assert not verify_consistency(1, 2, old_root=wrong, new_root=two, proof=[right])
    assert not verify_consistency(1, 2, old_root=right, new_root=two, proof=[wrong])


def test_from_nothing_nothing_is_proven() -> None:
    assert not verify_consistency(0, 0, old_root=EMPTY, new_root=EMPTY, proof=[])
    assert not verify_consistency(0, 1, old_root=EMPTY, new_root=leaf_hash(b""), proof=[])
    with pytest.raises(ValueError):
        consistency_ranges(0, 1)


@pytest.mark.parametrize(("index", "size"), [(-1, 1), (0, 0), (1, 1)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_ranges(index, size)


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 1), (0, 1)])
def test_a_tree_that_did_not_grow_has_no_proof(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no consistency"):
        consistency_ranges(old, new)


@pytest.mark.parametrize(("size", "hashes"), [(-1, []), (1, []), (3, [bytes(32)]), (1, [b"x"])])
def test_an_edge_that_fits_no_tree_is_refused(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(ValueError):
        Frontier(size, hashes)


def test_a_range_splits_into_perfect_subtrees() -> None:
    assert subtrees((0, 7)) == [(2, 0), (1, 2), (0, 6)]
    assert subtrees((8, 11)) == [(1, 4), (0, 10)]
    assert subtrees((4, 4)) == []
