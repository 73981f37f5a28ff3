"""All that a forecaster remembers: plain, so that it can be kept as a row and rebuilt from facts."""

from collections import defaultdict
from dataclasses import dataclass, field

from troth.trust.rules.bank import COMMUNITY, PARTY, RECEIVER, Terms, unlearned
from troth.trust.rules.blend import Blend, Opinion
from troth.trust.rules.happenings import Happening
from troth.trust.rules.keep_times import KeepTimes
from troth.trust.rules.pool import Pool, Record

Group = tuple[str, str, str, int]  # party, receiver, kind, day: promises that share one unit


@dataclass(slots=True)
class Standing:
    """What is known of one party: its terms, when it keeps, its record, its open promises by due."""

    terms: Terms = field(default_factory=lambda: unlearned(PARTY))
    keep_times: KeepTimes = field(default_factory=KeepTimes)
    record: Record = field(default_factory=Record)
    waiting: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Pending:
    """A promise whose deadline has not passed.

    `done_at`: since when the party's part is known (kept or withdrawn); None while it waits.
    """

    party: str
    receiver: str
    due: float
    weight: float
    group: Group | None = None
    done_at: float | None = None
    kept: bool = False


@dataclass(slots=True)
class Sharing:
    """How many promises of a group there are, and how many of them are still pending."""

    made: int = 0
    pending: int = 0


def _unlearned_receiver() -> Terms:
    return unlearned(RECEIVER)


@dataclass(slots=True)
class Memory:
    """The state of a forecaster between two happenings.

    `told` happened at `now` and is taken in as soon as time goes on, so that a forecast never
    knows what happened at its own moment. `deadlines` is a heap of (due, promise). A party or receiver
    that is looked up for the first time is there from then on; questions do not look up so.
    """

    now: float = float("-inf")
    told: list[Happening] = field(default_factory=list)
    deadlines: list[tuple[float, str]] = field(default_factory=list)
    community: Terms = field(default_factory=lambda: unlearned(COMMUNITY))
    keep_times: KeepTimes = field(default_factory=KeepTimes)
    parties: dict[str, Standing] = field(default_factory=lambda: defaultdict(Standing))
    receivers: dict[str, Terms] = field(default_factory=lambda: defaultdict(_unlearned_receiver))
    pending: dict[str, Pending] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    groups: dict[Group, Sharing] = field(default_factory=dict)
    day: int = 0  # of the newest promise; groups of earlier days go once nothing in them is pending
    pool: Pool = field(default_factory=Pool)
    blend: Blend = field(default_factory=Blend)
