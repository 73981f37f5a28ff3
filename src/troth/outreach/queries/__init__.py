"""Looking at what is uneven and what was asked privately."""
