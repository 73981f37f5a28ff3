"""Slips as people look at them."""
