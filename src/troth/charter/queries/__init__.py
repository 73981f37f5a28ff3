"""Ways to look at the working agreement and at each side's calendar."""
