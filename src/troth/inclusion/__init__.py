"""Inclusion: who is affected and not at the table, and how evenly those at the table take part."""
