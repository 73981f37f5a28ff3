"""Whatever reacts to the record: each follower reads every log in order, from its own cursor."""

from troth.ledger.follower.catching import BATCH, Follower, catch_up
from troth.ledger.follower.passing import run_pass, self_check
from troth.ledger.follower.tree import TreeFollower

__all__ = ["BATCH", "Follower", "TreeFollower", "catch_up", "run_pass", "self_check"]
