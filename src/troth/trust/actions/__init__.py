"""What people do about trust: say how they experience the other side, and contest what counts."""

from troth.trust.actions.contesting import contest, settle

__all__ = ["contest", "settle"]
