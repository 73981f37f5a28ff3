"""Which strength meets which need and why, and how a need stands that nobody meets."""
