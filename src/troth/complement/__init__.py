"""Complement: who needs what at a table, who is good at it, and which needs nobody meets."""
