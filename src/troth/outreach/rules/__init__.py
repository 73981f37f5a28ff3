"""What counts as uneven, and what may be done with a private question: without Django."""
