"""Ways to look at kickoffs."""
