"""Agreements: a text in versions, signed per party, stale when edited."""
