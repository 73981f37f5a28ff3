"""Who promised what to whom by when; moved, delivered, confirmed, owned up to."""
