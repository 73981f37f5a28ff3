"""Ways to look at partnerships."""
