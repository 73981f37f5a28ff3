"""Check-ins between organisations, how much it is for whom, and pauses that move dates together."""
