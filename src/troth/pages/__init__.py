"""Pages that cross nouns: waiting for you, overview, record, design, live."""
