"""Ways to look at who needs what and who is good at it."""
