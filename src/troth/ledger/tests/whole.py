"""A record with everything in it, what is found wrong with it, and all that it tells a reader."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import models

from troth.foundation.facts.fact import Actor
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import TreeFollower, run_pass
from troth.ledger.models import (
    Checkpoint,
    Cosig,
    Entry,
    Epoch,
    Head,
    Node,
    Once,
    Part,
    Retry,
)
from troth.ledger.queries import entries, inclusion, known_fact, latest_checkpoint
from troth.ledger.rules.checkpoint import cosigned_text
from troth.ledger.rules.note import Algorithm, Key, Signature, parse_note
from troth.ledger.testing import INGRID, LUMEN, light
from troth.ledger.verification import Finding, verify

AT = datetime(2026, 11, 21, 16, tzinfo=UTC)
TABLES: list[type[models.Model]] = [Entry, Part, Epoch, Head, Node, Checkpoint, Cosig]


def cosign(row: Checkpoint, algorithm: Algorithm) -> Cosig:
    """A witness's signature."""
    private = Ed25519PrivateKey.generate()
    key = Key("witness.example", algorithm, private.public_key().public_bytes_raw())
    text = parse_note(row.note.encode()).text
    signature = private.sign(text.encode())
    if algorithm is Algorithm.COSIGNATURE:
        at = 1_795_000_000
        signature = at.to_bytes(8, "big") + private.sign(cosigned_text(text, at=at).encode())
    line = str(Signature(key.name, key.id, signature))
    return Cosig(log=row.log, epoch=row.epoch, size=row.size, key=str(key), line=line)


def two_logs() -> list[Ulid]:
    """Two logs with everything in them."""
    logs = [new_ulid(), new_ulid()]
    for log in logs:
        for times in (3, 6, 2):
            light(log, times, by=Actor(INGRID, LUMEN), note="words")
            sign_now(log)
        light(log, 2)
    run_pass([TreeFollower()], now=AT)
    light(logs[0])
    for algorithm in Algorithm:
        cosign(Checkpoint.objects.get(log=logs[0], size=9), algorithm).save(force_insert=True)
    Retry.objects.create(follower="mail", log=logs[0], not_before=AT, tries=1, said="OSError")
    Once.objects.create(key="key", log=logs[0], idx=0, location="/", at=AT)
    return logs


def found() -> list[Finding]:
    """Everything that is wrong."""
    return list(verify())


def claims(logs: list[Ulid]) -> list[object]:
    """All that the record tells a reader."""
    told: list[object] = []
    for log in logs:
        for entry in entries(log):
            told += [bytes(entry.entry_bytes), entry.kind, entry.t, known_fact(entry)]
            told.append(inclusion(log, entry.idx))
        latest = latest_checkpoint(log)
        told.append(latest and latest.note)
    return told
