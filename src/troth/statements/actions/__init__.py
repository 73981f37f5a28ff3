"""Writing a statement, letting it be used, withdrawing it, and telling those who took it."""
