"""The record's tables. Entries, nodes and checkpoints only ever grow: triggers refuse the rest."""

from django.db import models
from django.db.models import F, Q

from troth.foundation.web.fields import UlidField

ROLE_LENGTH = 64
KIND_LENGTH = 64
NAME_LENGTH = 64


class Entry(models.Model):
    """One entry. `kind`, `t` and `leaf_hash` repeat what `entry_bytes` say, for looking up."""

    pk = models.CompositePrimaryKey("log", "idx")
    log = UlidField()
    idx = models.BigIntegerField()
    kind = models.CharField(max_length=KIND_LENGTH)
    t = models.DateTimeField()
    entry_bytes = models.BinaryField()
    leaf_hash = models.BinaryField()

    # The entry's parts by role once they were looked up; many entries can be filled by one query.
    known_parts: dict[str, "Part"] | None = None

    @property
    def parts(self) -> dict[str, "Part"]:
        """The parts beside this entry, by role."""
        if self.known_parts is None:
            rows = Part.objects.filter(log=self.log, idx=self.idx)
            self.known_parts = {row.part: row for row in rows}
        return self.known_parts


class Part(models.Model):
    """A salted part beside its entry: canonical JSON and its salt, or neither once erased."""

    pk = models.CompositePrimaryKey("log", "idx", "part")
    log = UlidField()
    idx = models.BigIntegerField()
    part = models.CharField(max_length=ROLE_LENGTH)
    salt = models.BinaryField(null=True)
    value = models.TextField(null=True)  # noqa: DJ001  # erased is not the same as empty
    concerns = UlidField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["concerns"], condition=Q(concerns__isnull=False), name="part_of_person"
            )
        ]


class Epoch(models.Model):
    """A tree of a log: a log that lost its past begins a new one, with higher places."""

    pk = models.CompositePrimaryKey("log", "epoch")
    log = UlidField()
    epoch = models.IntegerField()
    first = models.BigIntegerField()
    origin = models.CharField(max_length=300)


class Head(models.Model):
    """How far a log has come; `frontier` is the right edge of the tree of its latest epoch."""

    log = UlidField(primary_key=True)
    epoch = models.IntegerField()
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    t = models.DateTimeField(null=True)
    signed = models.BigIntegerField(default=0)
    stopped = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["log"], condition=Q(size__gt=F("signed")), name="head_unsigned")
        ]


class Node(models.Model):
    """A perfect subtree above the leaves; written by the tree follower, can be computed anew."""

    pk = models.CompositePrimaryKey("log", "epoch", "level", "idx")
    log = UlidField()
    epoch = models.IntegerField()
    level = models.SmallIntegerField()
    idx = models.BigIntegerField()
    hash = models.BinaryField()


class Checkpoint(models.Model):
    """A signed size of a tree; `frontier` is its right edge then, and hashes to `root`."""

    pk = models.CompositePrimaryKey("log", "epoch", "size")
    log = UlidField()
    epoch = models.IntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField()


class Cosig(models.Model):
    """A witness's signature line on a checkpoint; `key` is the witness's public key as text."""

    pk = models.CompositePrimaryKey("log", "epoch", "size", "key")
    log = UlidField()
    epoch = models.IntegerField()
    size = models.BigIntegerField()
    key = models.CharField(max_length=300)
    line = models.TextField()


class Wake(models.Model):
    """A log with entries that some follower has not seen; there only as long as that is so."""

    log = UlidField(primary_key=True)
    size = models.BigIntegerField()
    since = models.DateTimeField(db_index=True)


class Cursor(models.Model):
    """How far a follower has read a log: the place of the next entry."""

    pk = models.CompositePrimaryKey("follower", "log")
    follower = models.CharField(max_length=NAME_LENGTH)
    log = UlidField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "follower_cursor"


class Retry(models.Model):
    """A follower that stumbled over a log, and when it tries again; `said` is the error's name."""

    pk = models.CompositePrimaryKey("follower", "log")
    follower = models.CharField(max_length=NAME_LENGTH)
    log = UlidField()
    not_before = models.DateTimeField(db_index=True)
    tries = models.IntegerField()
    said = models.CharField(max_length=100)

    class Meta:
        db_table = "follower_retry"


class Once(models.Model):
    """A form's key that has had its effect, the entry it made and where the answer led."""

    key = models.CharField(max_length=64, primary_key=True)
    log = UlidField()
    idx = models.BigIntegerField()
    location = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(db_index=True)
