"""Adjustments: what two organisations agree to do differently, by whom, and whether it helped."""
