"""What a side says to a suggestion, and to a need that nobody meets."""
