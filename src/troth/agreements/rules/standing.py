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


def standing(
    *, latest: int, signatures: Mapping[int, frozenset[Ulid]], parties: frozenset[Ulid]
) -> Standing:
    """Work it out from signatures by version; parties that have left no longer count, nor do strangers."""
    signed = signatures.get(latest, frozenset()) & parties
    stale = {
        party: max(version for version, ones in signatures.items() if party in ones)
        for party in parties - signed
        if any(party in ones for ones in signatures.values())
    }
    whole = [version for version, ones in signatures.items() if parties and parties <= ones]
    return Standing(
        latest=latest,
        signed=signed,
        stale=stale,
        missing=parties - signed,
        agreed_version=max(whole, default=None),
    )
