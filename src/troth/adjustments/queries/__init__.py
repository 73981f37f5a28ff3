"""Adjustments as people look at them."""
