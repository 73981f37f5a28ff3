"""How the record thinks: tree, notes, entries; standard library only, no clock, no randomness."""
