"""What a goal says, how its words are put together, and what of it changed."""
