"""Decisions: a question with a rule and a deadline, voices with their arguments, an outcome for all."""
