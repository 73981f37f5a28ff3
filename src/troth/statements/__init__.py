"""Statements: one message to the outside, approved by every organisation, and withdrawn by any."""
