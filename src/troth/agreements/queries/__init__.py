"""Ways to look at agreements."""
