"""Looking into the library."""
