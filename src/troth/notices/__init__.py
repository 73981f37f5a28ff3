"""Notices: the inbox, mail out, and what waits for you."""
