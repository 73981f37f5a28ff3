"""Organisations: a body with members, across partnerships."""
