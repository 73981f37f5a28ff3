"""What can be written about a table, its people and what they decide together."""
