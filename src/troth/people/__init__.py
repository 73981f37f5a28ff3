"""Accounts: who somebody is, how they sign in, what they prefer, when they work."""
