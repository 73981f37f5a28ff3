"""The working agreement: eight answers that all sign, and the limits everything else measures against."""
