"""Ways to look at people."""
