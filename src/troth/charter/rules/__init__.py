"""The eight answers of a working agreement, as plain values."""
