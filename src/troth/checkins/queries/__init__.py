"""Ways to look at check-ins, load and pauses."""
