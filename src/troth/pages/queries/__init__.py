"""What cross-noun pages look up."""
