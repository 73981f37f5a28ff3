"""Partnerships: parties, seats, rooms, invitations, consent, terms, and the gate."""
