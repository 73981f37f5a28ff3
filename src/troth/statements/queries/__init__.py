"""Ways to look at what may be used in public."""
