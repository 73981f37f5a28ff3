"""What may be agreed, by whom, and what comes of looking at it again."""
