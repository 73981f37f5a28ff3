"""Ways to look at promises."""
