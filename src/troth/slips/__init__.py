"""Slips: an organisation says what went wrong on its own side, makes it good, and is heard."""
