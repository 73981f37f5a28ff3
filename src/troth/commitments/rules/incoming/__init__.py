"""Promises kept elsewhere, read from a file of rows: every row good, or bad with its reason."""
