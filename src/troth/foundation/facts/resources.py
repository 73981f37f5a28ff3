"""Facts of the library: files and links, their versions. What is in a file never stands here, only its checksum."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Sort(StrEnum):
    """What can lie in a library."""

    FILE = "file"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class ResourceAdded(Fact):
    """Somebody put a file or a link into the library; its content is version 1.

    `checksum` is the SHA-256 of the file in hexadecimal, `size` its bytes; a link has an `address` instead.
    `carried`: it came with something that has an entry of its own.
    """

    kind: ClassVar[str] = "resource:added"
    resource: Ulid
    sort: Sort
    size: int
    title: Salted[str]
    name: Salted[str]
    checksum: Salted[str]
    address: Salted[str]
    carried: bool = False


@dataclass(frozen=True, kw_only=True)
class ResourceVersion(Fact):
    """Somebody brought a newer version of a file or link; the earlier ones stay."""

    kind: ClassVar[str] = "resource:version"
    resource: Ulid
    version: int
    size: int
    name: Salted[str]
    checksum: Salted[str]
    address: Salted[str]
    note: Salted[str]


@dataclass(frozen=True, kw_only=True)
class ResourceWithdrawn(Fact):
    """The side it belongs to withdrew a file or link; its content is kept no longer, these facts are."""

    kind: ClassVar[str] = "resource:withdrawn"
    resource: Ulid
    versions: int
