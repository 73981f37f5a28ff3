"""The clasp: trust in both directions as one picture, one table and one sentence, from the same figures."""
