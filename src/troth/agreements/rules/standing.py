"""How an agreement stands: agreed only when every party has signed the very same version."""

from collections.abc import Mapping
from dataclasses import dataclass

from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the latest version stands, and which version is the last that all had signed."""

    latest: int
    signed: frozenset[Ulid]
    stale: Mapping[Ulid, int]
    missing: frozenset[Ulid]
    agreed_version: int | None

    @property
    def agreed(self) -> bool:
        """Whether the latest version is the agreed one."""
        return self.agreed_version == self.latest


def all_signed(signatures: frozenset[Ulid], parties: frozenset[Ulid]) -> bool:
    """Whether every party that sits here now has signed; where nobody sits, nobody agrees."""
    return bool(parties) and parties <= signatures


def standing(
    *,
    latest: int,
    signatures: Mapping[int, frozenset[Ulid]],
    parties: frozenset[Ulid],
    agreed_version: int | None = None,
) -> Standing:
    """How signatures stand among the parties that sit here now.

    What was agreed once stays agreed, whoever comes or goes: `agreed_version` is a fact, not a sum.
    """
    signed = signatures.get(latest, frozenset()) & parties
    stale = {
        party: max(version for version, ones in signatures.items() if party in ones)
        for party in parties - signed
        if any(party in ones for ones in signatures.values())
    }
    return Standing(
        latest=latest,
        signed=signed,
        stale=stale,
        missing=parties - signed,
        agreed_version=agreed_version,
    )
