"""Troth: a neutral, self-hosted workspace in which organisations build trust at a distance."""

__version__ = "0.1.0"
