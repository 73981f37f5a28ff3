"""Ways to look at what somebody may read."""
