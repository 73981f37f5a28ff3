"""An entry's proof as a file can be checked by anybody who has the log's key."""

import pytest

from troth.foundation.kernel import b64
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.checkpoints import sign_now
from troth.ledger.proofs import HEADER, proof_file
from troth.ledger.rules.checkpoint import parse_checkpoint
from troth.ledger.rules.note import open_note
from troth.ledger.rules.tree import leaf_hash, verify_inclusion
from troth.ledger.signing import load_key
from troth.ledger.testing import light

pytestmark = pytest.mark.django_db


def test_a_proof_file_holds_all_that_is_needed(room: Ulid) -> None:
    entry = light(room, 6)[3]
    sign_now(room)
    text = proof_file(room, entry)
    assert text is not None
    proof, _, note = text.partition("\n\n")
    header, extra, index, *hashes = proof.split("\n")
    assert (header, index) == (HEADER, "index 3")
    key = load_key().verifier(f"troth.example/ledger/{room}/1")
    checkpoint = parse_checkpoint(open_note(note.encode(), [key])[0].text)
    assert verify_inclusion(
        3,
        checkpoint.size,
        leaf=leaf_hash(b64.decode(extra.removeprefix("extra "))),
        proof=[b64.decode(each) for each in hashes],
        root=checkpoint.root,
    )


def test_before_it_is_signed_there_is_no_proof(room: Ulid) -> None:
    (entry,) = light(room)
    assert proof_file(room, entry) is None
