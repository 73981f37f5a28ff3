"""Trust: facts in, estimates and their reasons out."""
