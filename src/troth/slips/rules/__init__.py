"""What may be done with a slip, by whom, and what comes of it."""
