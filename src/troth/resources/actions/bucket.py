"""A bucket of an S3-compatible service, where the server keeps its files there; every fault of it is an `OSError`."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.storage import storages

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ALIAS = "library"
BLOCK = 1024 * 1024
TO_ALL = frozenset(
    f"http://acs.amazonaws.com/groups/global/{group}"
    for group in ("AllUsers", "AuthenticatedUsers")
)
NOT_THERE = frozenset({"404", "NoSuchKey", "NotFound"})


class OutOfReach(OSError):
    """The files cannot be reached now; what was asked can be asked again later."""


@dataclass(frozen=True)
class Opened:
    """A file to read, and how much of it there is."""

    stream: BinaryIO
    size: int


def bucket() -> "Bucket | None":
    """The bucket of this server; None where files lie in its folder."""
    return Bucket(cast("Storage", storages[ALIAS])) if ALIAS in settings.STORAGES else None


@contextmanager
def faults() -> Iterator[None]:
    """What the service answers, in the words of a disk. Raises `FileNotFoundError` or `OutOfReach`."""
    from boto3.exceptions import Boto3Error  # noqa: PLC0415  # comes with the extra `s3` only
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # as above

    try:
        yield
    except ClientError as wrong:
        code = str(wrong.response.get("Error", {}).get("Code", ""))
        if code in NOT_THERE:
            raise FileNotFoundError(code) from None
        raise OutOfReach(f"the bucket refuses: {code}") from None
    except (BotoCoreError, Boto3Error) as wrong:
        raise OutOfReach(f"the bucket cannot be reached: {type(wrong).__name__}") from None


class Body(Protocol):
    """What comes with an answer."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def close(self) -> None:
        """Leave the rest."""


class Place(Protocol):
    """What lies, or can lie, in a bucket under one name; as the library for buckets has it."""

    def upload_file(self, path: str) -> None:
        """Bring a file."""

    def put(self, *, Body: bytes) -> object:  # noqa: N803  # the service's own word
        """Bring bytes."""

    def get(self, **said: str) -> dict[str, Any]:
        """Ask for it."""

    def delete(self) -> object:
        """Take it away."""


class Storage(Protocol):
    """As much of the storage for buckets as is needed."""

    bucket_name: str
    location: str
    connection: Any


class Bucket:
    """One file per name, as in a folder."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    @property
    def name(self) -> str:
        """What it is called."""
        return self.storage.bucket_name

    @property
    def endpoint(self) -> str:
        """The address of its service."""
        return str(self.storage.connection.meta.client.meta.endpoint_url)

    def at(self, key: str) -> Place:
        """What lies there; a connection belongs to one thread."""
        held = self.storage.connection.Bucket(self.name)
        found: Place = held.Object(f"{self.storage.location}{key}")
        return found

    def is_open_to_all(self) -> bool:
        """Whether people without a key may read it; a service that does not say so is not asked further."""
        try:
            with faults():
                grants = self.storage.connection.Bucket(self.name).Acl().grants
        except OSError:
            return False
        return any(grant["Grantee"].get("URI") in TO_ALL for grant in grants)

    def put(self, key: str, path: Path) -> None:
        """Bring a file there, a large one in parts."""
        with faults():
            self.at(key).upload_file(str(path))

    def write(self, key: str, content: bytes) -> None:
        """Bring a small thing there."""
        with faults():
            self.at(key).put(Body=content)

    def open(self, key: str) -> Opened:
        """Read it as it comes, without keeping it here."""
        with faults():
            answer = self.at(key).get()
        stream = io.BufferedReader(Reading(answer["Body"]), BLOCK)
        return Opened(stream, int(answer["ContentLength"]))

    def first(self, key: str, size: int) -> bytes:
        """Its first bytes and no more."""
        with faults():
            said: bytes = self.at(key).get(Range=f"bytes=0-{size - 1}")["Body"].read()
        return said

    def forget(self, key: str) -> None:
        """Delete it; what is not there is deleted already."""
        with faults():
            self.at(key).delete()


class Reading(io.RawIOBase):
    """The bytes of an answer as they come; a line that breaks is a fault like any other."""

    def __init__(self, body: Body) -> None:
        self.body = body

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, into: "WriteableBuffer") -> int:
        """The next bytes; none at the end."""
        room = memoryview(into).cast("B")
        with faults():
            said = self.body.read(len(room))
        room[: len(said)] = said
        return len(said)

    def close(self) -> None:
        """Leave the rest where it is."""
        self.body.close()
        super().close()
