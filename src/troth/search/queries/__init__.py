"""Looking things up in the index."""
